import { noFacts } from '../anti-patterns/facts.ts';
import { antiPatternsOf } from '../anti-patterns/rules.ts';
import type { Finding } from '../finding.ts';
import type { Counting } from './counting.ts';
import type { WeighedPlan } from './rule.ts';

/** The anti-patterns of every advisor, as far as this plan shows them. */
export function antiPatternsIn(plan: Pick<WeighedPlan, 'premises' | 'loads' | 'hotKey' | 'counting'>): Finding[] {
  const { premises, counting } = plan;
  return antiPatternsOf({
    ...noFacts,
    messagesPerS: premises.targetMessagesPerS,
    averageBytes: premises.averageBytes,
    partitions: counting.partitions,
    partitionsDemandedBy: demandedBy(plan),
    replicationFactor: premises.replicationFactor,
    brokers: premises.brokers,
    orderMatters: premises.ordered,
    keyed: premises.withKeys,
  });
}

/** What was measured, or what is there already; null where an assumption or a number of consumers made the count. */
function demandedBy({
  loads,
  hotKey,
  counting,
}: { readonly counting: Counting } & Pick<WeighedPlan, 'loads' | 'hotKey'>) {
  const { id, says } = counting.binding;
  const load = id === 'hot-key' ? hotKey?.load : loads.find((one) => one.id === id);
  return id === 'current' || (load !== undefined && !load.assumed) ? says : null;
}
