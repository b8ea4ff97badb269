import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catchUpSeconds } from '../../../src/domain/formulas/catch-up.ts';
import type { Computed } from '../../../src/domain/formulas/computed.ts';
import { crossZoneUsdPerMonth, storageUsdPerMonth } from '../../../src/domain/formulas/cost.ts';
import { recordsReadAgain } from '../../../src/domain/formulas/delivery.ts';
import { diskGb, diskGbPerBroker } from '../../../src/domain/formulas/disk.ts';
import { diskReadMibPerS, diskWriteMibPerS } from '../../../src/domain/formulas/disk-throughput.ts';
import { googleCluster } from '../../../src/domain/formulas/google-managed-kafka.ts';
import { activeMembers, activeShareMembers } from '../../../src/domain/formulas/members.ts';
import { pageCacheGb } from '../../../src/domain/formulas/memory.ts';
import { loadAfterZoneLoss, networkInMbPerS, networkOutMbPerS } from '../../../src/domain/formulas/network.ts';
import { maxPollRecords, pollFits } from '../../../src/domain/formulas/polling.ts';
import { controllersFor } from '../../../src/domain/formulas/quorum.ts';
import { oldestOnDiskMs, retentionMbPerPartition, timeToLoss } from '../../../src/domain/formulas/retention.ts';
import { snapshotChunks } from '../../../src/domain/formulas/snapshot.ts';
import { mbPerS } from '../../../src/domain/formulas/throughput.ts';

const positive = (max: number) => fc.double({ min: 0.001, max, noNaN: true });
const whole = (max: number) => fc.integer({ min: 1, max });

/** Formulas of one number, the others fixed at values that are no neutral element. */
const ofRate: Readonly<Record<string, (rate: number) => Computed>> = {
  disk: (rate) => diskGb({ mbPerS: rate, retentionDays: 7, replicationFactor: 3, maxUtilisation: 0.7 }),
  'disk of a broker': (rate) => diskGbPerBroker({ mbPerS: rate, retentionDays: 3, replicationFactor: 3, brokers: 5 }),
  'retention.bytes': (rate) => retentionMbPerPartition({ mbPerDay: rate, retentionDays: 5, partitions: 12 }),
  'network in': (rate) => networkInMbPerS({ mbPerS: rate, replicationFactor: 3 }),
  'network out': (rate) => networkOutMbPerS({ mbPerS: rate, replicationFactor: 3, consumerGroups: 4 }),
  'page cache': (rate) => pageCacheGb({ mbPerSPerBroker: rate }),
  'records read again': (rate) => recordsReadAgain({ messagesPerS: rate, commitIntervalMs: 5_000 }),
  'MB/s': (rate) => mbPerS({ recordsPerS: rate, recordBytes: 1_200 }),
  'price of storage': (rate) =>
    storageUsdPerMonth({ mbPerS: rate, retentionDays: 7, replicationFactor: 3, usdPerGbMonth: 0.08 }),
  'price of traffic': (rate) =>
    crossZoneUsdPerMonth({ ingressMbPerS: rate, egressMbPerS: 2 * rate, replicationFactor: 3, usdPerGb: 0.02 }).total,
};

describe.each(Object.entries(ofRate))('%s', (_, computed) => {
  it('is linear in the rate', () => {
    fc.assert(
      fc.property(positive(10_000), positive(100), (rate, times) => {
        const [once, more] = [computed(rate).value, computed(rate * times).value];
        expect(Math.abs(more - once * times)).toBeLessThanOrEqual(1e-9 * more);
      }),
    );
  });
});

/** What must not fall when a number grows. */
const growing: Readonly<Record<string, (amount: number) => number>> = {
  'disk with the days of retention': (days) => diskGb({ mbPerS: 5, retentionDays: days }).value,
  'disk with the replicas': (rf) => diskGb({ mbPerS: 5, retentionDays: 7, replicationFactor: rf }).value,
  'age on disk with segment.ms': (ms) => oldestOnDiskMs({ retentionMs: 1_000, segmentMs: ms }).value,
  'traffic with the groups': (groups) =>
    networkOutMbPerS({ mbPerS: 5, replicationFactor: 3, consumerGroups: groups }).value,
  'disk writes with the rate': (rate) =>
    diskWriteMibPerS({ mibPerS: rate, replicationFactor: 3, topicCopies: 1 }).value,
  'disk reads with the groups': (groups) =>
    diskReadMibPerS({ mibPerS: 5, replicationFactor: 3, topicCopies: 1, consumerGroups: groups }).value,
  'vCPUs with the rate': (rate) =>
    googleCluster({ produceMbPerS: rate, consumeMbPerS: 0, replicationFactor: 3 }).vcpus.value,
  'chunks with the rows': (rows) => snapshotChunks({ rows }).value,
  'max.poll.records with the interval': (ms) => maxPollRecords({ maxPollIntervalMs: ms, p99MsPerRecord: 3 }).value,
  'active members with the partitions': (partitions) => activeMembers({ partitions, consumers: 50 }).value,
};

/** What must not grow when a number does. */
const falling: Readonly<Record<string, (amount: number) => number>> = {
  'disk of a broker with the brokers': (brokers) => diskGbPerBroker({ mbPerS: 5, retentionDays: 7, brokers }).value,
  'disk with the utilisation allowed': (percent) =>
    diskGb({ mbPerS: 5, retentionDays: 7, maxUtilisation: percent / 1_000 }).value,
  'retention.bytes with the partitions': (partitions) =>
    retentionMbPerPartition({ mbPerDay: 200, retentionDays: 5, partitions }).value,
  'max.poll.records with the time a record takes': (ms) =>
    maxPollRecords({ maxPollIntervalMs: 300_000, p99MsPerRecord: ms }).value,
  'time to catch up with the speed of the consumers': (rate) =>
    catchUpSeconds({ lag: 1_000, producedPerS: 0.5, consumedPerS: rate })?.value ?? Number.NaN,
  'load after the loss of a zone with the zones': (zones) =>
    loadAfterZoneLoss({ loadPerBroker: 50, brokersPerZone: 2, zones: zones + 1 }).value,
};

describe.each([
  ['does not fall', growing, 1],
  ['does not grow', falling, -1],
] as const)('%s', (_, formulas, sign) => {
  it.each(Object.entries(formulas))('%s', (__, value) => {
    fc.assert(
      fc.property(whole(1_000), whole(1_000), (a, b) => {
        const [less, more] = [value(Math.min(a, b)), value(Math.max(a, b))];
        expect(sign * (more - less)).toBeGreaterThanOrEqual(-1e-9 * Math.abs(less));
      }),
    );
  });
});

describe('what always holds', () => {
  it('max.poll.records is a whole number of at least 1, and fits the budget where one record does', () => {
    fc.assert(
      fc.property(positive(1e7), positive(1e6), (maxPollIntervalMs, p99MsPerRecord) => {
        const records = maxPollRecords({ maxPollIntervalMs, p99MsPerRecord }).value;
        expect(Number.isInteger(records) && records >= 1).toBe(true);
        if (p99MsPerRecord <= maxPollIntervalMs / 2)
          expect(pollFits({ records, p99MsPerRecord, maxPollIntervalMs })).toBe(true);
      }),
    );
  });

  it('what is unread is lost no sooner than the headroom, and sooner the slower the reader', () => {
    fc.assert(
      fc.property(positive(1_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (headroom, pace) => {
        const loss = timeToLoss({ headroom, pace })?.value ?? Number.NaN;
        expect(loss).toBeGreaterThanOrEqual(headroom);
        expect(timeToLoss({ headroom, pace: pace / 2 })?.value).toBeLessThanOrEqual(loss);
      }),
    );
  });

  it('a majority of the controllers survives the failures they were planned for, and one controller less has none', () => {
    fc.assert(
      fc.property(whole(50), (failures) => {
        const controllers = controllersFor({ failures }).value;
        expect(controllers - failures).toBeGreaterThan(controllers / 2);
        expect(controllers - 1 - failures).toBeLessThanOrEqual((controllers - 1) / 2);
      }),
    );
  });

  it('a share group keeps at least as many members busy as a consumer group, up to its size', () => {
    fc.assert(
      fc.property(whole(500), whole(200), (partitions, consumers) => {
        expect(activeShareMembers({ consumers }).value).toBeGreaterThanOrEqual(
          activeMembers({ partitions, consumers }).value,
        );
      }),
    );
  });

  it('the parts of the price of traffic between zones add up', () => {
    fc.assert(
      fc.property(
        positive(1_000),
        positive(1_000),
        whole(3),
        fc.integer({ min: 2, max: 6 }),
        (into, out, rf, zones) => {
          const { produce, replication, consume, total } = crossZoneUsdPerMonth({
            ingressMbPerS: into,
            egressMbPerS: out,
            replicationFactor: rf,
            zones,
            usdPerGb: 0.02,
          });
          expect(total.value).toBeCloseTo(produce.value + replication.value + consume.value, 6);
        },
      ),
    );
  });
});
