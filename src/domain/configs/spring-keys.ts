/** A key of Spring Boot's own: Kafka's name for it, and how its value is written. */
interface SpringKey {
  readonly name: string;
  readonly unit?: 'duration' | 'size' | 'word';
}

const COMMON: Readonly<Record<string, SpringKey>> = {
  bootstrapservers: { name: 'bootstrap.servers' },
  clientid: { name: 'client.id' },
  'security.protocol': { name: 'security.protocol' },
};

/** By section and by the letters of the key. Source: Spring Boot 4.0, KafkaProperties. */
export const SPRING_KEYS: Readonly<Record<string, Readonly<Record<string, SpringKey>>>> = {
  common: COMMON,
  consumer: {
    ...COMMON,
    autocommitinterval: { name: 'auto.commit.interval.ms', unit: 'duration' },
    autooffsetreset: { name: 'auto.offset.reset' },
    enableautocommit: { name: 'enable.auto.commit' },
    fetchmaxwait: { name: 'fetch.max.wait.ms', unit: 'duration' },
    fetchminsize: { name: 'fetch.min.bytes', unit: 'size' },
    groupid: { name: 'group.id' },
    heartbeatinterval: { name: 'heartbeat.interval.ms', unit: 'duration' },
    isolationlevel: { name: 'isolation.level', unit: 'word' },
    keydeserializer: { name: 'key.deserializer' },
    maxpollinterval: { name: 'max.poll.interval.ms', unit: 'duration' },
    maxpollrecords: { name: 'max.poll.records' },
    valuedeserializer: { name: 'value.deserializer' },
  },
  producer: {
    ...COMMON,
    acks: { name: 'acks' },
    batchsize: { name: 'batch.size', unit: 'size' },
    buffermemory: { name: 'buffer.memory', unit: 'size' },
    compressiontype: { name: 'compression.type' },
    keyserializer: { name: 'key.serializer' },
    retries: { name: 'retries' },
    // Spring makes transactional ids of its prefix and a number, so the prefix has to differ by instance as an id has.
    transactionidprefix: { name: 'transactional.id' },
    valueserializer: { name: 'value.serializer' },
  },
  streams: {
    ...COMMON,
    applicationid: { name: 'application.id' },
    replicationfactor: { name: 'replication.factor' },
    statedir: { name: 'state.dir' },
    statestorecachemaxsize: { name: 'statestore.cache.max.bytes', unit: 'size' },
  },
  admin: COMMON,
};

/** A key by its letters: Spring takes `max-poll-records`, `maxPollRecords` and `max_poll_records` for the same. */
export const canonical = (key: string): string => key.replaceAll(/[-_]/g, '').toLowerCase();

const KEY = /^spring\.kafka\.(?:(consumer|producer|streams|admin)\.)?(.+)$/i;
const MS_OF: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const BYTES_OF: Readonly<Record<string, number>> = { b: 1, kb: 1_024, mb: 1_048_576, gb: 1_073_741_824 };

/** A value of Spring Boot in Kafka's words: `5m` is 300000 of milliseconds, `1MB` 1048576 bytes; any other value as it is. */
export function springValue(written: string, value: string): string {
  const [, section, rest] = KEY.exec(written) ?? [];
  if (rest === undefined) return value;
  const unit = SPRING_KEYS[section?.toLowerCase() ?? 'common']?.[canonical(rest)]?.unit;
  if (unit === 'word') return value.toLowerCase().replaceAll('-', '_');
  if (unit === 'size') return scaled(/^(\d+)(B|KB|MB|GB)$/i, BYTES_OF, value);
  return unit === 'duration' ? (isoMs(value) ?? scaled(/^(\d+)(ms|s|m|h|d)$/i, MS_OF, value)) : value;
}

function scaled(pattern: RegExp, units: Readonly<Record<string, number>>, value: string): string {
  const [, digits, unit] = pattern.exec(value.replaceAll(' ', '')) ?? [];
  const factor = units[unit?.toLowerCase() ?? ''];
  return digits === undefined || factor === undefined ? value : String(Number(digits) * factor);
}

/** `PT5M`; null: it is none of these. */
function isoMs(value: string): string | null {
  const [whole, hours = '0', minutes = '0', seconds = '0'] =
    /^PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/i.exec(value) ?? [];
  return whole === undefined ? null : String((Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000);
}
