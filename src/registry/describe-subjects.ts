import type { Gap } from '../domain/gap.ts';
import { named } from '../domain/named.ts';
import type { SubjectList, SubjectSummary } from '../domain/schemas/observation.ts';
import { KnownFailure } from '../failure.ts';
import type { RegistryClient } from './client.ts';
import { eachOf } from './each-of.ts';
import { noLevel, readLevel, readSchema, readVersions } from './reads.ts';
import { readVendor } from './vendor.ts';

/** Versions, latest schema and level of some subjects, in the order asked for: four requests each. */
export async function describeSubjects(
  client: RegistryClient,
  subjects: readonly string[],
  signal: AbortSignal,
): Promise<SubjectList> {
  const global = client.get('/config', signal);
  // Whoever awaits it first handles its failure; nobody may.
  global.catch(() => {});
  const vendor = await readVendor(client, signal);
  const { done, failed } = await eachOf(subjects, signal, async (subject, each) => {
    const versions = await readVersions(client, subject, each);
    if (versions === null) return null;
    const [{ level, gaps }, latest] = await Promise.all([
      readLevel(client, subject, vendor, global, each).catch((error: unknown) => {
        if (error instanceof KnownFailure) return noLevel(subject, error.what);
        throw error;
      }),
      readSchema(client, subject, versions.at(-1) ?? 'latest', each),
    ]);
    const summary: SubjectSummary = { subject, versions, latest, level };
    return { summary, gaps };
  });
  const gaps: Gap[] = failed.map(({ item, why }) => ({ what: `versions of ${named(item)}`, why, broker: null }));
  return {
    subjects: done.flatMap(({ result }) => (result === null ? [] : [result.summary])),
    gaps: [...gaps, ...done.flatMap(({ result }) => result?.gaps ?? [])],
  };
}
