import { z } from 'zod';
import type { Gap } from '../domain/gap.ts';
import type { LevelObservation, RegisteredSchema, SchemaHistory } from '../domain/schemas/observation.ts';
import { isNotFound, type RegistryClient, type Reply, refused, segment, shaped } from './client.ts';
import { eachOf } from './each-of.ts';

/** Names of all subjects that are not deleted. */
export async function readSubjects(client: RegistryClient, signal: AbortSignal): Promise<readonly string[]> {
  const reply = await client.get('/subjects', signal);
  if (!reply.ok) throw refused(reply, client.url);
  return shaped(z.array(z.string()), reply.value, client.url);
}

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

/** Texts of more versions than this are not fetched: one request each. */
const MAX_TEXTS = 100;

/** Registered versions with their texts, oldest first; the newest when there are too many. */
export async function readHistory(
  client: RegistryClient,
  subject: string,
  which: 'latest' | 'all',
  signal: AbortSignal,
): Promise<SchemaHistory | null> {
  const versions = await readVersions(client, subject, signal);
  if (versions === null) return null;
  const wanted = versions.slice(which === 'latest' ? -1 : -MAX_TEXTS);
  const read = await eachOf(wanted, signal, async (version, each) => readSchema(client, subject, version, each));
  const gaps: Gap[] = read.failed.map(({ item, why }) => ({ what: `text of version ${item}`, why, broker: null }));
  if (which === 'all' && wanted.length < versions.length)
    gaps.push({
      what: `texts of ${versions.length - wanted.length} versions older than ${wanted[0]}`,
      why: `only the newest ${MAX_TEXTS} are read`,
      broker: null,
    });
  return { versions, schemas: read.done.flatMap(({ result }) => result ?? []), gaps };
}

const config = z.object({
  compatibilityLevel: z.string().nullish(),
  /** What a PUT is answered with, and Karapace's and older names in a GET. */
  compatibility: z.string().nullish(),
  compatibilityGroup: z.string().nullish(),
});

/**
 * The level that counts for a subject. `defaultToGlobal` is asked for because Apicurio answers without it with the level it
 * was started with. Whether the level is the subject's own is told only where it is sure.
 */
export async function readLevel(
  client: RegistryClient,
  subject: string,
  signal: AbortSignal,
): Promise<{ readonly level: LevelObservation; readonly gaps: readonly Gap[] }> {
  const path = `/config/${segment(subject)}`;
  const [effective, own, global] = await Promise.all(
    [`${path}?defaultToGlobal=true`, path, '/config'].map((each) => client.get(each, signal)),
  );
  const found = readConfig(effective) ?? readConfig(own) ?? (isNotFoundReply(own) ? readConfig(global) : null);
  if (found === null) {
    const why = replyWords(effective);
    return {
      level: { name: null, source: null, group: null },
      gaps: [{ what: 'compatibility level of the subject', why, broker: null }],
    };
  }
  const source = sourceOf(found.name, own, readConfig(global)?.name ?? null);
  const told = source !== 'unsure' ? source : (await isConfluent(client, signal)) ? 'subject' : null;
  return { level: { ...found, source: told }, gaps: [] };
}

function sourceOf(
  effective: string,
  own: Reply | undefined,
  global: string | null,
): LevelObservation['source'] | 'unsure' {
  if (isNotFoundReply(own)) return 'global';
  const ownLevel = readConfig(own)?.name ?? null;
  if (ownLevel === null || global === null) return null;
  // Apicurio without an override: the level it was started with instead of the one that counts.
  if (ownLevel !== effective) return 'global';
  // A level that is not the global one can only be the subject's; an equal one may be either in Apicurio.
  return effective === global ? 'unsure' : 'subject';
}

function readConfig(reply: Reply | undefined): { readonly name: string; readonly group: string | null } | null {
  if (reply === undefined || !reply.ok) return null;
  const read = config.safeParse(reply.value);
  const name = read.success ? (read.data.compatibilityLevel ?? read.data.compatibility ?? null) : null;
  return name === null || !read.success ? null : { name, group: read.data.compatibilityGroup ?? null };
}

const isNotFoundReply = (reply: Reply | undefined): boolean => reply !== undefined && isNotFound(reply);

/** Confluent's registry tells its version; Apicurio answers 404. */
async function isConfluent(client: RegistryClient, signal: AbortSignal): Promise<boolean> {
  const reply = await client.get('/v1/metadata/version', signal);
  return reply.ok;
}

const replyWords = (reply: Reply | undefined): string =>
  reply === undefined || reply.ok
    ? 'the registry answered without a level'
    : reply.status === 401 || reply.status === 403
      ? `the registry does not allow it (HTTP ${reply.status})`
      : `the registry answered HTTP ${reply.status}${reply.message === '' ? '' : `: ${reply.message}`}`;
