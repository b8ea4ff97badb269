import { show } from '../words.ts';
import { greatestCommonDivisor, rounded } from './arithmetic.ts';
import type { InternalTopic } from './internal-topics.ts';
import type { Premises } from './premises.ts';
import { roundUp } from './rounding.ts';

/** What it costs to add partitions to this topic. */
export interface GrowingLater {
  readonly says: string;
  /** Empty where no key keeps its place. */
  readonly steps: GrowthStep[];
  readonly safe_procedure: string[];
}

interface GrowthStep {
  readonly step: 'current to planned' | 'doubling' | 'next step';
  readonly from: number;
  readonly to: number;
  readonly moved_share_of_keys: number;
  readonly formula: string;
}

/**
 * Share of keys that change their partition from P to Q: `1 − P ÷ lcm(P, Q)`, which is `1 − gcd(P, Q) ÷ Q`.
 * Source: modulo arithmetic, confirmed by simulating murmur2.
 */
export const movedShareOfKeys = (from: number, to: number): number => 1 - greatestCommonDivisor(from, to) / to;

export function growingLater(premises: Premises, partitions: number): GrowingLater {
  if (!premises.keyed)
    return {
      says: 'No order per key to break: partitions can be added at any time, and Kafka moves no old data.',
      steps: [],
      safe_procedure: [
        'kafka-topics.sh --bootstrap-server B --alter --topic T --partitions N',
        'Consumers on auto.offset.reset=latest can skip records written before they find a new partition: by_duration (since 4.0) or earliest avoids it.',
      ],
    };
  return {
    says: premises.compacted
      ? 'Never grow a compacted topic: a moved key leaves its last value in the old partition for ever, and its tombstone goes to the new one. The same holds for an input of Kafka Streams.'
      : 'Adding partitions moves keys while their old records stay: order per key breaks around the switch. Never grow an input of Kafka Streams, whose internal topics would no longer match.',
    steps: stepsOf(premises, partitions),
    safe_procedure: [
      'Create a new topic with the larger count (topic.v2).',
      premises.compacted
        ? 'Copy the latest value of each key into it, keyed anew, and keep copying until the switch.'
        : 'Stop the producers, or switch them all at one moment.',
      premises.compacted
        ? 'Switch the producers, let the copy reach the end of the old topic, then switch the consumers.'
        : 'Let every group drain the old topic to lag 0, then start it on the new one.',
      'Delete the old topic when nobody reads it.',
    ],
  };
}

/** A topic that a system keeps for itself is grown by that system alone. */
export const growingInternal = ({ whose, otherwise }: InternalTopic): GrowingLater => ({
  says: `Never by hand, if this is ${whose}: with another count ${otherwise}.`,
  steps: [],
  safe_procedure: [],
});

function stepsOf({ currentPartitions, brokers }: Premises, partitions: number): GrowthStep[] {
  const step = (name: GrowthStep['step'], from: number, to: number): GrowthStep => ({
    step: name,
    from,
    to,
    moved_share_of_keys: rounded(movedShareOfKeys(from, to), 4),
    formula: `1 − ${show(greatestCommonDivisor(from, to))} ÷ ${show(to)}`,
  });
  const next = roundUp(partitions + 1, brokers);
  const steps: GrowthStep[] = [];
  if (currentPartitions !== null && currentPartitions < partitions)
    steps.push(step('current to planned', currentPartitions, partitions));
  if (next !== 2 * partitions) steps.push(step('next step', partitions, next));
  steps.push(step('doubling', partitions, 2 * partitions));
  return steps;
}
