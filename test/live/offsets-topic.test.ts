import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quietClient } from '../../sandbox/client.ts';
import { readAssignment, readSubscription } from '../../src/kafka/protocol/consumer-protocol.ts';
import { decodeCoordinatorRecord } from '../../src/kafka/protocol/records/coordinator/codec.ts';
import { WRITTEN_VALUE_VERSIONS } from '../../src/kafka/protocol/records/coordinator/written-versions.ts';
import { CONSOLE_CONSUMER, CONSOLE_SHARE_CONSUMER, startJavaClient } from '../support/java-client.ts';
import { describeLive } from '../support/live.ts';
import { plantGroups, plantTopics } from '../support/plant.ts';
import { readTopic } from '../support/read-topic.ts';
import { withKafka } from '../support/sandbox.ts';

const WAIT_MS = 90_000;
const PAUSE_MS = 500;

/** What a classic group and commits from outside leave behind. */
const CLASSIC = ['OffsetCommit', 'GroupMetadata'] as const;

/** What a group of the consumer protocol and a share group leave behind as well. */
const MODERN = [
  ...['ConsumerGroupMetadata', 'ConsumerGroupMemberMetadata', 'ConsumerGroupTargetAssignmentMetadata'],
  ...['ConsumerGroupTargetAssignmentMember', 'ConsumerGroupCurrentMemberAssignment', 'ShareGroupMetadata'],
  ...['ShareGroupMemberMetadata', 'ShareGroupTargetAssignmentMetadata', 'ShareGroupTargetAssignmentMember'],
  ...['ShareGroupCurrentMemberAssignment', 'ShareGroupStatePartitionMetadata'],
];

for (const [release, family, expected] of [
  ['3.9.2', '3.9', CLASSIC],
  ['4.3.1', '4.3', [...CLASSIC, ...MODERN]],
] as const) {
  describeLive(`__consumer_offsets of ${release}`, ['java', 'maven'], () => {
    const kafka = withKafka(release);
    const cleanUp: (() => Promise<void>)[] = [];

    beforeAll(async () => {
      const { bootstrapServers } = kafka();
      await plantTopics(bootstrapServers, [{ topic: 'orders', partitions: 3, records: 50 }]);
      await plantGroups(bootstrapServers, [{ group: 'outside', offsets: { orders: [10, 20, 30] } }]);
      const consumer = quietClient('member', bootstrapServers).consumer({ groupId: 'classic' });
      cleanUp.push(() => consumer.disconnect());
      await consumer.connect();
      await consumer.subscribe({ topics: ['orders'], fromBeginning: true });
      await consumer.run({ autoCommitThreshold: 10, eachMessage: async () => {} });
      if (!expected.some((type) => MODERN.includes(type))) return;
      const modern = ['--topic', 'orders', '--group', 'modern', '--command-property', 'group.protocol=consumer'];
      const clients = await Promise.all([
        startJavaClient(CONSOLE_CONSUMER, ['--bootstrap-server', bootstrapServers, ...modern]),
        startJavaClient(CONSOLE_SHARE_CONSUMER, [
          '--bootstrap-server',
          bootstrapServers,
          '--topic',
          'orders',
          '--group',
          'share',
        ]),
      ]);
      cleanUp.push(...clients.map((client) => () => client.stop()));
    }, WAIT_MS);
    afterAll(async () => {
      await Promise.all(cleanUp.map((step) => step()));
    });

    const read = async () => {
      const records = await readTopic(kafka().bootstrapServers, '__consumer_offsets');
      return records.map(({ key, value }) => decodeCoordinatorRecord(key ?? Buffer.alloc(0), value));
    };

    it('has only records that can be read, in the versions that are said', { timeout: 2 * WAIT_MS }, async () => {
      const deadline = Date.now() + WAIT_MS;
      let records = await read();
      const missing = () => expected.filter((type) => !records.some((record) => record.type === type));
      while (missing().length > 0 && Date.now() < deadline) {
        await pause(PAUSE_MS);
        records = await read();
      }
      expect(missing()).toEqual([]);
      expect(records.filter(({ type }) => type === 'unknown' || type === 'unreadable')).toEqual([]);
      for (const record of records) {
        if (record.type === 'unknown' || record.type === 'unreadable' || record.valueVersion === null) continue;
        expect(record.valueVersion, record.type).toBe(WRITTEN_VALUE_VERSIONS[family][record.type]);
      }
    });

    it('has the commits that were made', { timeout: WAIT_MS }, async () => {
      const commits = (await read()).flatMap((record) =>
        record.type === 'OffsetCommit' && record.key.group === 'outside'
          ? [[record.key.topic, record.key.partition, record.value?.offset]]
          : [],
      );
      expect(commits.sort()).toEqual([
        ['orders', 0, 10n],
        ['orders', 1, 20n],
        ['orders', 2, 30n],
      ]);
    });

    it('has the member of the classic group, its subscription and its assignment', { timeout: WAIT_MS }, async () => {
      const members = (await read()).flatMap((record) =>
        record.type === 'GroupMetadata' && record.key.group === 'classic' ? (record.value?.members ?? []) : [],
      );
      const last = members.at(-1);
      expect(last?.clientId).toBe('member');
      expect(last && readSubscription(last.subscription)?.topics).toEqual(['orders']);
      expect(last && readAssignment(last.assignment)).toHaveLength(3);
    });
  });
}
