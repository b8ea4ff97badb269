import type { Gap } from '../domain/gap.ts';
import type { RegistryClient } from './client.ts';
import { type Candidate, compare } from './compare.ts';
import { readSchema } from './reads.ts';

export const REFERENCES_IGNORED: Gap = {
  what: 'the comparison of schemas with references',
  why: 'this registry leaves references out of its compatibility check: it cannot parse even its own registered version there',
  broker: null,
};

/**
 * Whether a refusal says nothing about the schema: Apicurio 3.3.3 does not resolve references in a compatibility check,
 * neither those of the new schema nor those of a registered one. Then it refuses its latest version, held against itself,
 * as well.
 */
export async function ignoresReferences(
  client: RegistryClient,
  subject: string,
  signal: AbortSignal,
): Promise<boolean> {
  const latest = await readSchema(client, subject, 'latest', signal);
  if (latest === null || latest.references.length === 0) return false;
  const { type } = latest;
  if (type !== 'AVRO' && type !== 'PROTOBUF' && type !== 'JSON') return false;
  const own: Candidate = { schema: latest.text, type, references: latest.references };
  return (await compare(client, subject, latest.version, own, signal)).kind === 'refused';
}
