import { KnownFailure } from '../../failure.ts';
import type { ConfigCatalog, ConfigFamily, Release } from '../configs/catalog.ts';
import { ACK_MODE, AUTO_COMMIT_OFFSET, DESTINATION, frameworkName, THREADS } from '../configs/frameworks.ts';
import { checkGivenConfig, type GivenEntry } from '../configs/given.ts';
import { count } from '../words.ts';
import type { ConsumerClient } from './request.ts';

const CLIENT_OF: Partial<Readonly<Record<ConfigFamily, ConsumerClient>>> = {
  consumer: 'java',
  librdkafka: 'librdkafka',
  'kafkajs-consumer': 'kafkajs',
  streams: 'streams',
  'connect-sink': 'connect',
};

/** What no client knows, and the plan reads all the same. */
const OF_CONTAINER = [ACK_MODE, AUTO_COMMIT_OFFSET, DESTINATION, THREADS];

const isUnread = ({ name, verdict }: GivenEntry): boolean =>
  (verdict === 'foreign' || verdict === 'unknown' || verdict === 'other-family') &&
  !OF_CONTAINER.includes(frameworkName(name)?.name ?? '');

/** Names that nobody here knows. Throws KnownFailure for a configuration of which no line is one of the client's: its defaults would be judged in place of it. */
export function unknownOrRefused(
  config: ReadonlyMap<string, string>,
  client: ConsumerClient,
  family: ConfigFamily,
  release: Release,
  catalog: ConfigCatalog,
): readonly string[] {
  const entries = checkGivenConfig(catalog, [family], release, Object.fromEntries(config));
  if (entries.length === 0 || entries.some((entry) => !isUnread(entry)))
    return entries.filter(({ verdict }) => verdict === 'unknown').map(({ name }) => name);
  const others = new Set(
    entries.flatMap(({ other_families }) => other_families.flatMap((family) => CLIENT_OF[family] ?? [])),
  );
  const [other, ...more] = [...others];
  throw new KnownFailure(
    `Of \`config\` nothing could be read: ${entries.length === 1 ? 'its setting is none' : `its ${count(entries.length, 'setting')} are none`} of a ${client} consumer.`,
    other === undefined
      ? 'Names are expected as the client has them, such as group.id and max.poll.records; kafkajs: groupId and sessionTimeout.'
      : `They are known to client=${[other, ...more].join(', ')}.`,
    other === undefined
      ? 'Paste the properties that the client gets, each on its own line.'
      : 'Say the client that reads them, or paste the settings of this one.',
  );
}
