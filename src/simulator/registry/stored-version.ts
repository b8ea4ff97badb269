import { invalidVersion, subjectNotFound, versionNotFound } from './errors.ts';
import type { StoredVersion, SubjectStore } from './subject-store.ts';

const MAX_VERSION = 2 ** 31 - 1;

/** A version as a path writes it: a number from 1, `latest` or −1 for the last one. Throws RegistryError for another text. */
export function versionNamed(text: string): number | 'latest' {
  const name = text.trim().toLowerCase();
  if (name === 'latest' || name === '-1') return 'latest';
  const version = /^\+?\d{1,10}$/.test(name) ? Number(name) : 0;
  if (version < 1 || version > MAX_VERSION) throw invalidVersion(text);
  return version;
}

/** The versions of a subject, oldest first. Throws RegistryError when there is no such subject. */
export function requireVersions(store: SubjectStore, subject: string): readonly StoredVersion[] {
  const versions = store.versions(subject);
  if (versions === null) throw subjectNotFound(subject);
  return versions;
}

/** The version that a path names. Throws RegistryError when there is none. */
export function requireVersion(store: SubjectStore, subject: string, text: string): StoredVersion {
  const version = versionNamed(text);
  requireVersions(store, subject);
  const stored = store.version(subject, version);
  if (stored === null) throw versionNotFound(version === 'latest' ? -1 : version);
  return stored;
}
