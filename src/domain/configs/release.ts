import { KnownFailure } from '../../failure.ts';
import type { ConfigCatalog, Release } from './catalog.ts';

/** The newest release of which every family was read; what an advisor assumes when none is given. */
export const ASSUMED_RELEASE: Release = '4.3';

/** The catalogue's release for what a user wrote: `4.3`, `4.3.1`. Throws KnownFailure, naming `argument`, for anything else. */
export function releaseOf(catalog: ConfigCatalog, given: string, argument: string): Release {
  const minor = /^v?(\d+\.\d+)(\.\d+)?$/.exec(given.trim())?.[1];
  if (minor !== undefined && catalog.releases.includes(minor)) return minor;
  throw new KnownFailure(
    `Argument \`${argument}\` is not a release this server knows: ${JSON.stringify(given.slice(0, 40))}.`,
    `Known: ${catalog.releases.join(', ')}, with or without a patch number.`,
    `Give the release of Apache Kafka, or leave \`${argument}\` out.`,
  );
}

/** Whether `release` is `other` or later. */
export function atLeast(release: Release, other: Release): boolean {
  const [major = 0, minor = 0] = release.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major > otherMajor || (major === otherMajor && minor >= otherMinor);
}
