import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { ConfigCatalog } from '../../../src/domain/configs/catalog.ts';
import { planConsumers } from '../../../src/domain/consumers/plan.ts';
import { consumerClients, deliveries } from '../../../src/domain/consumers/request.ts';
import { configs } from '../../support/fake-ports.ts';

let catalog: ConfigCatalog;
beforeAll(async () => {
  catalog = await configs();
});

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const layout = fc.record({
  client: fc.constantFrom(...consumerClients),
  delivery: fc.constantFrom(...deliveries),
  ordering: fc.constantFrom('per_key' as const, 'none' as const),
  kafka_version: fc.constantFrom('3.9', '4.3'),
  processing_ms_per_message: fc.double({ min: 0.1, max: 2_000, noNaN: true }),
  partitions: maybe(fc.integer({ min: 1, max: 400 })),
  threads_per_instance: maybe(fc.integer({ min: 1, max: 12 })),
  restart_seconds: maybe(fc.integer({ min: 1, max: 400 })),
});
const rate = fc.double({ min: 0.01, max: 20_000, noNaN: true });
const figureOf = (plan: ReturnType<typeof planConsumers>, name: string) =>
  plan.figures.find((figure) => figure.name === name)?.value ?? Number.NaN;

test('more load never asks for fewer consumers, and never plans fewer members', () => {
  fc.assert(
    fc.property(layout, rate, rate, (given, one, other) => {
      const low = planConsumers({ ...given, messages_per_s: Math.min(one, other) }, catalog);
      const high = planConsumers({ ...given, messages_per_s: Math.max(one, other) }, catalog);
      expect(figureOf(high, 'consumers_needed')).toBeGreaterThanOrEqual(figureOf(low, 'consumers_needed'));
      expect(figureOf(high, 'members')).toBeGreaterThanOrEqual(figureOf(low, 'members'));
    }),
    { numRuns: 300 },
  );
});

test('planned members never outnumber the partitions or what a share group takes, and carry the peak where these allow it', () => {
  fc.assert(
    fc.property(layout, rate, (given, messages_per_s) => {
      const plan = planConsumers({ ...given, threads_per_instance: undefined, messages_per_s }, catalog);
      const { instances, threads_per_instance, partitions, protocol } = plan.group;
      const members = instances * threads_per_instance;
      if (protocol !== 'share') expect(members).toBeLessThanOrEqual(partitions);
      else expect(members).toBeLessThanOrEqual(200);
      if (figureOf(plan, 'consumers_needed') > (protocol === 'share' ? 200 : partitions)) return;
      expect(figureOf(plan, 'fullest_member_load')).toBeLessThanOrEqual(1);
    }),
    { numRuns: 300 },
  );
});

const lines = fc.uniqueArray(
  fc.constantFrom(
    ['enable.auto.commit', 'true'] as const,
    ['auto.offset.reset', 'latest'] as const,
    ['session.timeout.ms', '6000'] as const,
    ['heartbeat.interval.ms', '5000'] as const,
    ['group.protocol', 'consumer'] as const,
    ['max.poll.records', '5000'] as const,
    ['isolation.level', 'sometimes'] as const,
    ['fetch.min.byte', '1'] as const,
    ['acks', 'all'] as const,
  ),
  { minLength: 2 },
);
test('findings do not depend on the order of the configuration', () => {
  fc.assert(
    fc.property(lines, (entries) => {
      const findings = (given: typeof entries) =>
        planConsumers({ messages_per_s: 100, config: Object.fromEntries(given) }, catalog).findings;
      expect(findings([...entries].reverse())).toEqual(findings(entries));
    }),
  );
});
