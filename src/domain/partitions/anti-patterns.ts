import { noFacts } from '../anti-patterns/facts.ts';
import { antiPatternsOf } from '../anti-patterns/rules.ts';
import type { Finding } from '../finding.ts';
import { SHARE_GROUP_MAX_SIZE } from '../formulas/members.ts';
import { count, show } from '../words.ts';
import type { Claim } from './counting.ts';
import { hotKeyRemedy } from './hot-key.ts';
import { heaviest } from './loads.ts';
import { REVIEW_PARTITIONS_PER_TOPIC } from './rounding.ts';
import type { WeighedPlan } from './rule.ts';

/** The most that group.share.max.size takes. Source: Apache Kafka GroupCoordinatorConfig, `[10, 1000]`. */
const LARGEST_SHARE_GROUP = 1_000;

type Weighed = Pick<WeighedPlan, 'premises' | 'loads' | 'hotKey' | 'counting'>;

/** The anti-patterns of every advisor, as far as this plan shows them. */
export function antiPatternsIn(plan: Weighed): Finding[] {
  const { premises, counting } = plan;
  const inPlace = counting.binding.id === 'current' && counting.base < counting.partitions;
  const known = counting.claims.some(({ assumed }) => !assumed);
  return antiPatternsOf({
    ...noFacts,
    messagesPerS: premises.targetMessagesPerS,
    averageBytes: premises.averageBytes,
    partitions: counting.partitions,
    partitionsDemandedBy: inPlace ? null : demandedBy(plan),
    partitionsNeeded: inPlace && known ? counting.base : null,
    partitionsRemedy: remedyOfWhatBinds(plan),
    replicationFactor: premises.replicationFactor,
    brokers: premises.brokers,
    orderMatters: premises.ordered,
    keyed: premises.withKeys,
  });
}

/** The number that somebody gave and that asks for most, in short, since the plan shows its formula; null: none asks for so many. */
function demandedBy({ loads, counting, premises }: Weighed): string | null {
  const { claims, base } = counting;
  const given = claims.filter(({ assumed }) => !assumed);
  const most = given.reduce<Claim | null>((one, other) => (one === null || other.asks > one.asks ? other : one), null);
  if (most === null || (most.asks <= REVIEW_PARTITIONS_PER_TOPIC && most.asks < base)) return null;
  const who =
    most.id === 'hot-key'
      ? 'the hottest key asks'
      : most.id === 'F3-consumers'
        ? `${count(premises.consumers ?? 0, 'consumer')} ask`
        : (loads.find(({ id }) => id === most.id)?.who ?? 'its load') + (most.id === 'F1-producer' ? ' ask' : ' asks');
  return `${who} for ${show(most.asks)}${most.asks < base ? ', the rest comes from an assumed rate' : ''}`;
}

/** What makes the count smaller: only relaxing what binds does. null: the topic has them already. */
function remedyOfWhatBinds({ counting, hotKey, loads, premises }: Weighed): string | null {
  const { binding, throughputGrown } = counting;
  const load = loads.find(({ id }) => id === binding.id);
  if (load?.assumed === true)
    return `Measure what one partition carries for ${load.who}: the ${show(load.perPartition)} ${load.unit} that ask for so many are assumed. Then count again.`;
  if (binding.id === 'F1-producer')
    return 'Raise what a producer brings into one partition first: larger batches (batch.size, linger.ms), compression; or split the topic.';
  if (binding.id === 'F2-processing' && !premises.keyed) return remedyWithoutOrder(counting.base);
  if (binding.id === 'hot-key' && hotKey !== null) return hotKeyRemedy(premises);
  if (binding.id !== 'F3-consumers') return null;
  return throughputGrown === null
    ? 'Give the rate and the handler time: they say how many of these consumers have work, and fewer consumers need fewer partitions.'
    : `Run fewer consumers: the load needs ${show(throughputGrown)}${heaviest(loads)?.assumed === true ? ' at an assumed rate' : ''}. Fewer consumers need fewer partitions.`;
}

/** Members that need no order may share partitions. Source: KIP-932, production-ready in Apache Kafka 4.2. */
function remedyWithoutOrder(members: number): string {
  const faster =
    'Order is not needed, so let each consumer work on many records at once (batches, asynchronous I/O): half the time for each record is half the count.';
  if (members > LARGEST_SHARE_GROUP) return faster;
  const raised =
    members > SHARE_GROUP_MAX_SIZE ? `, with group.share.max.size raised from ${SHARE_GROUP_MAX_SIZE}` : '';
  return `${faster} Or a share group (Kafka 4.2 and later): its ${show(members)} members need no partition each${raised}.`;
}
