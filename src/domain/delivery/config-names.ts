import type { ConfigCatalog, ConfigFamily } from '../configs/catalog.ts';
import { checkGivenConfig } from '../configs/given.ts';
import type { Finding, Severity } from '../finding.ts';
import { named } from '../named.ts';
import type { Premises } from './premises.ts';
import type { ExactlyOnceRequest, PipelineClient } from './request.ts';
import { guideline } from './words.ts';

/** What a configuration of a whole pipeline may hold: producer's, consumer's and the brokers' in one. */
const families: Readonly<Record<PipelineClient, readonly ConfigFamily[]>> = {
  java: ['producer', 'consumer', 'broker'],
  librdkafka: ['librdkafka', 'broker'],
  kafkajs: ['kafkajs-producer', 'kafkajs-consumer', 'broker'],
  streams: ['streams', 'broker'],
  connect_source: ['connect-source', 'connect-worker', 'producer', 'broker'],
  connect_sink: ['connect-sink', 'connect-worker', 'consumer', 'broker'],
  flink: ['producer', 'consumer', 'broker'],
};

const worthSaying: Readonly<Record<string, readonly [severity: Severity, says: string]>> = {
  refused: ['high', 'has a value that the release does not accept'],
  'other-release': ['medium', 'is not in this release'],
  misspelt: ['medium', 'is probably misspelt'],
};

/** Names and values of the given configuration that the release does not know. */
export function configNameFindings(
  config: NonNullable<ExactlyOnceRequest['config']>,
  { client, clientRelease }: Premises,
  catalog: ConfigCatalog,
): readonly Finding[] {
  const entries = checkGivenConfig(catalog, families[client], clientRelease, config);
  return entries.flatMap((entry): Finding[] => {
    const [severity, says] = worthSaying[entry.verdict] ?? [];
    if (severity === undefined || says === undefined) return [];
    return [
      {
        rule: 'EOS-CONFIG-NAME',
        severity,
        says: `${named(entry.name)} ${says}.`,
        evidence: [entry.because ?? says],
        remedy: entry.near.length === 0 ? 'Correct or delete the line.' : `Write ${entry.near.join(' or ')}.`,
        guideline: guideline('exactly-once-by-client'),
        confidence: 'high',
      },
    ];
  });
}
