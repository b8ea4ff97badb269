import { z } from 'zod';
import type { Gap } from '../domain/gap.ts';
import type { DependentList } from '../domain/schemas/observation.ts';
import { isNotFound, type RegistryClient, refused, segment, shaped } from './client.ts';
import { eachOf } from './each-of.ts';

/** Versions of a subject, newest first, whose dependents are asked for: one request each. */
const MAX_VERSIONS = 10;
/** Schemas that are looked up by id: one request each. */
const MAX_IDS = 50;

const ids = z.array(z.int());
const places = z.array(z.object({ subject: z.string(), version: z.int() }));

/** Registered schemas that refer to a subject. `versions`: all of the subject, ascending. */
export async function readDependents(
  client: RegistryClient,
  subject: string,
  versions: readonly number[],
  signal: AbortSignal,
): Promise<DependentList> {
  const newest = versions.slice(-MAX_VERSIONS).reverse();
  const used = await eachOf(newest, signal, (version, each) =>
    list(client, `/subjects/${segment(subject)}/versions/${version}/referencedby`, ids, each),
  );
  const users = used.done.flatMap(({ item: uses, result }) => result.map((id) => ({ uses, id })));
  const known = users.slice(0, MAX_IDS);
  const found = await eachOf(known, signal, ({ id }, each) =>
    list(client, `/schemas/ids/${id}/versions`, places, each),
  );
  const gaps: Gap[] = [];
  const failed = used.failed[0] ?? found.failed[0];
  if (failed !== undefined) gaps.push({ what: 'schemas that refer to this one', why: failed.why, broker: null });
  if (known.length < users.length)
    gaps.push({
      what: `${users.length - known.length} schemas that refer to this one`,
      why: `only ${MAX_IDS} are looked up`,
      broker: null,
    });
  const dependents = found.done.flatMap(({ item, result }) =>
    result.map((place) => ({ subject: place.subject, version: place.version, uses: item.uses })),
  );
  return { dependents, gaps };
}

async function list<S extends z.ZodType<readonly unknown[]>>(
  client: RegistryClient,
  path: string,
  schema: S,
  signal: AbortSignal,
): Promise<z.output<S> | []> {
  const reply = await client.get(path, signal);
  if (isNotFound(reply)) return [];
  if (!reply.ok) throw refused(reply, client.url);
  return shaped(schema, reply.value, client.url);
}
