import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ceiling } from '../../../src/domain/partitions/arithmetic.ts';
import { writingClients } from '../../../src/domain/partitions/clients.ts';
import type { PartitionDemand } from '../../../src/domain/partitions/demand.ts';
import { type PartitionPlan, planPartitions } from '../../../src/domain/partitions/plan.ts';
import { roundUp } from '../../../src/domain/partitions/rounding.ts';
import { KnownFailure } from '../../../src/failure.ts';

const LARGEST_PLAN = 2_000_000;

const positive = (max: number) => fc.double({ min: 0.001, max, noNaN: true });
const whole = (max: number) => fc.integer({ min: 1, max });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Consistent demands: with a rate, with or without everything else. */
const demands: fc.Arbitrary<PartitionDemand & { target_mb_per_s: number }> = fc.record({
  target_mb_per_s: positive(5_000),
  average_message_bytes: fc.constant(1_000),
  producer_mb_per_s_per_partition: maybe(positive(100)),
  consumer_mb_per_s_per_partition: maybe(positive(100)),
  processing_ms_per_message: maybe(positive(10)),
  target_utilisation: maybe(fc.double({ min: 0.6, max: 0.8, noNaN: true })),
  expected_consumers: maybe(whole(200)),
  growth_factor: maybe(fc.double({ min: 1, max: 10, noNaN: true })),
  brokers: maybe(fc.integer({ min: 3, max: 60 })),
  ordering: maybe(fc.constantFrom('per_key' as const, 'none' as const)),
  key_cardinality: maybe(whole(1_000_000)),
  current_partitions: maybe(whole(500)),
  cleanup_policy: maybe(fc.constantFrom('delete' as const, 'compact' as const)),
  latency_sensitive: maybe(fc.boolean()),
});

/** null: more than any cluster has held. */
function plan(demand: PartitionDemand) {
  try {
    return planPartitions(demand);
  } catch (error) {
    if (error instanceof KnownFailure && error.what.includes('These numbers ask for')) return null;
    throw error;
  }
}
const partitions = (demand: PartitionDemand) => plan(demand)?.partitions ?? Number.POSITIVE_INFINITY;

/** What must be carried, before rounding. */
const need = (demand: PartitionDemand) =>
  Math.max(
    ...(plan(demand)
      ?.candidates.filter(({ id }) => id !== 'F5-rounding' && id !== 'current')
      .map((one) => one.partitions) ?? [Number.POSITIVE_INFINITY]),
  );

/** What the loads ask for, growth included. */
const loadNeed = ({ candidates }: PartitionPlan): number =>
  Math.max(1, ...candidates.filter(({ id }) => /^F[124]-/.test(id)).map((one) => one.partitions));

describe('planPartitions', () => {
  it('never answers more load with fewer partitions', () => {
    fc.assert(
      fc.property(demands, fc.double({ min: 1, max: 20, noNaN: true }), (demand, more) => {
        const larger = { ...demand, target_mb_per_s: demand.target_mb_per_s * more };
        expect(partitions(larger)).toBeGreaterThanOrEqual(partitions(demand));
      }),
    );
  });

  it('never answers a hotter key with fewer partitions as long as the key fits', () => {
    fc.assert(
      fc.property(demands, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (demand, share) => {
        const keyed = { ...demand, ordering: 'per_key' as const, key_cardinality: undefined };
        const hot = plan({ ...keyed, hottest_key_share: share });
        const hotter = plan({ ...keyed, hottest_key_share: share * 1.5 });
        if (hot === null || hotter?.hot_key?.verdict !== 'fits') return;
        expect(hotter.partitions).toBeGreaterThanOrEqual(hot.partitions);
      }),
    );
  });

  it('plans no hundreds of partitions for a hot key where all else asks for less than half of them', () => {
    fc.assert(
      fc.property(demands, fc.double({ min: 1e-5, max: 1, noNaN: true }), (demand, share) => {
        const keyed = { ...demand, ordering: 'per_key' as const, key_cardinality: undefined };
        const hot = plan({ ...keyed, hottest_key_share: share });
        const even = plan(keyed);
        if (hot === null || even === null) return;
        // Rounding up to a multiple of the brokers comes on top.
        expect(hot.partitions).toBeLessThanOrEqual(Math.max(50, 2 * even.partitions) + (demand.brokers ?? 12));
        expect(hot.partitions).toBeGreaterThanOrEqual(even.partitions);
        const load = hot.hot_key?.hottest_partition_load ?? 0;
        if (hot.hot_key?.verdict === 'fits') expect(load).toBeLessThanOrEqual(1.001);
        else expect(load).toBeGreaterThanOrEqual(0.999);
      }),
    );
  });

  it('never answers a number of keys alone with a larger count, nor with less than the load needs', () => {
    fc.assert(
      fc.property(demands, whole(1_000), (demand, keys) => {
        const [few, unknown] = [
          plan({ ...demand, key_cardinality: keys }),
          plan({ ...demand, key_cardinality: undefined }),
        ];
        if (few === null || unknown === null) return;
        expect(few.partitions).toBeLessThanOrEqual(unknown.partitions);
        expect(few.partitions).toBeGreaterThanOrEqual(Math.max(demand.expected_consumers ?? 1, loadNeed(few)));
      }),
    );
  });

  it('never gives consumers alone more than owes no reason, but one partition each', () => {
    fc.assert(
      fc.property(demands, whole(200), (demand, consumers) => {
        const answer = plan({ ...demand, expected_consumers: consumers, current_partitions: undefined });
        if (answer?.binding_constraint.id !== 'F3-consumers') return;
        expect(answer.partitions).toBeGreaterThanOrEqual(consumers);
        if (consumers <= 50) expect(answer.partitions).toBeLessThanOrEqual(50);
      }),
    );
  });

  it('more consumers never lower the count, and a growth factor never does', () => {
    fc.assert(
      fc.property(demands, whole(200), (demand, consumers) => {
        expect(partitions({ ...demand, expected_consumers: consumers + 1 })).toBeGreaterThanOrEqual(
          partitions({ ...demand, expected_consumers: consumers }),
        );
        expect(partitions({ ...demand, growth_factor: 3 })).toBeGreaterThanOrEqual(
          partitions({ ...demand, growth_factor: 2 }),
        );
      }),
    );
  });

  it('a slower handler never lowers the count, nor does more growth in a year or a longer horizon', () => {
    const more = fc.double({ min: 1, max: 20, noNaN: true });
    fc.assert(
      fc.property(
        demands,
        positive(10),
        fc.double({ min: 0, max: 50, noNaN: true }),
        more,
        (demand, ms, percent, by) => {
          const slow = { ...demand, processing_ms_per_message: ms };
          expect(partitions({ ...slow, processing_ms_per_message: ms * by })).toBeGreaterThanOrEqual(partitions(slow));
          const grown = { ...demand, growth_factor: undefined, growth_percent_per_year: percent, horizon_months: 6 };
          expect(partitions({ ...grown, growth_percent_per_year: percent * by })).toBeGreaterThanOrEqual(
            partitions(grown),
          );
          expect(partitions({ ...grown, horizon_months: 6 * by })).toBeGreaterThanOrEqual(partitions(grown));
        },
      ),
    );
  });

  it('says of each limit whether it is passed, and names each that is in a finding', () => {
    const ruleOf: Readonly<Record<string, string>> = {
      'partitions of the topic': 'ANTI-OVER-50-PARTITIONS',
      'partitions in one CreateTopics request': 'PARTITIONS-CREATE-LIMIT',
      'replicas per broker': 'PARTITIONS-BROKER-LIMIT',
      'replicas per broker, one broker down': 'PARTITIONS-BROKER-LIMIT',
      'replicas of the cluster': 'PARTITIONS-CLUSTER-LIMIT',
      'replicas per broker for low latency': 'PARTITIONS-LATENCY-LIMIT',
      'MB/s through the network card of a broker': 'PARTITIONS-BROKER-BANDWIDTH',
      'MiB of batches in a producer that writes to all partitions': 'PARTITIONS-PRODUCER-BUFFER',
    };
    const crowded = fc.tuple(
      demands,
      fc.integer({ min: 3, max: 60 }),
      fc.integer({ min: 0, max: 300_000 }),
      positive(50),
    );
    fc.assert(
      fc.property(crowded, ([demand, brokers, existing, slow]) => {
        const answer = plan({
          ...demand,
          ...{
            brokers,
            existing_replicas_on_cluster: existing,
            processing_ms_per_message: slow,
            latency_sensitive: true,
          },
        });
        if (answer === null) return;
        const rules = answer.findings.map(({ rule }) => rule);
        for (const { limit, value, most, status } of answer.limits) {
          expect([limit, status === 'ok']).toEqual([limit, value <= most]);
          if (status !== 'ok') expect(rules).toContain(ruleOf[limit]);
        }
      }),
    );
  });

  it('finds the same whatever the order of the clients', () => {
    const lists = fc.array(fc.constantFrom(...writingClients), { maxLength: 8 });
    fc.assert(
      fc.property(demands, lists, (demand, clients) => {
        expect(plan({ ...demand, clients: [...clients].reverse(), sample_key: 'k' })).toEqual(
          plan({ ...demand, clients, sample_key: 'k' }),
        );
      }),
    );
  });

  it('stays within the need and the largest plan, on a multiple of the brokers or an even number', () => {
    fc.assert(
      fc.property(demands, (demand) => {
        const answer = plan(demand);
        if (answer === null) return;
        const needed = need(demand);
        expect(answer.partitions).toBeGreaterThanOrEqual(needed);
        expect(answer.partitions).toBeLessThanOrEqual(LARGEST_PLAN);
        const { brokers, current_partitions } = demand;
        const asIs = answer.candidates.some(({ formula }) => formula.includes('not rounded up'));
        if (asIs) expect(answer.partitions).toBe(needed);
        if (asIs) return;
        const kept = answer.binding_constraint.id === 'current';
        const leadersEverywhere = brokers !== undefined && (brokers <= 12 || needed >= brokers);
        const even = answer.partitions % 12 === 0 || [6, 30].includes(answer.partitions);
        expect(
          kept
            ? answer.partitions === current_partitions
            : leadersEverywhere
              ? answer.partitions % brokers === 0
              : even || answer.partitions === brokers,
        ).toBe(true);
      }),
    );
  });

  it('asks for no less when there are more brokers', () => {
    fc.assert(
      fc.property(demands, fc.integer({ min: 3, max: 60 }), whole(40), (demand, brokers, more) => {
        expect(need({ ...demand, brokers: brokers + more })).toBe(need({ ...demand, brokers }));
        expect(roundUp(more, brokers)).toBeGreaterThanOrEqual(more);
      }),
    );
  });

  it('gives the same answer for the same arguments in any order', () => {
    fc.assert(
      fc.property(demands, (demand) => {
        const reversed: PartitionDemand = Object.fromEntries(Object.entries(demand).reverse());
        expect(plan(reversed)).toEqual(plan(demand));
      }),
    );
  });

  it('holds only finite numbers and answers extremes at once', () => {
    const extreme = fc.constantFrom(1e-9, 0.001, 1, 3.3, 1e4);
    const extremes = fc.record({
      target_messages_per_s: fc.constantFrom(1e-9, 0.001, 1, 3.3, 1e9),
      average_message_bytes: fc.constantFrom(1, 1e9),
      producer_mb_per_s_per_partition: maybe(extreme),
      consumer_mb_per_s_per_partition: maybe(extreme),
      processing_ms_per_message: maybe(extreme),
      expected_consumers: maybe(fc.constantFrom(1, 1e5)),
      growth_factor: maybe(fc.constantFrom(1, 100)),
      brokers: maybe(fc.constantFrom(3, 1e4)),
      existing_replicas_on_cluster: fc.constant(undefined),
      key_cardinality: maybe(fc.constantFrom(1e6, 1e15)),
      hottest_key_share: maybe(fc.constantFrom(1e-6, 0.5, 1)),
      current_partitions: maybe(fc.constantFrom(1, 1e6)),
      latency_sensitive: fc.boolean(),
    });
    fc.assert(
      fc.property(extremes, (demand) => {
        const started = performance.now();
        const answer = plan(demand);
        expect(performance.now() - started).toBeLessThan(10_000);
        for (const number of numbersIn(answer)) expect(Number.isFinite(number)).toBe(true);
        expect(JSON.stringify(answer)).not.toMatch(/NaN|Infinity|∞/);
      }),
      { numRuns: 500 },
    );
  });
});

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe('ceiling', () => {
  it.each([
    [0.3 / 0.1, 3],
    [(0.1 + 0.2) / 0.1, 3],
    [60 / 10, 6],
    [6.000001, 7],
    [42.86, 43],
    [1e-6, 1],
    [18.000000000000004, 18],
  ])('of %d is %i', (value, expected) => {
    expect(ceiling(value)).toBe(expected);
  });

  it('is exact for every quotient of tenths', () => {
    fc.assert(
      fc.property(whole(100_000), whole(1_000), (tenths, perPartitionTenths) => {
        expect(ceiling(tenths / 10 / (perPartitionTenths / 10))).toBe(Math.ceil(tenths / perPartitionTenths));
      }),
    );
  });
});
