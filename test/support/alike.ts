import { ZERO_UUID } from '../../src/kafka/protocol/codec/scalars.ts';
import { errorName } from '../../src/kafka/protocol/errors.ts';

/** What each cluster makes for itself, by field, and why. That there is nothing has to be the same. */
const ITS_OWN: Readonly<Record<string, string>> = {
  host: 'each broker listens where it is',
  port: 'the system chooses ports',
  clusterId: 'made when a real cluster is formatted',
  topicId: 'a real cluster makes one at random; the simulator works them out from the names',
  controllerId: 'under KRaft a random live broker',
  memberId: 'made at random when somebody joins',
  producerId: 'a real cluster gives its own to each producer',
  lastTimestamp: 'of a marker, which a real coordinator writes when it is asked to',
  transactionStartTimeMs: 'a real coordinator goes by its own clock, not by the times of the records',
};

/** What says nothing about being alike, by field, and why. */
const OF_NO_ACCOUNT: Readonly<Record<string, string>> = {
  committedLeaderEpoch: 'kafkajs commits without one, the simulator with that of the partition',
  crc: 'covers the producer, too',
  supportedFeatures: 'the simulator has no feature levels',
  finalizedFeatures: 'the simulator has no feature levels',
  finalizedFeaturesEpoch: 'the simulator has no feature levels',
  logDir: 'a folder of the machine',
  totalBytes: 'the disk of the machine',
  usableBytes: 'the disk of the machine',
  partitionSize: 'the simulator counts records by their nominal size',
  observedAtMs: 'the time of the look',
  atMs: 'of a curve: reckoned from the look; of a commit: when it was loaded',
  fromMs: 'of a history: reckoned from the look',
  toMs: 'the time of the look',
  completeSinceMs: 'of a history: a real cluster begins with the loading',
};

/** What stands for nothing. */
const NOTHING: readonly unknown[] = [undefined, null, '', -1, -1n, 0n, ZERO_UUID];

/** Lists whose order says something; all others are sets, which brokers write as their hash tables lie. */
const ORDERED = ['batches', 'records', 'synonyms'];

/** Fields that name an element of a list. */
const NAMES = [
  ...[
    'name',
    'topic',
    'topicName',
    'group',
    'groupId',
    'clientId',
    'transactionalId',
    'resourceName',
    'key',
    'version',
  ],
  ...['where', 'isolationLevel', 'partition', 'partitionIndex', 'nodeId', 'brokerId', 'replicaId', 'apiKey'],
];

/** A value in which what must differ is blanked out, error codes have their names, and sets are in order. */
export function comparable(value: unknown, field = ''): unknown {
  if (field in OF_NO_ACCOUNT || (field in ITS_OWN && !NOTHING.includes(value))) return '…';
  if (field === 'errorCode' && typeof value === 'number') return errorName(value);
  if (Buffer.isBuffer(value)) return value.toString('hex');
  if (value instanceof Map) return comparable([...value].map(([key, each]) => ({ key, value: each })));
  if (Array.isArray(value)) {
    const elements = value.map((element) => comparable(element));
    return ORDERED.includes(field) ? elements : elements.sort((a, b) => compareText(nameOf(a), nameOf(b)));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, comparable(each, name)]));
  }
  return value;
}

function nameOf(element: unknown): string {
  if (typeof element === 'string') return element;
  // Lists of numbers, such as replicas, have an order of their own.
  if (typeof element !== 'object' || element === null) return '';
  const named = new Map(Object.entries(element));
  const names = NAMES.map((name) => String(named.get(name) ?? '').padStart(4)).join(' ');
  return `${names} ${JSON.stringify(element, (_, each) => (typeof each === 'bigint' ? String(each) : each))}`;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
