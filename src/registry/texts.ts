import type { Gap } from '../domain/gap.ts';
import { named } from '../domain/named.ts';
import type { VersionTexts } from '../domain/schemas/compatibility-observation.ts';
import type { RegistryClient } from './client.ts';
import { eachOf } from './each-of.ts';
import { readSchema } from './reads.ts';
import type { Resolver } from './references.ts';

/** One request for each version, and one for each schema that they refer to. */
export async function readTexts(
  client: RegistryClient,
  subject: string,
  versions: readonly number[],
  resolve: Resolver,
  signal: AbortSignal,
): Promise<VersionTexts> {
  const { done, failed } = await eachOf(versions, signal, async (version, each) => {
    const schema = await readSchema(client, subject, version, each);
    if (schema === null) return null;
    const { found, missing, gaps } = await resolve(schema.references);
    const lost: Gap[] = missing.map((reference) => ({
      what: `the schema behind the reference ${named(reference.name)} of version ${version}`,
      why: `the registry does not have version ${reference.version} of ${named(reference.subject)}`,
      broker: null,
    }));
    const source = { text: schema.text, references: found };
    return { version: { version, type: schema.type, source }, gaps: [...gaps, ...lost] };
  });
  return {
    versions: done.flatMap(({ result }) => (result === null ? [] : [result.version])),
    gaps: [
      ...failed.map(({ item, why }) => ({ what: `text of version ${item}`, why, broker: null })),
      ...once(done.flatMap(({ result }) => result?.gaps ?? [])),
    ],
  };
}

const once = (gaps: readonly Gap[]): Gap[] => [...new Map(gaps.map((gap) => [JSON.stringify(gap), gap])).values()];
