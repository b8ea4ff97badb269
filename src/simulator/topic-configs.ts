import type { Release } from './scenario/schema.ts';

type ConfigType = 'BOOLEAN' | 'STRING' | 'INT' | 'LONG' | 'DOUBLE' | 'LIST';

/** A setting of topics, in the releases that have it. */
export interface TopicConfig {
  readonly name: string;
  readonly type: ConfigType;
  /** What it is when nobody set it, neither for the topic nor for its broker. */
  readonly value: string;
  readonly since?: Release;
  readonly until?: Release;
  readonly least?: number;
  readonly most?: number;
  readonly choices?: readonly string[];
  /** The broker's setting that is the default of its topics; left out where it has another unit, or where there is none. */
  readonly broker?: string;
}

const MAX_LONG = '9223372036854775807';
const CODECS = ['uncompressed', 'zstd', 'lz4', 'snappy', 'gzip', 'producer'];

/*
 * Source: ConfigDef of LogConfig in the server jars of 3.0.2, 3.9.2, 4.0.2, 4.3.1 and 4.4.0. The broker's names are the
 * synonyms that DescribeConfigs of 3.9.2 and 4.3.1 answers.
 */
const all: readonly TopicConfig[] = [
  {
    name: 'cleanup.policy',
    type: 'LIST',
    value: 'delete',
    choices: ['compact', 'delete'],
    broker: 'log.cleanup.policy',
  },
  {
    name: 'compression.gzip.level',
    type: 'INT',
    value: '-1',
    since: '3.9',
    least: -1,
    most: 9,
    broker: 'compression.gzip.level',
  },
  {
    name: 'compression.lz4.level',
    type: 'INT',
    value: '9',
    since: '3.9',
    least: 1,
    most: 17,
    broker: 'compression.lz4.level',
  },
  { name: 'compression.type', type: 'STRING', value: 'producer', choices: CODECS, broker: 'compression.type' },
  {
    name: 'compression.zstd.level',
    type: 'INT',
    value: '3',
    since: '3.9',
    least: -131_072,
    most: 22,
    broker: 'compression.zstd.level',
  },
  { name: 'delete.retention.ms', type: 'LONG', value: '86400000', least: 0, broker: 'log.cleaner.delete.retention.ms' },
  { name: 'errors.deadletterqueue.group.enable', type: 'BOOLEAN', value: 'false', since: '4.4' },
  { name: 'file.delete.delay.ms', type: 'LONG', value: '60000', least: 0, broker: 'log.segment.delete.delay.ms' },
  {
    name: 'flush.messages',
    type: 'LONG',
    value: MAX_LONG,
    until: '3.0',
    least: 0,
    broker: 'log.flush.interval.messages',
  },
  {
    name: 'flush.messages',
    type: 'LONG',
    value: MAX_LONG,
    since: '3.9',
    least: 1,
    broker: 'log.flush.interval.messages',
  },
  { name: 'flush.ms', type: 'LONG', value: MAX_LONG, least: 0 },
  { name: 'follower.replication.throttled.replicas', type: 'LIST', value: '' },
  { name: 'index.interval.bytes', type: 'INT', value: '4096', least: 0, broker: 'log.index.interval.bytes' },
  { name: 'leader.replication.throttled.replicas', type: 'LIST', value: '' },
  {
    name: 'local.retention.bytes',
    type: 'LONG',
    value: '-2',
    since: '3.9',
    least: -2,
    broker: 'log.local.retention.bytes',
  },
  { name: 'local.retention.ms', type: 'LONG', value: '-2', since: '3.9', least: -2, broker: 'log.local.retention.ms' },
  {
    name: 'max.compaction.lag.ms',
    type: 'LONG',
    value: MAX_LONG,
    least: 1,
    broker: 'log.cleaner.max.compaction.lag.ms',
  },
  { name: 'max.decompressed.message.bytes', type: 'INT', value: '2147483639', since: '4.4', least: 1 },
  { name: 'max.message.bytes', type: 'INT', value: '1048588', least: 0, broker: 'message.max.bytes' },
  {
    name: 'message.downconversion.enable',
    type: 'BOOLEAN',
    value: 'true',
    until: '3.9',
    broker: 'log.message.downconversion.enable',
  },
  {
    name: 'message.format.version',
    type: 'STRING',
    value: '3.0-IV1',
    until: '3.9',
    broker: 'log.message.format.version',
  },
  {
    name: 'message.timestamp.after.max.ms',
    type: 'LONG',
    value: MAX_LONG,
    since: '3.9',
    until: '3.9',
    least: 0,
    broker: 'log.message.timestamp.after.max.ms',
  },
  {
    name: 'message.timestamp.after.max.ms',
    type: 'LONG',
    value: '3600000',
    since: '4.0',
    least: 0,
    broker: 'log.message.timestamp.after.max.ms',
  },
  {
    name: 'message.timestamp.before.max.ms',
    type: 'LONG',
    value: MAX_LONG,
    since: '3.9',
    least: 0,
    broker: 'log.message.timestamp.before.max.ms',
  },
  {
    name: 'message.timestamp.difference.max.ms',
    type: 'LONG',
    value: MAX_LONG,
    until: '3.9',
    least: 0,
    broker: 'log.message.timestamp.difference.max.ms',
  },
  {
    name: 'message.timestamp.type',
    type: 'STRING',
    value: 'CreateTime',
    choices: ['CreateTime', 'LogAppendTime'],
    broker: 'log.message.timestamp.type',
  },
  {
    name: 'min.cleanable.dirty.ratio',
    type: 'DOUBLE',
    value: '0.5',
    least: 0,
    most: 1,
    broker: 'log.cleaner.min.cleanable.ratio',
  },
  { name: 'min.compaction.lag.ms', type: 'LONG', value: '0', least: 0, broker: 'log.cleaner.min.compaction.lag.ms' },
  { name: 'min.insync.replicas', type: 'INT', value: '1', least: 1, broker: 'min.insync.replicas' },
  { name: 'preallocate', type: 'BOOLEAN', value: 'false', broker: 'log.preallocate' },
  { name: 'remote.copy.lag.bytes', type: 'LONG', value: '-1', since: '4.4', least: -1 },
  { name: 'remote.copy.lag.ms', type: 'LONG', value: '0', since: '4.4', least: -1 },
  { name: 'remote.log.copy.disable', type: 'BOOLEAN', value: 'false', since: '3.9' },
  { name: 'remote.log.delete.on.disable', type: 'BOOLEAN', value: 'false', since: '3.9' },
  { name: 'remote.storage.enable', type: 'BOOLEAN', value: 'false', since: '3.9' },
  { name: 'retention.bytes', type: 'LONG', value: '-1', broker: 'log.retention.bytes' },
  { name: 'retention.ms', type: 'LONG', value: '604800000', least: -1 },
  { name: 'segment.bytes', type: 'INT', value: '1073741824', until: '4.0', least: 14, broker: 'log.segment.bytes' },
  {
    name: 'segment.bytes',
    type: 'INT',
    value: '1073741824',
    since: '4.3',
    least: 1_048_576,
    broker: 'log.segment.bytes',
  },
  {
    name: 'segment.index.bytes',
    type: 'INT',
    value: '10485760',
    until: '3.0',
    least: 0,
    broker: 'log.index.size.max.bytes',
  },
  {
    name: 'segment.index.bytes',
    type: 'INT',
    value: '10485760',
    since: '3.9',
    least: 4,
    broker: 'log.index.size.max.bytes',
  },
  { name: 'segment.jitter.ms', type: 'LONG', value: '0', least: 0 },
  { name: 'segment.ms', type: 'LONG', value: '604800000', least: 1 },
  { name: 'unclean.leader.election.enable', type: 'BOOLEAN', value: 'false', broker: 'unclean.leader.election.enable' },
];

const byRelease = new Map<Release, ReadonlyMap<string, TopicConfig>>();

/** The settings of topics that a release has, by name and in order of their names. */
export function topicConfigs(release: Release): ReadonlyMap<string, TopicConfig> {
  const known = byRelease.get(release);
  if (known !== undefined) return known;
  const at = Number(release);
  const found = all.filter(({ since = '3.0', until = '4.4' }) => Number(since) <= at && at <= Number(until));
  const made = new Map(found.map((config) => [config.name, config]));
  byRelease.set(release, made);
  return made;
}

/** Why a release refuses a value, in the broker's words; null when it takes it. Source: ConfigDef of kafka-clients. */
export function problemWith({ name, type, least, most, choices }: TopicConfig, value: string): string | null {
  const invalid = (why: string) => `Invalid value ${value} for configuration ${name}: ${why}`;
  switch (type) {
    case 'BOOLEAN':
      return /^(true|false)$/i.test(value) ? null : invalid('Expected value to be either true or false');
    case 'STRING':
    case 'LIST': {
      const given = type === 'LIST' ? listed(value) : [value];
      const known = choices === undefined || given.every((each) => choices.includes(each));
      return known ? null : invalid(`String must be one of: ${choices.join(', ')}`);
    }
    case 'INT':
    case 'LONG':
    case 'DOUBLE': {
      const number = Number(value);
      if (!NUMBERS[type].test(value)) return invalid(`Not a number of type ${type}`);
      if (least !== undefined && number < least) return invalid(`Value must be at least ${least}`);
      if (most !== undefined && number > most) return invalid(`Value must be no more than ${most}`);
      return null;
    }
  }
}

const NUMBERS = { INT: /^[+-]?\d{1,10}$/, LONG: /^[+-]?\d{1,19}$/, DOUBLE: /^[+-]?\d+(\.\d+)?$/ };

/** The items of a list setting. */
export function listed(value: string): readonly string[] {
  return value.split(',').flatMap((item) => (item.trim() === '' ? [] : [item.trim()]));
}
