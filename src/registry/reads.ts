import { z } from 'zod';
import type { Gap } from '../domain/gap.ts';
import { named } from '../domain/named.ts';
import type { RegistryVendor } from '../domain/schemas/compatibility-observation.ts';
import type { LevelObservation, RegisteredSchema } from '../domain/schemas/observation.ts';
import { isNotFound, type RegistryClient, type Reply, refused, segment, shaped } from './client.ts';

/** Names of subjects that are not deleted: those of the default context, or those of every context. */
export async function readSubjects(
  client: RegistryClient,
  signal: AbortSignal,
  everyContext = false,
): Promise<readonly string[]> {
  const reply = await client.get(everyContext ? `/subjects?subjectPrefix=${EVERY_CONTEXT}` : '/subjects', signal);
  if (!reply.ok) throw refused(reply, client.url);
  return shaped(z.array(z.string()), reply.value, client.url);
}

/** `:*:`, as a query has to write it. Source: Confluent documentation, "Schema Registry API Reference", GET /subjects. */
const EVERY_CONTEXT = '%3A*%3A';

/** Version numbers of a subject, ascending; null for an unknown one. */
export async function readVersions(
  client: RegistryClient,
  subject: string,
  signal: AbortSignal,
): Promise<readonly number[] | null> {
  const reply = await client.get(`/subjects/${segment(subject)}/versions`, signal);
  if (isNotFound(reply)) return null;
  if (!reply.ok) throw refused(reply, client.url);
  return shaped(z.array(z.int()), reply.value, client.url).sort((a, b) => a - b);
}

const reference = z.object({ name: z.string(), subject: z.string(), version: z.int() });
const registered = z.object({
  version: z.int(),
  id: z.int(),
  /** Absent for Avro in every registry. */
  schemaType: z.string().nullish(),
  schema: z.string(),
  references: z.array(reference).nullish(),
});

/** One version of a subject; null when the registry does not have it. */
export async function readSchema(
  client: RegistryClient,
  subject: string,
  version: number | 'latest',
  signal: AbortSignal,
): Promise<RegisteredSchema | null> {
  const reply = await client.get(`/subjects/${segment(subject)}/versions/${version}`, signal);
  if (isNotFound(reply)) return null;
  if (!reply.ok) throw refused(reply, client.url);
  const { schema, schemaType, references, ...rest } = shaped(registered, reply.value, client.url);
  return { ...rest, type: schemaType ?? 'AVRO', text: schema, references: references ?? [] };
}

const config = z.object({
  compatibilityLevel: z.string().nullish(),
  /** What a PUT is answered with, and Karapace's and older names in a GET. */
  compatibility: z.string().nullish(),
  compatibilityGroup: z.string().nullish(),
  compatibilityPolicy: z.string().nullish(),
});

export const NO_LEVEL: LevelObservation = { name: null, source: null, group: null, lenient: false };

/** A level that could not be read blanks what rests on it, not the whole answer. */
interface ReadLevel {
  readonly level: LevelObservation;
  readonly gaps: readonly Gap[];
}

/**
 * The level that counts for a subject. `defaultToGlobal` is asked for because Apicurio answers without it with the level it
 * was started with. Whether the level is the subject's own is told only where it is sure. `global`: the answer of `/config`,
 * which is the same for all subjects.
 */
export async function readLevel(
  client: RegistryClient,
  subject: string,
  vendor: RegistryVendor | null,
  global: Promise<Reply>,
  signal: AbortSignal,
): Promise<ReadLevel> {
  const path = `/config/${segment(subject)}`;
  const [effective, own, inherited] = await Promise.all([
    client.get(`${path}?defaultToGlobal=true`, signal),
    client.get(path, signal),
    global,
  ]);
  const found = readConfig(effective) ?? readConfig(own) ?? (isNotFound(own) ? readConfig(inherited) : null);
  if (found === null) return noLevel(subject, replyWords(effective));
  const source = sourceOf(found.name, own, readConfig(inherited)?.name ?? null);
  const told = source !== 'unsure' ? source : vendor?.name === 'Confluent' ? 'subject' : null;
  return { level: { ...found, source: told }, gaps: [] };
}

export const noLevel = (subject: string, why: string): ReadLevel => ({
  level: NO_LEVEL,
  gaps: [{ what: `compatibility level of ${named(subject)}`, why, broker: null }],
});

function sourceOf(effective: string, own: Reply, global: string | null): LevelObservation['source'] | 'unsure' {
  if (isNotFound(own)) return 'global';
  const ownLevel = readConfig(own)?.name ?? null;
  if (ownLevel === null || global === null) return null;
  // Apicurio without an override: the level it was started with instead of the one that counts.
  if (ownLevel !== effective) return 'global';
  // A level that is not the global one can only be the subject's; an equal one may be either in Apicurio.
  return effective === global ? 'unsure' : 'subject';
}

function readConfig(reply: Reply): (Omit<LevelObservation, 'name' | 'source'> & { readonly name: string }) | null {
  if (!reply.ok) return null;
  const read = config.safeParse(reply.value);
  const name = read.success ? (read.data.compatibilityLevel ?? read.data.compatibility ?? null) : null;
  if (name === null || !read.success) return null;
  const { compatibilityGroup: group = null, compatibilityPolicy: policy } = read.data;
  return { name, group, lenient: policy === 'LENIENT' };
}

const replyWords = (reply: Reply): string =>
  reply.ok
    ? 'the registry answered without a level'
    : reply.status === 401 || reply.status === 403
      ? `the registry does not allow it (HTTP ${reply.status})`
      : `the registry answered HTTP ${reply.status}${reply.message === '' ? '' : `: ${reply.message}`}`;
