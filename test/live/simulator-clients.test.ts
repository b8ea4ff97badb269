import type { Consumer } from 'kafkajs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askBroker } from '../../sandbox/ask-broker.ts';
import { quietClient } from '../../sandbox/client.ts';
import { waitUntil } from '../../sandbox/wait.ts';
import { describeGroups } from '../../src/kafka/protocol/apis/15-describe-groups.ts';
import { listGroups } from '../../src/kafka/protocol/apis/16-list-groups.ts';
import { consumerGroupDescribe } from '../../src/kafka/protocol/apis/69-consumer-group-describe.ts';
import { shareGroupDescribe } from '../../src/kafka/protocol/apis/77-share-group-describe.ts';
import { describeShareGroupOffsets } from '../../src/kafka/protocol/apis/90-describe-share-group-offsets.ts';
import { readAssignment, readSubscription } from '../../src/kafka/protocol/consumer-protocol.ts';
import { type CoordinatorRecord, decodeCoordinatorRecord } from '../../src/kafka/protocol/records/coordinator/codec.ts';
import { createClusterReader } from '../../src/kafka/reader.ts';
import { type SimulatedCluster, startSimulatedCluster } from '../../src/simulator/cluster.ts';
import { comparable } from '../support/alike.ts';
import { CONSOLE_CONSUMER, CONSOLE_SHARE_CONSUMER, startJavaClient } from '../support/java-client.ts';
import { describeLive } from '../support/live.ts';
import { plantTopics } from '../support/plant.ts';
import { readTopic } from '../support/read-topic.ts';
import { withKafka } from '../support/sandbox.ts';

const WAIT_MS = 60_000;
const TOPIC = { topic: 'orders', partitions: 3, records: 20 };

const until = (what: string, check: () => Promise<boolean> | boolean) =>
  waitUntil(check, { timeoutMs: WAIT_MS, everyMs: 200, what });

/** What coordinators have written. */
async function coordinatorRecords(server: string): Promise<readonly CoordinatorRecord[]> {
  const records = await readTopic(server, '__consumer_offsets');
  return records.map(({ key, value }) => {
    const record = decodeCoordinatorRecord(key ?? Buffer.alloc(0), value);
    if (record.type === 'unknown' || record.type === 'unreadable') throw new Error(JSON.stringify(record));
    return record;
  });
}

/** Kinds and versions of the records, each once. */
const kindsOf = (records: readonly CoordinatorRecord[]) =>
  [...new Set(records.map(({ type, valueVersion }) => `${type} ${valueVersion ?? 'tombstone'}`))].sort();

/**
 * What a member owns as a number: kafkajs deals partitions out in the order in which Metadata names them, and 3.9.2 names
 * them as they lie in a hash table.
 */
const counted = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(comparable(value), (name, each) => {
      if (name === 'assignment' && Array.isArray(each)) return each.length;
      return typeof each === 'bigint' ? String(each) : each;
    }),
  );

/** The product's own look at one group. */
async function lagOf(server: string, group: string) {
  const settings = { bootstrapServers: [server], securityProtocol: 'PLAINTEXT', sasl: null, tls: null } as const;
  const reader = createClusterReader(settings, { write: () => {} });
  try {
    return await reader.observeLag({ kind: 'named', group }, { signal: new AbortController().signal });
  } finally {
    await reader.close();
  }
}

for (const [version, release] of [
  ['4.3.1', '4.3'],
  ['3.9.2', '3.9'],
] as const) {
  describeLive(`members of kafkajs on Kafka ${version} and in the simulator`, ['java', 'maven'], () => {
    const kafka = withKafka(version);
    const group = 'readers';
    let simulated: SimulatedCluster;
    let looks: { readonly real: Looks; readonly simulator: Looks };

    beforeAll(async () => {
      simulated = await startSimulatedCluster({
        ...{ name: 'clients', about: 'kafkajs reads what it wrote', release },
        brokers: [{ id: 1, rack: 'az1' }],
      });
      const [real, simulator] = await Promise.all(
        [kafka().bootstrapServers, simulated.bootstrapServers].map(liveGroup),
      );
      if (real === undefined || simulator === undefined) throw new Error('there are two clusters');
      looks = { real, simulator };
    });
    afterAll(() => simulated?.close());

    type Looks = Awaited<ReturnType<typeof liveGroup>>;

    /** Two members join one after the other, read everything and leave. What is seen on the way. */
    async function liveGroup(server: string) {
      await plantTopics(server, [TOPIC]);
      let seen = 0;
      const join = async (clientId: string): Promise<Consumer> => {
        const consumer = quietClient(clientId, server).consumer({
          ...{ groupId: group, heartbeatInterval: 200, maxWaitTimeInMs: 100, sessionTimeout: 15_000 },
          rebalanceTimeout: 20_000,
        });
        await consumer.connect();
        await consumer.subscribe({ topic: TOPIC.topic, fromBeginning: true });
        await consumer.run({
          autoCommitThreshold: 1,
          eachMessage: async () => {
            seen += 1;
          },
        });
        return consumer;
      };
      const members = async () => {
        const [found] = (await lagOf(server, group)).groups;
        return found?.state === 'Stable' ? (found.members?.length ?? 0) : 0;
      };
      const first = await join('reader-1');
      await until('The first member', async () => (await members()) === 1 && seen >= TOPIC.partitions * TOPIC.records);
      const second = await join('reader-2');
      await until('The second member', async () => (await members()) === 2);
      const withTwo = await look(server);
      await second.disconnect();
      await until('The rebalance', async () => (await members()) === 1);
      await first.disconnect();
      return { withTwo, afterwards: await look(server), records: await coordinatorRecords(server) };
    }

    async function look(server: string) {
      const { groups } = await askBroker(server, describeGroups, 5, { groups: [group] });
      return {
        observed: await lagOf(server, group),
        listed: await askBroker(server, listGroups, 5, {}),
        described: groups.map(({ members, ...head }) => ({
          ...head,
          members: members.map(({ memberMetadata, memberAssignment, ...member }) => ({
            ...member,
            subscription: readSubscription(memberMetadata),
            assignment: readAssignment(memberAssignment),
          })),
        })),
      };
    }

    it('look the same while two are in', () => {
      expect(looks.simulator.withTwo.observed.groups[0]?.members).toHaveLength(2);
      expect(counted(looks.simulator.withTwo)).toEqual(counted(looks.real.withTwo));
    });

    it('look the same when both are gone', () => {
      expect(looks.simulator.afterwards.observed.groups[0]).toMatchObject({ state: 'Empty', members: [] });
      expect(comparable(looks.simulator.afterwards)).toEqual(comparable(looks.real.afterwards));
    });

    it('leave the same kinds of records in __consumer_offsets, in the same versions', () => {
      expect(kindsOf(looks.simulator.records)).toEqual(kindsOf(looks.real.records));
    });

    it('leave the same generations and the same last commits', () => {
      const generations = (records: readonly CoordinatorRecord[]) =>
        records.flatMap((record) => {
          if (record.type !== 'GroupMetadata' || record.value === null) return [];
          const { members, leader, currentStateTimestamp: _when, ...generation } = record.value;
          return [
            {
              ...generation,
              leads: members.find(({ memberId }) => memberId === leader)?.clientId ?? null,
              members: members.map(({ subscription, assignment, ...member }) => ({
                ...member,
                subscription: readSubscription(subscription),
                assignment: readAssignment(assignment),
              })),
            },
          ];
        });
      expect(counted(generations(looks.simulator.records))).toEqual(counted(generations(looks.real.records)));
      const commits = (records: readonly CoordinatorRecord[]) =>
        new Map(
          records.flatMap((record) => {
            if (record.type !== 'OffsetCommit' || record.value === null) return [];
            const { commitTimestamp: _when, topicId: _id, ...commit } = record.value;
            return [[record.key.partition, commit] as const];
          }),
        );
      expect(commits(looks.simulator.records).size).toBe(TOPIC.partitions);
      expect(commits(looks.simulator.records)).toEqual(commits(looks.real.records));
    });
  });
}

describeLive('the Java consumers on Kafka 4.3.1 and scripted ones in the simulator', ['java', 'maven'], () => {
  const kafka = withKafka('4.3.1');
  let simulated: SimulatedCluster;
  const cleanUp: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const server = kafka().bootstrapServers;
    await plantTopics(server, [TOPIC]);
    const args = ['--bootstrap-server', server, '--topic', TOPIC.topic];
    const modern = ['--from-beginning', '--command-property', 'group.protocol=consumer'];
    const clients = await Promise.all([
      startJavaClient(CONSOLE_CONSUMER, [...args, '--group', 'modern', ...modern]),
      startJavaClient(CONSOLE_SHARE_CONSUMER, [...args, '--group', 'sharing']),
    ]);
    cleanUp.push(...clients.map((client) => () => client.stop()));
    const scripted = { topics: [TOPIC.topic], begins: 'start' } as const;
    const member = (client_id: string) => ({ client_id, host: '127.0.0.1', per_s: 1_000 });
    simulated = await startSimulatedCluster({
      ...{ name: 'clients', about: 'what the Java consumers do, scripted', brokers: [{ id: 1, rack: 'az1' }] },
      topics: [
        {
          ...{ name: TOPIC.topic, partitions: TOPIC.partitions },
          rates: [
            { from_s: -100, per_s: TOPIC.partitions * 2 },
            { from_s: -90, per_s: 0 },
          ],
        },
      ],
      groups: [
        {
          ...scripted,
          topics: [...scripted.topics],
          name: 'modern',
          type: 'consumer',
          assignor: 'uniform',
          members: [member('console-consumer')],
        },
        // share.auto.offset.reset is latest: until something is written it has not begun.
        {
          ...scripted,
          topics: [...scripted.topics],
          name: 'sharing',
          type: 'share',
          begun: false,
          members: [member('console-share-consumer')],
        },
      ],
    });
    await until('The Java consumers', async () => {
      const described = await Promise.all([describeModern(server), describeSharing(server)]);
      const committed = (await lagOf(server, 'modern')).groups[0]?.offsets ?? [];
      return (
        described.every(([group]) => group?.groupState === 'Stable' && group.members.length === 1) &&
        committed.length === TOPIC.partitions &&
        committed.every(({ offset }) => offset === BigInt(TOPIC.records))
      );
    });
  });
  afterAll(async () => {
    await Promise.all(cleanUp.map((step) => step()));
    await simulated?.close();
  });

  const describeModern = async (server: string) => {
    const request = { groupIds: ['modern'], includeAuthorizedOperations: true };
    return (await askBroker(server, consumerGroupDescribe, 1, request)).groups;
  };
  const describeSharing = async (server: string) => {
    const request = { groupIds: ['sharing'], includeAuthorizedOperations: true };
    return (await askBroker(server, shareGroupDescribe, 1, request)).groups;
  };
  const sharedOffsets = async (server: string) => {
    const { groups } = await askBroker(server, describeShareGroupOffsets, 1, {
      groups: [{ groupId: 'sharing', topics: null }],
    });
    return groups;
  };

  /** How often a real coordinator counts up until a group is settled is its own affair. */
  const EPOCHS = ['groupEpoch', 'assignmentEpoch', 'memberEpoch', 'epoch'];
  const withoutEpochs = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (name, each) =>
        EPOCHS.includes(name) && each !== null ? 'epoch' : typeof each === 'bigint' ? String(each) : each,
      ),
    );

  const looks: readonly (readonly [string, (server: string) => Promise<unknown>])[] = [
    ['ConsumerGroupDescribe', describeModern],
    ['ShareGroupDescribe', describeSharing],
    ['DescribeShareGroupOffsets', sharedOffsets],
    ['a look at the group of the consumer protocol', (server) => lagOf(server, 'modern')],
    ['a look at the share group', (server) => lagOf(server, 'sharing')],
  ];
  it.each(looks)('have the same shape in %s', async (_, ask) => {
    const [real, simulator] = await Promise.all([ask(kafka().bootstrapServers), ask(simulated.bootstrapServers)]);
    expect(withoutEpochs(comparable(simulator))).toEqual(withoutEpochs(comparable(real)));
  });

  it('leave the same kinds of records in __consumer_offsets, with the same fields', async () => {
    const shapeOf = async (server: string) => {
      const shapes = new Map<string, readonly string[]>();
      for (const { type, valueVersion, key, value } of await coordinatorRecords(server)) {
        shapes.set(`${type} ${valueVersion}`, [...Object.keys(key), ...Object.keys(value ?? {})].sort());
      }
      return shapes;
    };
    const [real, simulator] = await Promise.all([kafka().bootstrapServers, simulated.bootstrapServers].map(shapeOf));
    expect(simulator).toEqual(real);
    expect(simulator?.size).toBe(12);
  });
});
