import { noFacts, type StreamFacts } from '../anti-patterns/facts.ts';
import { count } from '../words.ts';
import { isCommittedFor } from './committing.ts';
import type { Design } from './design.ts';
import type { GivenConfig } from './given-config.ts';
import type { ConsumerClient } from './request.ts';

/** More partitions than this owe a reason; the consumers that are needed at peak are one. */
const REVIEW_THRESHOLD = 50;
/** Up to so many partitions for each consumer that is needed at peak, their number is what asks for them: an even split. */
const PARTITIONS_PER_NEED = 1.5;
const HOUR_MS = 3_600_000;

/** What the anti-patterns look at. What was only assumed is not known to them. */
export function factsOf(design: Design, config: GivenConfig | null, commitsByItself: boolean | null): StreamFacts {
  const { premises, sizing } = design;
  const { rate, averageBytes, retentionHours, brokers } = premises;
  return {
    ...noFacts,
    requestReply: premises.requestReply,
    messagesPerS: rate?.value ?? null,
    averageBytes: averageBytes.assumed ? null : averageBytes.value,
    largestBytes: premises.largestBytes,
    partitions: sizing.partitions,
    ...reasonOf(design),
    brokers: brokers.assumed ? null : brokers.value,
    consumers: 1,
    orderMatters: premises.ordered,
    // Automatic commits are commits; whether they come too early is a finding of its own.
    commits: commitsByItself === true || isCommittedFor(premises) ? true : premises.commits,
    startsAt: startOf(config, premises.client),
    lagWatched: premises.lagAlerts,
    retentionMs: retentionHours.assumed ? null : retentionHours.value * HOUR_MS,
  };
}

/** Of what the user wrote: a default is no decision. */
function startOf(config: GivenConfig | null, client: ConsumerClient): StreamFacts['startsAt'] {
  if (client === 'kafkajs') {
    const fromBeginning = config?.given('fromBeginning') ? config.flag('fromBeginning') : null;
    return fromBeginning === null ? null : fromBeginning ? 'earliest' : 'latest';
  }
  const reset = config?.given('auto.offset.reset') ? config.text('auto.offset.reset')?.toLowerCase() : undefined;
  if (reset === 'earliest' || reset === 'smallest' || reset === 'beginning') return 'earliest';
  return reset === 'latest' || reset === 'largest' || reset === 'end' ? 'latest' : null;
}

/** Why the topic has so many partitions, as far as this group is a reason. Members of a share group ask for none. */
function reasonOf({
  premises,
  sizing,
  protocol,
}: Design): Pick<StreamFacts, 'partitionsDemandedBy' | 'partitionsNeeded'> {
  const { needed, partitions, chosen, byWorkers } = sizing;
  if (needed === null || byWorkers || protocol.protocol === 'share')
    return { partitionsDemandedBy: null, partitionsNeeded: null };
  const planned = chosen.partitions && chosen.instances;
  if (planned || (needed > REVIEW_THRESHOLD && partitions <= needed * PARTITIONS_PER_NEED))
    return {
      partitionsDemandedBy: `${count(needed, 'consumer')} ${needed === 1 ? 'is' : 'are'} needed at peak${planned ? ', and an instance to spare' : ''}${premises.meanMs.assumed ? ', if a message takes the assumed time' : ''}`,
      partitionsNeeded: null,
    };
  return { partitionsDemandedBy: null, partitionsNeeded: premises.meanMs.assumed || chosen.partitions ? null : needed };
}
