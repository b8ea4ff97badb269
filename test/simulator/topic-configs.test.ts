import { describe, expect, it } from 'vitest';
import { clusterConfigs, topicConfigValues } from '../../src/simulator/topic-config-values.ts';
import { problemWith, topicConfigs } from '../../src/simulator/topic-configs.ts';
import { topicNameProblem } from '../../src/simulator/topic-names.ts';

const RELEASES = ['3.0', '3.9', '4.0', '4.3', '4.4'] as const;

it.each(RELEASES)('every default of %s is a value that it takes', (release) => {
  const configs = [...topicConfigs(release).values()];
  expect(configs.length).toBeGreaterThan(20);
  expect(configs.flatMap((config) => problemWith(config, config.value) ?? [])).toEqual([]);
});

it.each([
  ['message.format.version', [true, true, false, false, false]],
  ['remote.storage.enable', [false, true, true, true, true]],
  ['remote.copy.lag.ms', [false, false, false, false, true]],
  ['retention.ms', [true, true, true, true, true]],
])('%s is there in the releases that have it', (name, there) => {
  expect(RELEASES.map((release) => topicConfigs(release).has(name))).toEqual(there);
});

describe('a value', () => {
  it.each([
    ['retention.ms', '-1', null],
    ['retention.ms', '-2', 'Value must be at least -1'],
    ['retention.ms', '1.5', 'Not a number of type LONG'],
    ['retention.ms', '', 'Not a number of type LONG'],
    ['min.cleanable.dirty.ratio', '1', null],
    ['min.cleanable.dirty.ratio', '1.1', 'Value must be no more than 1'],
    ['cleanup.policy', 'compact, delete', null],
    ['cleanup.policy', 'compact,shred', 'String must be one of: compact, delete'],
    ['compression.type', 'zstd', null],
    ['compression.type', 'zip', 'String must be one of: uncompressed, zstd, lz4, snappy, gzip, producer'],
    ['preallocate', 'TRUE', null],
    ['preallocate', 'yes', 'Expected value to be either true or false'],
  ])('%s=%s', (name, value, problem) => {
    const config = topicConfigs('4.3').get(name);
    const found = config === undefined ? 'unknown' : problemWith(config, value);
    expect(found).toBe(problem === null ? null : `Invalid value ${value} for configuration ${name}: ${problem}`);
  });
});

describe('what is in force', () => {
  const inForce = (name: string, set: Record<string, string>, broker: Record<string, string>, release = RELEASES[1]) =>
    topicConfigValues(release, new Map(Object.entries(set)), new Map(Object.entries(broker))).get(name);

  it.each([
    ['the default', {}, {}, '604800000', 5],
    ["the broker's, in another unit", {}, { 'log.retention.hours': '2' }, '7200000', 4],
    ["the broker's strongest name", {}, { 'log.retention.hours': '2', 'log.retention.ms': '5' }, '5', 4],
    ["the topic's own", { 'retention.ms': '9' }, { 'log.retention.hours': '2' }, '9', 1],
  ])('of retention.ms: %s', (_, set, broker, value, source) => {
    expect(inForce('retention.ms', set, broker)).toMatchObject({ value, source });
  });

  it('tells what is overridden, strongest first', () => {
    const set = { 'max.message.bytes': '1' };
    expect(inForce('max.message.bytes', set, { 'message.max.bytes': '2' })?.synonyms).toEqual([
      { name: 'max.message.bytes', value: '1', source: 1 },
      { name: 'message.max.bytes', value: '2', source: 4 },
      { name: 'message.max.bytes', value: '1048588', source: 5 },
    ]);
  });

  it('keeps what a scenario sets, whatever its name', () => {
    expect(inForce('made.up', { 'made.up': 'x' }, {})).toMatchObject({ value: 'x', source: 1, type: null });
  });

  it('has min.insync.replicas from the whole cluster since the controller copies it there', () => {
    const broker = new Map([['min.insync.replicas', '2']]);
    expect([...clusterConfigs('4.0', broker)]).toEqual([]);
    expect([...clusterConfigs('4.3', broker)]).toEqual([['min.insync.replicas', '2']]);
    expect([...clusterConfigs('4.3', new Map())]).toEqual([['min.insync.replicas', '1']]);
  });
});

it.each([
  ['orders.v1-eu_2', null],
  ['x'.repeat(249), null],
  ['x'.repeat(250), 'longer than the max allowed length 249'],
  ['', 'the empty string is not allowed'],
  ['.', "'.' is not allowed"],
  ['..', "'..' is not allowed"],
  ['...', null],
  ['größe', 'contains one or more characters other than ASCII alphanumerics'],
  ['a b', 'contains one or more characters other than ASCII alphanumerics'],
])('a topic named "%s"', (name, problem) => {
  if (problem === null) expect(topicNameProblem(name)).toBeNull();
  else expect(topicNameProblem(name)).toContain(problem);
});
