import type { ScenarioInput } from '../../../src/simulator/scenario/schema.ts';
import { scenario } from '../build.ts';

type Group = NonNullable<ScenarioInput['groups']>[number];

const slow = (name: string, type: Group['type'], topic: string): Group => ({
  ...{ name, type, topics: [topic], commit_every_s: 1 },
  members: [{ client_id: `${name}-{n}`, count: 2, per_s: 20 }],
});

/**
 * Three brokers, each of which leads a partition of every topic. By the place of their names in three partitions of
 * `__consumer_offsets`, broker 1 coordinates `invoices`, broker 2 `billing`, `search` and `shipping` (one of each type), and
 * broker 3 `fraud`. Every group lags on every partition, so that an answer that says otherwise is wrong.
 */
export const laggingShop = (more: Partial<ScenarioInput> = {}): ScenarioInput =>
  scenario({
    release: '4.3',
    offsets_partitions: 3,
    commit_history_s: 120,
    topics: [
      { name: 'orders', partitions: 3, replication_factor: 3, rates: [{ from_s: -300, per_s: 300 }] },
      { name: 'payments', partitions: 3, replication_factor: 3, rates: [{ from_s: -300, per_s: 90 }] },
    ],
    groups: [
      slow('invoices', 'classic', 'orders'),
      slow('billing', 'classic', 'orders'),
      slow('search', 'consumer', 'orders'),
      slow('shipping', 'share', 'payments'),
      slow('fraud', 'consumer', 'payments'),
    ],
    ...more,
  });
