import { z } from 'zod';
import type { ConfigFamily } from '../domain/configs/catalog.ts';
import type { FamilyKnowledge } from '../domain/configs/create-catalog.ts';

const release = z.string().regex(/^\d+\.\d+$/);

const entry = { type: z.string(), default: z.string().nullable(), valid: z.string().nullable() };

/** Names of Apache Kafka, by release. Other keys of the file are for the person who reads it. */
const releasedFile = z.object({
  family: z.string(),
  releases: z.record(release, z.string()),
  names: z.record(z.string(), z.array(z.object({ from: release, to: release, ...entry })).min(1)),
});

/** Names of a client that has versions of its own. */
const clientFile = z.object({
  family: z.string(),
  version: z.string(),
  names: z.record(
    z.string(),
    z.object({
      ...entry,
      alias_of: z.string().nullable().default(null),
      used_by: z.enum(['consumer', 'producer', 'both']).nullable().default(null),
      where: z.string().nullable().default(null),
      deprecated: z.boolean().default(false),
    }),
  ),
});

/** What one file of the catalogue says. Throws an error that names the file when it is not what it should be. */
export function parseFamilyFile(file: string, family: ConfigFamily, text: string): FamilyKnowledge {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error(`The configuration data in ${file} is broken: no JSON.`, { cause });
  }
  const client = CLIENTS[family];
  const parsed = client === undefined ? releasedFile.safeParse(json) : clientFile.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`The configuration data in ${file} is broken: ${issue?.path.join('.')}: ${issue?.message}.`);
  }
  const { data } = parsed;
  if (data.family !== family)
    throw new Error(`The configuration data in ${file} is broken: it is of ${JSON.stringify(data.family)}.`);
  return 'releases' in data
    ? { releases: Object.keys(data.releases), names: new Map(Object.entries(data.names)) }
    : { label: `${client} ${data.version}`, version: data.version, names: new Map(Object.entries(data.names)) };
}

/** Clients whose names do not go by the release of Kafka, as sentences call them. */
const CLIENTS: Partial<Readonly<Record<ConfigFamily, string>>> = {
  librdkafka: 'librdkafka',
  'kafkajs-producer': 'kafkajs',
  'kafkajs-consumer': 'kafkajs',
};
