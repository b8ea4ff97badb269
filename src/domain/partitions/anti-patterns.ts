import { noFacts } from '../anti-patterns/facts.ts';
import { antiPatternsOf } from '../anti-patterns/rules.ts';
import type { Finding } from '../finding.ts';
import { show } from '../words.ts';
import { grownNeedOf, PARTITIONS_PER_CONSUMER } from './counting.ts';
import type { WeighedPlan } from './rule.ts';

type Weighed = Pick<WeighedPlan, 'premises' | 'loads' | 'hotKey' | 'counting'>;

/** The anti-patterns of every advisor, as far as this plan shows them. */
export function antiPatternsIn(plan: Weighed): Finding[] {
  const { premises, counting } = plan;
  const inPlace = counting.binding.id === 'current' && counting.base < counting.partitions;
  return antiPatternsOf({
    ...noFacts,
    messagesPerS: premises.targetMessagesPerS,
    averageBytes: premises.averageBytes,
    partitions: counting.partitions,
    partitionsDemandedBy: inPlace ? null : demandedBy(plan),
    partitionsNeeded: inPlace ? counting.base : null,
    replicationFactor: premises.replicationFactor,
    brokers: premises.brokers,
    orderMatters: premises.ordered,
    keyed: premises.withKeys,
  });
}

/** A topic owes a number that was measured from here on. */
const REVIEW_ABOVE = 50;

/** The measured number that asks for most, in short, since the plan shows its formula; null: none asks for so many. */
function demandedBy({ loads, hotKey, counting, premises }: Weighed): string | null {
  const measured = [
    ...loads.flatMap((load) => (load.assumed ? [] : [{ who: load.who, asks: grownNeedOf(load, premises.growth) }])),
    ...(hotKey === null || hotKey.needed === null || hotKey.load.assumed
      ? []
      : [{ who: 'the hottest key', asks: hotKey.needed }]),
  ];
  const most = measured.reduce((one, other) => (other.asks > one.asks ? other : one), { who: '', asks: 0 });
  if (most.asks <= REVIEW_ABOVE && most.asks < counting.base) return null;
  const said = `${most.who} ask${most.who === 'producers' ? '' : 's'} for ${show(most.asks)}`;
  const { consumers } = premises;
  if (most.asks >= counting.base) return said;
  return `${said}, the rest comes from ${consumers !== null && PARTITIONS_PER_CONSUMER * consumers >= counting.base ? `${PARTITIONS_PER_CONSUMER} × ${show(consumers)} consumers` : 'an assumed rate'}`;
}
