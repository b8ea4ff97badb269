import { describe, expect, it } from 'vitest';
import { figure } from '../../../src/domain/advice/figure.ts';
import { rollingRestartStopsWrites, writeFailuresTolerated } from '../../../src/domain/formulas/availability.ts';
import { catchUpSeconds } from '../../../src/domain/formulas/catch-up.ts';
import type { Computed } from '../../../src/domain/formulas/computed.ts';
import { crossZoneUsdPerMonth, storageUsdPerMonth } from '../../../src/domain/formulas/cost.ts';
import {
  deliveryTimeoutFits,
  leastDeliveryTimeoutMs,
  recordsReadAgain,
} from '../../../src/domain/formulas/delivery.ts';
import { activeSegmentsGb, diskGb, diskGbPerBroker, diskWithReserveGb } from '../../../src/domain/formulas/disk.ts';
import {
  diskMibPerSPerBroker,
  diskMibPerSToBear,
  diskReadMibPerS,
  diskWriteMibPerS,
} from '../../../src/domain/formulas/disk-throughput.ts';
import { floor } from '../../../src/domain/formulas/floor.ts';
import { googleCluster } from '../../../src/domain/formulas/google-managed-kafka.ts';
import { activeMembers, activeShareMembers } from '../../../src/domain/formulas/members.ts';
import {
  mostMappedPartitions,
  pageCacheGb,
  producerBatchesFit,
  producerBatchesMib,
  redpandaMemoryGb,
} from '../../../src/domain/formulas/memory.ts';
import { mskReplicas, mskReplicasFit } from '../../../src/domain/formulas/msk.ts';
import {
  loadAfterZoneLoss,
  networkInMbPerS,
  networkOutMbPerS,
  perBrokerMbPerS,
} from '../../../src/domain/formulas/network.ts';
import { maxPollRecords, pollFits, pollMs } from '../../../src/domain/formulas/polling.ts';
import { controllersFor } from '../../../src/domain/formulas/quorum.ts';
import { addedLatencyMs, partitionsPerPair } from '../../../src/domain/formulas/replication.ts';
import {
  oldestOnDiskMs,
  retentionHeadroom,
  retentionMbPerPartition,
  timeToLoss,
  topicMb,
} from '../../../src/domain/formulas/retention.ts';
import { snapshotChunks, snapshotMinutes } from '../../../src/domain/formulas/snapshot.ts';
import { eventsPerS, mbPerS, mibPerS } from '../../../src/domain/formulas/throughput.ts';
import { zookeeperFailoverS } from '../../../src/domain/formulas/zookeeper-failover.ts';

const DAY_MS = 86_400_000;

interface Case {
  readonly what: string;
  readonly is: Computed | null;
  readonly value: number;
  readonly formula: string;
}

const cross = crossZoneUsdPerMonth({ ingressMbPerS: 100, egressMbPerS: 300, replicationFactor: 3, usdPerGb: 0.02 });
const google = googleCluster({ produceMbPerS: 100, consumeMbPerS: 200, replicationFactor: 3 });
const bear = diskMibPerSToBear({ writePerBroker: 104, readPerBroker: 103, brokers: 3 });

/** Beside the value, the working that a reader sees. */
const cases: readonly Case[] = [
  {
    what: 'half the poll interval for the slowest of a hundred',
    is: maxPollRecords({ maxPollIntervalMs: 300_000, p99MsPerRecord: 1_200 }),
    value: 125,
    formula: '⌊300,000 ms × 0.5 ÷ 1,200 ms⌋',
  },
  {
    what: 'one record that is slower than the budget',
    is: maxPollRecords({ maxPollIntervalMs: 300_000, p99MsPerRecord: 200_000 }),
    value: 1,
    formula: 'max(1, ⌊300,000 ms × 0.5 ÷ 200,000 ms⌋)',
  },
  {
    what: 'exactly one record in the budget',
    is: maxPollRecords({ maxPollIntervalMs: 300_000, p99MsPerRecord: 150_000 }),
    value: 1,
    formula: '⌊300,000 ms × 0.5 ÷ 150,000 ms⌋',
  },
  {
    what: 'a quotient that binary fractions put just below a whole number',
    is: maxPollRecords({ maxPollIntervalMs: 300_000, p99MsPerRecord: 0.1, safety: 0.29 }),
    value: 870_000,
    formula: '⌊300,000 ms × 0.29 ÷ 0.1 ms⌋',
  },
  {
    what: 'D20: 500 records of 120 ms',
    is: pollMs({ records: 500, p99MsPerRecord: 120 }),
    value: 60_000,
    formula: '500 records × 120 ms',
  },
  {
    what: 'P10, the whole topic',
    is: topicMb({ mbPerDay: 200, retentionDays: 5 }),
    value: 1_000,
    formula: '200 MB/day × 5 days',
  },
  {
    what: 'P10, each partition',
    is: retentionMbPerPartition({ mbPerDay: 200, retentionDays: 5, partitions: 10 }),
    value: 100,
    formula: '200 MB/day × 5 days ÷ 10 partitions',
  },
  {
    what: '7 days of retention with 7 days a segment: 14 days and 6 minutes',
    is: oldestOnDiskMs({ retentionMs: 7 * DAY_MS, segmentMs: 7 * DAY_MS }),
    value: 14 * DAY_MS + 360_000,
    formula: '604,800,000 ms retention + 604,800,000 ms segment + 300,000 ms check + 60,000 ms delete delay',
  },
  {
    what: 'headroom',
    is: retentionHeadroom({ retention: 168, oldestUnreadAge: 150 }),
    value: 18,
    formula: '168 − 150',
  },
  {
    what: 'no headroom is left',
    is: retentionHeadroom({ retention: 168, oldestUnreadAge: 200 }),
    value: 0,
    formula: '168 − 200',
  },
  { what: 'D23 stopped', is: timeToLoss({ headroom: 18, pace: 0 }), value: 18, formula: '18 ÷ (1 − 0)' },
  {
    what: 'D15, one copy',
    is: diskGb({ mbPerS: 50, retentionDays: 7 }),
    value: 30_240,
    formula: '50 MB/s × 86,400 s × 7 days ÷ 1,000',
  },
  {
    what: 'D15 with everything',
    is: diskGb({ mbPerS: 50, retentionDays: 7, replicationFactor: 3, compressionRatio: 2, maxUtilisation: 0.7 }),
    value: 64_800,
    formula: '50 MB/s × 86,400 s × 7 days × RF 3 ÷ 2 compression ÷ 0.7 utilisation ÷ 1,000',
  },
  {
    what: 'D15 each broker',
    is: diskGbPerBroker({ mbPerS: 50, retentionDays: 7, replicationFactor: 3, maxUtilisation: 0.7, brokers: 6 }),
    value: 21_600,
    formula: '50 MB/s × 86,400 s × 7 days × RF 3 ÷ 0.7 utilisation ÷ 1,000 ÷ 6 brokers',
  },
  {
    what: 'D16, 90 days in an object store that replicates itself',
    is: diskGb({ mbPerS: 50, retentionDays: 90 }),
    value: 388_800,
    formula: '50 MB/s × 86,400 s × 90 days ÷ 1,000',
  },
  {
    what: 'P11',
    is: diskWithReserveGb({ payloadGb: 100, replicationFactor: 3, reservedGb: 100 }),
    value: 400,
    formula: '100 GB × RF 3 + 100 GB reserve',
  },
  {
    what: '1,200 quiet replicas of 1 GiB',
    is: activeSegmentsGb({ partitions: 400, replicationFactor: 3, segmentBytes: 2 ** 30 }),
    value: 1_288.490_188_8,
    formula: '400 partitions × RF 3 × 1,073,741,824 bytes ÷ 10⁹',
  },
  {
    what: 'D17 in',
    is: networkInMbPerS({ mbPerS: 100, replicationFactor: 3 }),
    value: 300,
    formula: '100 MB/s × RF 3',
  },
  {
    what: 'D17 out',
    is: networkOutMbPerS({ mbPerS: 100, replicationFactor: 3, consumerGroups: 3 }),
    value: 500,
    formula: '100 MB/s × (RF 3 − 1 + 3 groups)',
  },
  {
    what: 'P15: replication of 75 MB/s, nobody reads',
    is: networkOutMbPerS({ mbPerS: 75, replicationFactor: 3, consumerGroups: 0 }),
    value: 150,
    formula: '75 MB/s × (RF 3 − 1 + 0 groups)',
  },
  {
    what: 'each of six brokers',
    is: perBrokerMbPerS({ clusterMbPerS: 300, brokers: 6 }),
    value: 50,
    formula: '300 MB/s ÷ 6 brokers',
  },
  {
    what: 'each of six brokers, one lost',
    is: perBrokerMbPerS({ clusterMbPerS: 300, brokers: 6, lost: 1 }),
    value: 60,
    formula: '300 MB/s ÷ (6 brokers − 1 lost)',
  },
  {
    what: 'D38',
    is: loadAfterZoneLoss({ loadPerBroker: 50, brokersPerZone: 2, zones: 3 }),
    value: 75,
    formula: '50 × 6 ÷ (6 − 2)',
  },
  {
    what: 'D25',
    is: leastDeliveryTimeoutMs({ requestTimeoutMs: 30_000, lingerMs: 5 }),
    value: 30_005,
    formula: '30,000 ms request.timeout.ms + 5 ms linger.ms',
  },
  {
    what: '5 s of 2,000 messages/s are read again',
    is: recordsReadAgain({ messagesPerS: 2_000, commitIntervalMs: 5_000 }),
    value: 10_000,
    formula: '2,000 messages/s × 5,000 ms ÷ 1,000',
  },
  {
    what: 'P08c writes',
    is: diskWriteMibPerS({ mibPerS: 140.2, replicationFactor: 1, topicCopies: 2 }),
    value: 281,
    formula: '⌈140.2 MiB/s × RF 1 × 2 topics⌉',
  },
  {
    what: 'P08c reads',
    is: diskReadMibPerS({ mibPerS: 140.2, replicationFactor: 1, topicCopies: 2, consumerGroups: 1 }),
    value: 281,
    formula: '⌈(RF 1 × 2 topics + 1 group − 1) × 140.2 MiB/s⌉',
  },
  {
    what: 'P08c each broker',
    is: diskMibPerSPerBroker({ clusterMibPerS: 281, brokers: 3, buffer: 0.1 }),
    value: 104,
    formula: '⌈⌈281 MiB/s ÷ 3 brokers⌉ × 1.1⌉',
  },
  { what: 'writes and reads of a broker', is: bear.perBroker, value: 207, formula: '104 + 103 MiB/s' },
  { what: 'writes and reads of all', is: bear.cluster, value: 621, formula: '(104 + 103 MiB/s) × 3 brokers' },
  {
    what: "D18 with Kafka's 30 s",
    is: pageCacheGb({ mbPerSPerBroker: 200 }),
    value: 6,
    formula: '200 MB/s × 30 s ÷ 1,000',
  },
  {
    what: 'P12',
    is: redpandaMemoryGb({ partitions: 10_000, replicationFactor: 3 }),
    value: 60,
    formula: '10,000 partitions × RF 3 × 2 MB ÷ 1,000',
  },
  {
    what: 'D14',
    is: producerBatchesMib({ partitions: 1_000, batchBytes: 131_072, batchesPerPartition: 2 }),
    value: 250,
    formula: '1,000 partitions × 131,072 bytes × 2 ÷ 2²⁰',
  },
  {
    what: 'P18',
    is: mostMappedPartitions({ maxMapCount: 65_530 }),
    value: 32_765,
    formula: '⌊65,530 maps ÷ 2 a segment ÷ 1 segment⌋',
  },
  {
    what: 'P18 with ten segments a partition',
    is: mostMappedPartitions({ maxMapCount: 65_530, segmentsPerPartition: 10 }),
    value: 3_276,
    formula: '⌊65,530 maps ÷ 2 a segment ÷ 10 segments⌋',
  },
  { what: 'one controller lost', is: controllersFor({ failures: 1 }), value: 3, formula: '2 × 1 failure + 1' },
  {
    what: 'RF 3 with min ISR 2',
    is: writeFailuresTolerated({ replicationFactor: 3, minInsyncReplicas: 2 }),
    value: 1,
    formula: 'RF 3 − min.insync.replicas 2',
  },
  {
    what: 'P23a',
    is: storageUsdPerMonth({ mbPerS: 100, retentionDays: 7, replicationFactor: 3, usdPerGbMonth: 0.08 }),
    value: 14_515.2,
    formula: '100 MB/s × 86,400 s × 7 days × RF 3 ÷ 1,000 × $0.08',
  },
  {
    what: 'P25 produce',
    is: cross.produce,
    value: 3_456,
    formula: '100 MB/s × 2/3 × 2,592 GB a month × $0.02',
  },
  {
    what: 'P25 replication',
    is: cross.replication,
    value: 10_368,
    formula: '100 MB/s × (RF 3 − 1) × 2,592 GB a month × $0.02',
  },
  {
    what: 'P25 consume',
    is: cross.consume,
    value: 10_368,
    formula: '300 MB/s × 2/3 × 2,592 GB a month × $0.02',
  },
  {
    what: 'P25 in all',
    is: cross.total,
    value: 24_192,
    formula: '(100 MB/s × 2/3 + 100 MB/s × (RF 3 − 1) + 300 MB/s × 2/3) × 2,592 GB a month × $0.02',
  },
  {
    what: 'P04',
    is: zookeeperFailoverS({ partitions: 10_000 }),
    value: 20,
    formula: '10,000 partitions × 2 ms ÷ 1,000',
  },
  {
    what: 'P05 pairs',
    is: partitionsPerPair({ leadersOnBroker: 1_000, otherBrokers: 10 }),
    value: 100,
    formula: '1,000 leaders ÷ 10 other brokers',
  },
  {
    what: 'P05 latency',
    is: addedLatencyMs({ leadersOnBroker: 1_000, otherBrokers: 10 }),
    value: 2,
    formula: '20 ms × 1,000 leaders ÷ 10 other brokers ÷ 1,000',
  },
  {
    what: 'P05 with two followers of each leader',
    is: addedLatencyMs({ leadersOnBroker: 1_572, followers: 2, otherBrokers: 6 }),
    value: 10.48,
    formula: '20 ms × 1,572 leaders × 2 followers ÷ 6 other brokers ÷ 1,000',
  },
  {
    what: 'D01 reads',
    is: google.readMbPerS,
    value: 400,
    formula: '200 MB/s + 100 MB/s × (RF 3 − 1)',
  },
  { what: 'D01 writes', is: google.writeMbPerS, value: 300, formula: '100 MB/s × RF 3' },
  { what: 'D01 equivalent', is: google.writeEquivalentMbPerS, value: 400, formula: '300 MB/s + 400 MB/s ÷ 4' },
  { what: 'D01 vCPUs', is: google.vcpus, value: 40, formula: 'max(3, ⌈400 MB/s ÷ 20 ÷ 0.5⌉)' },
  { what: 'D01 memory', is: google.memoryGib, value: 160, formula: '40 vCPUs × 4 GiB' },
  {
    what: 'a cluster with hardly a load has three vCPUs',
    is: googleCluster({ produceMbPerS: 1, consumeMbPerS: 1, replicationFactor: 3 }).vcpus,
    value: 3,
    formula: 'max(3, ⌈3.75 MB/s ÷ 20 ÷ 0.5⌉)',
  },
  {
    what: 'D31 chunks',
    is: snapshotChunks({ rows: 10_000_000 }),
    value: 9_766,
    formula: '⌈10,000,000 rows ÷ 1,024 a chunk⌉',
  },
  {
    what: 'D31 minutes',
    is: snapshotMinutes({ rows: 1_024_000, msPerChunk: 60 }),
    value: 1,
    formula: '1,000 chunks × 60 ms ÷ 60,000',
  },
  {
    what: 'D39 classic',
    is: activeMembers({ partitions: 6, consumers: 20 }),
    value: 6,
    formula: 'min(6 partitions, 20 consumers)',
  },
  {
    what: 'fewer consumers than partitions',
    is: activeMembers({ partitions: 20, consumers: 6 }),
    value: 6,
    formula: 'min(20 partitions, 6 consumers)',
  },
  {
    what: 'more than a share group takes',
    is: activeShareMembers({ consumers: 300 }),
    value: 200,
    formula: 'min(300 consumers, group.share.max.size 200)',
  },
  {
    what: 'D21',
    is: catchUpSeconds({ lag: 3_600_000, producedPerS: 2_000, consumedPerS: 3_000 }),
    value: 3_600,
    formula: '3,600,000 ÷ (3,000 − 2,000 messages/s)',
  },
  {
    what: 'D36 events',
    is: eventsPerS({ entitiesPerS: 500, eventsPerEntity: 4 }),
    value: 2_000,
    formula: '500/s × 4 events each',
  },
  {
    what: 'D36 rate',
    is: mbPerS({ recordsPerS: 2_000, recordBytes: 1_200 }),
    value: 2.4,
    formula: '2,000 records/s × 1,200 bytes ÷ 10⁶',
  },
  {
    what: '1 MiB/s',
    is: mibPerS({ recordsPerS: 1_024, recordBytes: 1_024 }),
    value: 1,
    formula: '1,024 records/s × 1,024 bytes ÷ 2²⁰',
  },
];

it.each(cases)('$what: $formula', ({ is, value, formula }) => {
  expect(is?.value).toBeCloseTo(value, 6);
  expect(is?.formula).toBe(formula);
  expect(is?.source).toMatch(/^(?:derived: |rule of thumb: |KIP-\d+|[A-Z])/);
});

it.each([
  ['consumers as fast as producers never catch up', catchUpSeconds({ lag: 1, producedPerS: 5, consumedPerS: 5 })],
  ['slower ones neither', catchUpSeconds({ lag: 1, producedPerS: 5, consumedPerS: 1 })],
  ['who reads as fast as is written loses nothing', timeToLoss({ headroom: 18, pace: 1 })],
])('%s', (_, never) => {
  expect(never).toBeNull();
});

it.each([
  [
    'a poll that fills its interval',
    pollFits({ records: 250, p99MsPerRecord: 1_200, maxPollIntervalMs: 300_000 }),
    true,
  ],
  ['one record more', pollFits({ records: 251, p99MsPerRecord: 1_200, maxPollIntervalMs: 300_000 }), false],
  [
    'timeouts that add up',
    deliveryTimeoutFits({ requestTimeoutMs: 30_000, lingerMs: 5, deliveryTimeoutMs: 30_005 }),
    true,
  ],
  ['1 ms less', deliveryTimeoutFits({ requestTimeoutMs: 30_000, lingerMs: 5, deliveryTimeoutMs: 30_004 }), false],
  ['batches of 32 MiB', producerBatchesFit({ partitions: 2_048, batchBytes: 16_384, batchesPerPartition: 1 }), true],
  ['one more', producerBatchesFit({ partitions: 2_049, batchBytes: 16_384, batchesPerPartition: 1 }), false],
  [
    'the same with 64 MiB of buffer.memory',
    producerBatchesFit({ partitions: 2_049, batchBytes: 16_384, batchesPerPartition: 1, bufferMemoryMib: 64 }),
    true,
  ],
  [
    'RF 3 with min ISR 3 in a rolling restart',
    rollingRestartStopsWrites({ replicationFactor: 3, minInsyncReplicas: 3 }),
    true,
  ],
  ['RF 3 with min ISR 2', rollingRestartStopsWrites({ replicationFactor: 3, minInsyncReplicas: 2 }), false],
  ['1,000 replicas on m7g.large', mskReplicasFit('kafka.m7g.large', 1_000), true],
  ['1,001', mskReplicasFit('kafka.m7g.large', 1_001), false],
  ['a broker that MSK does not have', mskReplicasFit('kafka.t3.large', 1), null],
])('%s: %s', (_, is, expected) => {
  expect(is).toBe(expected);
});

describe('replicas a Standard broker of MSK', () => {
  it.each([
    ['kafka.t3.small', 300, 300],
    ['kafka.m5.large', 1_000, 1_500],
    ['kafka.m5.xlarge', 1_000, 1_500],
    ['kafka.m7g.2xlarge', 2_000, 3_000],
    ['kafka.m5.24xlarge', 4_000, 6_000],
    ['kafka.m7g.16xlarge', 4_000, 6_000],
  ])('%s', (type, recommended, maxForUpdates) => {
    expect(mskReplicas(type)).toEqual({ recommended, maxForUpdates });
  });

  it.each(['express.m7g.large', 'kafka.m7g.24xlarge', 'kafka.m5.32xlarge', 'm5.large', ''])('none for "%s"', (type) => {
    expect(mskReplicas(type)).toBeNull();
  });
});

it.each([
  [2.9999999999999996, 3],
  [2.5, 2],
  [0, 0],
  [7, 7],
  [6.999, 6],
])('floor(%d) = %i', (value, expected) => {
  expect(floor(value)).toBe(expected);
});

describe('a computed number as a figure', () => {
  const computed = pollMs({ records: 500, p99MsPerRecord: 120 });
  const working = { value: 60_000, formula: '500 records × 120 ms', source: computed.source };

  it.each([
    ['of nothing', figure('poll_budget_ms', computed, ['p99_ms = 120 (given)']), {}],
    ['of a group', figure('poll_budget_ms', computed, ['p99_ms = 120 (given)'], 'payments'), { of: 'payments' }],
  ])('%s', (_, is, of) => {
    expect(is).toStrictEqual({ name: 'poll_budget_ms', ...of, ...working, inputs: ['p99_ms = 120 (given)'] });
  });
});
