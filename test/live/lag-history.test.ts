import type { Consumer } from 'kafkajs';
import { afterAll, afterEach, expect, test } from 'vitest';
import { quietClient } from '../../sandbox/client.ts';
import { waitUntil } from '../../sandbox/wait.ts';
import type { GroupHistory, LagBackground, LagObservation } from '../../src/domain/lag/observation.ts';
import { createClusterReader } from '../../src/kafka/reader.ts';
import type { ClusterReader } from '../../src/ports.ts';
import { CONSOLE_CONSUMER, CONSOLE_SHARE_CONSUMER, startJavaClient } from '../support/java-client.ts';
import { describeLive } from '../support/live.ts';
import { plantGroups, plantTopics } from '../support/plant.ts';
import { withKafka } from '../support/sandbox.ts';

const WAIT_MS = 60_000;
const TEST_MS = { timeout: 240_000 };
const MINUTE_MS = 60_000;

for (const release of ['3.9.2', '4.3.1']) {
  describeLive(`the past of groups on a real ${release}`, ['java', 'maven'], () => {
    const kafka = withKafka(release);
    const cleanUp: (() => Promise<unknown>)[] = [];
    let reader: ClusterReader | null = null;
    afterEach(async () => {
      await Promise.all(cleanUp.splice(0).map((end) => end()));
    }, WAIT_MS);
    afterAll(() => reader?.close());

    const signal = new AbortController().signal;
    const cluster = () => {
      reader ??= createClusterReader(
        {
          bootstrapServers: kafka().bootstrapServers.split(','),
          securityProtocol: 'PLAINTEXT',
          sasl: null,
          tls: null,
        },
        { write: () => {} },
      );
      return reader;
    };
    async function study(group: string): Promise<LagBackground & { readonly first: LagObservation }> {
      const first = await cluster().observeLag({ kind: 'named', group }, { signal });
      return { ...(await cluster().background(first, { signal, sinceMs: null, deep: true })), first };
    }
    /** Studies until it is as wanted; clients take seconds to do things. */
    async function studyUntil(group: string, wanted: (history: GroupHistory) => boolean) {
      let studied = await study(group);
      const check = async () => {
        studied = await study(group);
        const history = studied.histories.get(group);
        return history !== undefined && wanted(history);
      };
      await waitUntil(check, { timeoutMs: WAIT_MS, everyMs: 500, what: `Waiting for the history of ${group}` });
      return studied;
    }
    const client = (name: string) => quietClient(name, kafka().bootstrapServers);

    async function consumer(
      clientId: string,
      groupId: string,
      topic: string,
    ): Promise<Consumer & { readonly joined: { readonly memberId: string }[] }> {
      const made = client(clientId).consumer({ groupId, heartbeatInterval: 500, maxWaitTimeInMs: 100 });
      cleanUp.push(() => made.disconnect());
      const joined: { memberId: string }[] = [];
      made.on(made.events.GROUP_JOIN, ({ payload }) => void joined.push({ memberId: payload.memberId }));
      await made.connect();
      await made.subscribe({ topic, fromBeginning: true });
      return Object.assign(made, { joined });
    }

    test('every commit of a consumer, at its time and in its order', TEST_MS, async () => {
      await plantTopics(kafka().bootstrapServers, [{ topic: 'read', partitions: 2, records: 120 }]);
      const reading = await consumer('reader', 'reading', 'read');
      const made: { readonly atMs: number; readonly partition: number; readonly offset: bigint }[] = [];
      reading.on(reading.events.COMMIT_OFFSETS, ({ timestamp, payload }) => {
        for (const { partitions } of payload.topics) {
          for (const { partition, offset } of partitions) {
            made.push({ atMs: timestamp, partition: Number(partition), offset: BigInt(offset) });
          }
        }
      });
      await reading.run({ autoCommitThreshold: 25, eachMessage: async () => {} });
      const isRead = ({ partitions }: GroupHistory) =>
        partitions.length === 2 && partitions.every(({ commits }) => commits.at(-1)?.offset === 120n);
      const { histories, historyMissing, gaps, requests, first } = await studyUntil('reading', isRead);
      await waitUntil(() => made.filter(({ offset }) => offset === 120n).length === 2, {
        timeoutMs: WAIT_MS,
        what: 'The last commits',
      });
      expect({ historyMissing, gaps }).toEqual({ historyMissing: null, gaps: [] });
      expect(first.requests + requests.others).toBeLessThanOrEqual(3 + 6);
      const history = histories.get('reading');
      for (const partition of [0, 1]) {
        const own = made.filter((commit) => commit.partition === partition);
        const commits = history?.partitions.find((each) => each.partition === partition)?.commits ?? [];
        expect(own.length).toBeGreaterThanOrEqual(4);
        expect(commits.map(({ offset }) => offset)).toEqual(own.map(({ offset }) => offset));
        for (const [index, { atMs, leaderEpoch, topicId }] of commits.entries()) {
          // One machine, one clock: written down before the answer came back.
          expect(Math.abs(atMs - (own[index]?.atMs ?? 0))).toBeLessThan(2_000);
          expect(leaderEpoch).toBeNull();
          expect(topicId === null).toBe(release === '3.9.2');
        }
      }
      expect(history?.generations.map(({ members }) => members.map(({ memberId }) => memberId))).toEqual([
        reading.joined.map(({ memberId }) => memberId),
      ]);
      expect(history?.generations[0]).toMatchObject({
        generation: 1,
        members: [{ clientId: 'reader', host: '127.0.0.1', sessionTimeoutMs: 30_000, rebalanceTimeoutMs: 60_000 }],
      });
    });

    test('members that come and go', TEST_MS, async () => {
      await plantTopics(kafka().bootstrapServers, [{ topic: 'busy', partitions: 2, records: 10 }]);
      const first = await consumer('first', 'coming', 'busy');
      await first.run({ eachMessage: async () => {} });
      await studyUntil('coming', ({ generations }) => generations.at(-1)?.members.length === 1);
      const second = await consumer('second', 'coming', 'busy');
      await second.run({ eachMessage: async () => {} });
      await studyUntil('coming', ({ generations }) => generations.at(-1)?.members.length === 2);
      await first.disconnect();
      await studyUntil('coming', ({ generations }) => {
        const members = generations.at(-1)?.members ?? [];
        return members.length === 1 && members[0]?.clientId === 'second';
      });
      await second.disconnect();
      const { histories } = await studyUntil('coming', ({ generations }) => generations.at(-1)?.members.length === 0);
      const generations = histories.get('coming')?.generations ?? [];
      const clients = generations.map(({ members }) => members.map(({ clientId }) => clientId).sort());
      expect(clients).toEqual([['first'], ['first', 'second'], ['second'], []]);
      expect(generations.map(({ generation }) => generation)).toEqual([1, 2, 3, 4]);
      const times = generations.map(({ atMs }) => atMs);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    });

    test(
      'offsets in transactions count when they are committed; what is open is found at its coordinator',
      TEST_MS,
      async () => {
        await plantTopics(kafka().bootstrapServers, [{ topic: 'out', partitions: 1, records: 0 }]);
        await plantGroups(kafka().bootstrapServers, [{ group: 'exactly', offsets: { out: [0] } }]);
        const producer = client('eos').producer({ transactionalId: 'eos-1', maxInFlightRequests: 1, idempotent: true });
        cleanUp.push(() => producer.disconnect());
        await producer.connect();
        const began = Date.now();
        const transaction = async (offset: string) => {
          const begun = await producer.transaction();
          await begun.send({ topic: 'out', messages: [{ partition: 0, value: 'v' }] });
          await begun.sendOffsets({
            consumerGroupId: 'exactly',
            topics: [{ topic: 'out', partitions: [{ partition: 0, offset }] }],
          });
          return begun;
        };
        await (await transaction('1')).commit();
        await (await transaction('2')).abort();
        const open = await transaction('3');
        // The batch of a commit that is pending is there, and so is its hold on the last stable offset.
        await waitUntil(async () => (await study('exactly')).openTransactions.length === 2, {
          timeoutMs: WAIT_MS,
          what: 'The open transaction',
        });
        const during = await study('exactly');
        const offsets = ({ histories }: LagBackground) =>
          histories.get('exactly')?.partitions.flatMap(({ commits }) => commits.map(({ offset }) => offset));
        expect(offsets(during)).toEqual([0n, 1n]);
        expect(during.openTransactions.map(({ topic }) => topic).sort()).toEqual(['__consumer_offsets', 'out']);
        for (const each of during.openTransactions) {
          expect(each).toMatchObject({
            transactionalId: 'eos-1',
            state: 'Ongoing',
            timeoutMs: 60_000,
            coordinatorHasPartition: true,
          });
          expect(each.startedMs).toBeGreaterThanOrEqual(began);
          expect(each.lastTimestampMs ?? 0).toBeGreaterThanOrEqual(began);
        }
        // 0 committed, its marker, 2 aborted, its marker: the open one begins at 4, held back beyond the last stable offset.
        expect(during.openTransactions.find(({ topic }) => topic === 'out')?.startOffset).toBe(4n);
        expect(during.requests.others).toBeLessThanOrEqual(2 + 3 + 3 + 1);
        await open.commit();
        await waitUntil(async () => offsets(await study('exactly'))?.length === 3, {
          timeoutMs: WAIT_MS,
          what: 'The commit',
        });
        const after = await study('exactly');
        expect(offsets(after)).toEqual([0n, 1n, 3n]);
        expect(after.openTransactions).toEqual([]);
      },
    );

    test('what is unread, behind markers and aborted records', TEST_MS, async () => {
      await plantTopics(kafka().bootstrapServers, [{ topic: 'mixed', partitions: 1, records: 0 }]);
      const producer = client('mixing').producer({ transactionalId: 'mix', maxInFlightRequests: 1, idempotent: true });
      cleanUp.push(() => producer.disconnect());
      await producer.connect();
      const wroteMs = Date.now() - 5 * MINUTE_MS;
      const write = async (count: number, end: 'commit' | 'abort') => {
        const begun = await producer.transaction();
        const messages = Array.from({ length: count }, (_, index) => ({
          partition: 0,
          value: `v${index}`,
          timestamp: String(wroteMs + index),
        }));
        await begun.send({ topic: 'mixed', messages });
        await begun[end]();
      };
      await write(3, 'commit');
      await write(50, 'abort');
      const unread = async (committed: number) => {
        await plantGroups(kafka().bootstrapServers, [{ group: 'mixed-group', offsets: { mixed: [committed] } }]);
        const { firstUnread, openTransactions } = await study('mixed-group');
        expect(openTransactions).toEqual([]);
        return firstUnread;
      };
      // 0 to 2 committed, 3 a marker, 4 to 53 aborted, 54 a marker.
      expect(await unread(1)).toMatchObject([
        { offset: 1n, method: 'record', notBeforeMs: wroteMs + 1, notAfterMs: wroteMs + 1, batchRecords: 3 },
      ]);
      expect(await unread(3)).toMatchObject([{ offset: 3n, method: 'none', notBeforeMs: null, notAfterMs: null }]);
      expect(await unread(30)).toMatchObject([{ offset: 30n, method: 'none' }]);
      expect(await unread(55)).toEqual([]);
      await write(1, 'commit');
      expect(await unread(3)).toMatchObject([{ offset: 3n, method: 'record', notBeforeMs: wroteMs }]);
    });

    test('records packed in a way that is not undone here: the time of their batch', TEST_MS, async () => {
      await plantTopics(kafka().bootstrapServers, [{ topic: 'packed', partitions: 1, records: 0 }]);
      await plantGroups(kafka().bootstrapServers, [{ group: 'packed-group', offsets: { packed: [7] } }]);
      const began = Date.now();
      const producer = ['linger.ms=1000', 'compression.type=lz4', `bootstrap.servers=${kafka().bootstrapServers}`];
      const amount = ['--num-records', '20', '--record-size', '50', '--throughput', '-1'];
      const writing = await startJavaClient('org.apache.kafka.tools.ProducerPerformance', [
        ...['--topic', 'packed', ...amount, '--producer-props', ...producer],
      ]);
      cleanUp.push(() => writing.stop());
      await waitUntil(async () => (await study('packed-group')).firstUnread.length > 0, {
        timeoutMs: WAIT_MS,
        what: 'Writing',
      });
      const [found] = (await study('packed-group')).firstUnread;
      expect(found).toMatchObject({ offset: 7n, method: 'bracket', batchBytes: expect.any(Number), batchRecords: 20 });
      expect(found?.notBeforeMs).toBeGreaterThanOrEqual(began);
      expect(found?.notAfterMs).toBeGreaterThanOrEqual(found?.notBeforeMs ?? Number.NaN);
      expect(found?.notAfterMs).toBeLessThanOrEqual(Date.now());
    });

    test('the produce curve counts what was there at each time', TEST_MS, async () => {
      await plantTopics(kafka().bootstrapServers, [{ topic: 'curve', partitions: 1, records: 0 }]);
      await plantGroups(kafka().bootstrapServers, [{ group: 'curve-group', offsets: { curve: [0] } }]);
      const producer = client('curving').producer();
      cleanUp.push(() => producer.disconnect());
      await producer.connect();
      const now = Date.now();
      const minutesAgo = [1_455, 1_445, 1_443, 1_430, 30, 8, 7, 4, 1.5, 0.5];
      const messages = minutesAgo.map((minutes) => ({ value: 'v', timestamp: String(now - minutes * MINUTE_MS) }));
      for (const message of messages) await producer.send({ topic: 'curve', messages: [message] });
      const { curves, first, firstUnread } = await study('curve-group');
      const [curve] = curves;
      const points = curve?.points.map(({ atMs, endOffset }) => [
        Math.round((first.observedAtMs - atMs) / MINUTE_MS),
        Number(endOffset),
      ]);
      const written = (minutes: number) => minutesAgo.filter((each) => each > minutes).length;
      expect(points).toEqual([
        [1_450, written(1_450)],
        [1_440, written(1_440)],
        [10, written(10)],
        [5, written(5)],
        [2, written(2)],
        [1, written(1)],
        [0, 10],
      ]);
      expect(firstUnread).toMatchObject([{ method: 'record', notBeforeMs: now - 1_455 * MINUTE_MS }]);
    });

    test('settings, as the broker has them', TEST_MS, async () => {
      const config = { 'retention.ms': '86400000', 'message.timestamp.type': 'LogAppendTime' };
      await plantTopics(kafka().bootstrapServers, [{ topic: 'set', partitions: 2, records: 5, config }]);
      await plantGroups(kafka().bootstrapServers, [{ group: 'settings', offsets: { set: [1, 1] } }]);
      const { topics, cluster: settings, gaps } = await study('settings');
      expect(gaps).toEqual([]);
      expect(topics.get('set')).toMatchObject({
        topicId: expect.stringMatching(/^[\w-]{22}$/),
        retentionMs: 86_400_000,
        retentionBytes: -1,
        cleanupPolicy: 'delete',
        timestampType: 'LogAppendTime',
        minInsyncReplicas: 1,
        replicationFactor: 1,
        partitions: [
          { partition: 0, leader: 1, replicas: [1], isr: [1] },
          { partition: 1, leader: 1, replicas: [1], isr: [1] },
        ],
      });
      expect(settings).toMatchObject({
        brokers: 1,
        release: release.slice(0, 3),
        consumerSessionTimeoutMs: 45_000,
        consumerHeartbeatIntervalMs: 5_000,
        transactionPartitionVerification: true,
      });
      expect(settings.offsetsRetentionMinutes).toBeGreaterThan(0);
    });
  });
}

describeLive('the past of groups of the 4.x protocols on a real 4.3.1', ['java', 'maven'], () => {
  const kafka = withKafka('4.3.1');
  const cleanUp: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    await Promise.all(cleanUp.splice(0).map((end) => end()));
  }, WAIT_MS);

  test.each([
    ['consumer', CONSOLE_CONSUMER, ['--command-property', 'group.protocol=consumer']],
    ['share', CONSOLE_SHARE_CONSUMER, []],
  ])('epochs and members of a %s group', TEST_MS, async (type, className, more) => {
    const { bootstrapServers } = kafka();
    const [group, topic] = [`${type}-group`, `${type}-topic`];
    await plantTopics(bootstrapServers, [{ topic, partitions: 2, records: 10 }]);
    const reader = createClusterReader(
      { bootstrapServers: [bootstrapServers], securityProtocol: 'PLAINTEXT', sasl: null, tls: null },
      { write: () => {} },
    );
    cleanUp.push(() => reader.close());
    const { signal } = new AbortController();
    const start = async () => {
      const args = ['--bootstrap-server', bootstrapServers, '--topic', topic, '--group', group, ...more];
      const running = await startJavaClient(className, args);
      cleanUp.push(() => running.stop());
      return running;
    };
    let seen: { readonly first: LagObservation; readonly history: GroupHistory } | null = null;
    const until = async (members: number) => {
      const check = async () => {
        const first = await reader.observeLag({ kind: 'named', group }, { signal });
        const { histories } = await reader.background(first, { signal, sinceMs: null, deep: true });
        const history = histories.get(group);
        seen = history === undefined ? null : { first, history };
        const last = history?.generations.at(-1);
        // A member may come between the look and the past.
        return last?.members.length === members && last.generation === first.groups[0]?.groupEpoch;
      };
      await waitUntil(check, { timeoutMs: 2 * WAIT_MS, everyMs: 500, what: `${group} with ${members} members` });
      if (seen === null) throw new Error('nothing was seen');
      return seen;
    };
    const one = await start();
    await until(1);
    await start();
    const both = await until(2);
    const now = both.first.groups[0];
    expect(
      both.history.generations
        .at(-1)
        ?.members.map(({ memberId }) => memberId)
        .sort(),
    ).toEqual(now?.members?.map(({ memberId }) => memberId).sort());
    await one.stop();
    const { history } = await until(1);
    const epochs = history.generations.map(({ generation }) => generation);
    expect(epochs).toEqual(epochs.toSorted((a, b) => a - b));
    const sizes = history.generations.map(({ members }) => members.length);
    expect(sizes.filter((size, index) => size !== sizes[index - 1])).toEqual([1, 2, 1]);
    for (const { members } of history.generations) {
      for (const { clientId, host, rebalanceTimeoutMs } of members) {
        expect({ clientId, host }).toEqual({ clientId: expect.stringMatching(/consumer/), host: '127.0.0.1' });
        expect(rebalanceTimeoutMs).toBe(type === 'share' ? null : 300_000);
      }
    }
  });
});

describeLive('the past of a group after compaction, on a real 4.3.1', ['java', 'maven'], () => {
  // Small segments, cleaned as soon as they are closed.
  const kafka = withKafka('4.3.1', {
    properties: {
      'offsets.topic.num.partitions': '1',
      'offsets.topic.segment.bytes': '1048576',
      'log.cleaner.min.cleanable.ratio': '0.001',
      'log.cleaner.backoff.ms': '200',
    },
  });

  test('is complete since the part that compaction has not touched', TEST_MS, async () => {
    const { bootstrapServers } = kafka();
    const partitions = 100;
    await plantTopics(bootstrapServers, [{ topic: 'wide', partitions, records: 400 }]);
    // 300 commits of 100 partitions are 2.7 MB: two segments are closed.
    const made = Array.from({ length: 300 }, (_, offset) => offset);
    await plantGroups(
      bootstrapServers,
      made.map((offset) => ({
        group: 'compacted',
        offsets: { wide: Array.from({ length: partitions }, () => offset) },
      })),
    );
    const reader = createClusterReader(
      { bootstrapServers: [bootstrapServers], securityProtocol: 'PLAINTEXT', sasl: null, tls: null },
      { write: () => {} },
    );
    const { signal } = new AbortController();
    const study = async () => {
      const first = await reader.observeLag({ kind: 'named', group: 'compacted' }, { signal });
      const { histories } = await reader.background(first, { signal, sinceMs: null, deep: true });
      return histories.get('compacted')?.partitions.map(({ commits }) => commits) ?? [];
    };
    try {
      const isCompacted = async () => {
        const found = await study();
        return found.length === partitions && found.every((commits) => commits.length < made.length - 100);
      };
      await waitUntil(isCompacted, { timeoutMs: WAIT_MS, everyMs: 500, what: 'Compaction' });
      const first = await reader.observeLag({ kind: 'named', group: 'compacted' }, { signal });
      const { histories } = await reader.background(first, { signal, sinceMs: null, deep: true });
      const history = histories.get('compacted');
      expect(history?.partitions).toHaveLength(partitions);
      for (const { commits } of history?.partitions ?? []) {
        const complete = commits.filter(({ atMs }) => atMs >= (history?.completeSinceMs ?? Number.NaN));
        expect(complete.length).toBeGreaterThan(10);
        expect(complete.map(({ offset }) => Number(offset))).toEqual(made.slice(-complete.length));
      }
    } finally {
      await reader.close();
    }
  });
});
