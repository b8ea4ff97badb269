import { noFacts, type StreamFacts } from '../anti-patterns/facts.ts';
import { show } from '../words.ts';
import type { Design } from './design.ts';

/** More partitions than this owe a reason; the consumers that are needed at peak are one. */
const REVIEW_THRESHOLD = 50;
const HOUR_MS = 3_600_000;

/** What the anti-patterns look at. What was only assumed is not known to them. */
export function factsOf({ premises, sizing, protocol }: Design, commitsByItself: boolean | null): StreamFacts {
  const { rate, averageBytes, retentionHours, brokers } = premises;
  return {
    ...noFacts,
    requestReply: premises.requestReply,
    messagesPerS: rate?.value ?? null,
    averageBytes: averageBytes.assumed ? null : averageBytes.value,
    largestBytes: premises.largestBytes,
    partitions: sizing.partitions,
    partitionsDemandedBy:
      protocol.protocol !== 'share' && sizing.needed !== null && sizing.needed > REVIEW_THRESHOLD
        ? `${show(sizing.needed)} consumers are needed at peak`
        : null,
    brokers: brokers.assumed ? null : brokers.value,
    consumers: sizing.members,
    orderMatters: premises.ordered,
    commits: premises.commits ?? (commitsByItself === true ? true : null),
    lagWatched: premises.lagAlerts,
    retentionMs: retentionHours.assumed ? null : retentionHours.value * HOUR_MS,
  };
}
