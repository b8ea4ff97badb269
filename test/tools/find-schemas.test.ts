import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClusterObservation } from '../../src/domain/cluster/observation.ts';
import { KnownFailure } from '../../src/failure.ts';
import type { Log } from '../../src/log.ts';
import { parseInput } from '../../src/mcp/input.ts';
import { render } from '../../src/mcp/render.ts';
import type { Ports } from '../../src/ports.ts';
import { createSchemaCatalog } from '../../src/registry/catalog.ts';
import { type SimulatedRegistry, startSimulatedRegistry } from '../../src/simulator/registry/server.ts';
import { findSchemasTool } from '../../src/tools/find-schemas.ts';
import { id, record, shop, subject } from '../simulator/registry/shop.ts';
import { fakeCluster } from '../support/fake-cluster.ts';
import { fakePorts } from '../support/fake-ports.ts';

const log: Log = { write: () => {} };
const context = { signal: new AbortController().signal, progress: async () => {} };
const logical = '{"name":"at","type":{"type":"long","logicalType":"timestamp-millis"},"default":0}';
const plain = '{"name":"at","type":"long","default":0}';

let registry: SimulatedRegistry;
beforeAll(async () => {
  registry = await startSimulatedRegistry({
    ...shop,
    subjects: [
      ...shop.subjects,
      subject('events-value', 'AVRO', [record('E', plain), record('E', logical), record('E', logical, id)], {
        level: 'NONE',
      }),
    ],
  });
});
afterAll(() => registry.close());

const find = async (input: unknown, given: Partial<Ports> = {}) => {
  const catalog = createSchemaCatalog({ url: registry.url, auth: null, tls: null }, log);
  const tool = findSchemasTool(fakePorts({ schemas: async () => catalog, ...given }));
  const value = tool.output.parse(await tool.run(parseInput(tool.input, tool.name, input), context));
  return { value, text: render(tool.output, value) };
};

describe('kafka_find_schemas', () => {
  it('lists subjects with versions, type and level', async () => {
    const { value } = await find({ pattern: 'ORDERS-*' });
    expect(value).toMatchObject({
      subjects: [
        {
          subject: 'orders-value',
          schema_type: 'AVRO',
          versions: 2,
          latest_version: 2,
          level: 'BACKWARD',
          level_set_for: 'global',
          references: [],
        },
      ],
      gaps: [],
      cut: [],
    });
    expect(value.summary).toBe(`1 subject of ${shop.subjects.length + 1} found.`);
  });

  it('finds those of a topic, and those of other contexts by their prefix', async () => {
    const names = async (input: unknown) => (await find(input)).value.subjects.map((one) => one.subject);
    expect(await names({ topic: 'orders' })).toContain('orders-value');
    expect(await names({ pattern: ':.west:*' })).toEqual([':.west:orders-value']);
    expect(await names({ pattern: '*-value', topic: 'parcels' })).toEqual(['parcels-value']);
  });

  it('shows one subject from near: its text and who refers to it', async () => {
    const { value } = await find({ subject: 'address' });
    expect(value).toMatchObject({
      schema: record('Address', '{"name":"city","type":"string"}'),
      dependents: [{ subject: 'deliveries-value', version: 1, uses_version: 1 }],
    });
    expect((await find({ subject: 'deliveries-value' })).value.subjects[0]?.references).toEqual(['Address']);
  });

  it('tells what changed between two versions: by the rules, and in the text', async () => {
    const { value, text } = await find({ subject: 'orders-value', from_version: 1 });
    expect(value.diff).toMatchObject({
      from_version: 1,
      to_version: 2,
      backward: true,
      forward: true,
      incompatibilities: [],
    });
    expect(value.diff?.pieces.join('\n')).toMatch(/\+ .*"note"/);
    expect(value.summary).toMatch(/version 2 against 1: compatible both ways\.$/);
    expect(text).toMatch(/<untrusted-\w+>/);
  });

  it('tells what the rules do not see', async () => {
    const { value } = await find({ topic: 'events', from_version: 1, to_version: 2 });
    expect(value.diff).toMatchObject({ backward: true, forward: true, risks: [{ id: 'AVRO-LOGICAL-TYPE-CHANGED' }] });
    const latest = await find({ topic: 'events', to_version: 3 });
    expect(latest.value.diff).toMatchObject({
      from_version: 2,
      backward: false,
      forward: true,
      incompatibilities: [{ direction: 'backward', rule: 'READER_FIELD_MISSING_DEFAULT_VALUE' }],
    });
    expect(latest.value.summary).toMatch(/forward compatible only/);
  });

  it.each([
    [{ pattern: 'value', from_version: 1 }, /^Versions of one subject can be compared, and \d subjects were found/],
    [{ pattern: 'zzz', to_version: 1 }, /0 subjects were found/],
    [{ subject: 'orders-value', from_version: 9 }, /^Version 9 of orders-value could not be read/],
    [{ subject: 'orders-value', to_version: 7 }, /^Version 7 of orders-value could not be read/],
    [{ limit: 0 }, /`limit` must be at least 1/],
  ])('%j is refused', async (input, words) => {
    const error: unknown = await find(input).catch((reason: unknown) => reason);
    expect(error instanceof KnownFailure ? error.what : error).toMatch(words);
  });

  it('names similar subjects when none was found', async () => {
    const { value } = await find({ subject: 'order-value' });
    expect(value).toMatchObject({ subjects: [], nearest_subjects: expect.arrayContaining(['orders-value']) });
  });

  it('lists no more than asked for, and says of how many', async () => {
    const { value } = await find({ limit: 2 });
    expect(value.subjects).toHaveLength(2);
    expect(value.cut).toMatchObject([{ field: 'subjects', shown: 2, of: shop.subjects.length + 1 }]);
  });
});

describe('topics without a schema', () => {
  const topic = (name: string, internal = false): ClusterObservation['topics'][number] => ({
    name,
    internal,
    error: null,
    partitions: [],
  });
  const configured = { ...fakePorts().configured, kafka: { endpoints: ['a:9092'], security: 'PLAINTEXT' } };
  const cluster =
    (topics: ClusterObservation['topics']): Ports['cluster'] =>
    async () =>
      fakeCluster({ describe: async () => ({ observedAtMs: 0, clusterId: null, brokers: [], topics, gaps: [] }) });

  it('are those that no subject names', async () => {
    const topics = [topic('orders'), topic('bare'), topic('__consumer_offsets', true), topic('_schemas')];
    const { value } = await find({ topics_without_schema: true }, { cluster: cluster(topics), configured });
    expect(value.topics_without_schema).toEqual(['bare']);
    expect(value.summary).toMatch(/; 1 topic without a schema\.$/);
  });

  it('are a gap without Kafka, or when it does not answer', async () => {
    const without = await find({ topics_without_schema: true });
    expect(without.value.gaps).toEqual([
      {
        what: 'topics without a schema',
        why: 'no Kafka cluster is configured: KAFKA_BOOTSTRAP_SERVERS is not set',
        broker: null,
      },
    ]);
    const silent = await find({ topics_without_schema: true }, { configured });
    expect(silent.value.gaps).toMatchObject([{ why: 'Nothing is configured.' }]);
  });
});
