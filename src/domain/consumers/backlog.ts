import type { Figure } from '../advice/figure.ts';
import { catchUpSeconds } from '../formulas/catch-up.ts';
import type { Computed } from '../formulas/computed.ts';
import { SHARE_GROUP_MAX_SIZE } from '../formulas/members.ts';
import { ceiling } from '../partitions/arithmetic.ts';
import { count, show } from '../words.ts';
import type { Membership } from './membership.ts';
import type { PollBudget } from './polling.ts';
import { inputOf, type Premises } from './premises.ts';
import type { ProtocolChoice } from './protocol.ts';
import type { Sizing } from './sizing.ts';
import { perSecond, rounded } from './words.ts';

/** A kafkajs member hears of a rebalance with its next heartbeat: the default interval. */
const KAFKAJS_NOTICE_MS = 3_000;
/** scheduled.rebalance.max.delay.ms: tasks of a worker that is gone wait so long for it. Source: Apache Kafka 4.3 DistributedConfig. */
const CONNECT_DELAY_S = 300;

/** How long the partitions of an instance that was stopped have no reader, s; null: the others take them at once. */
export function awayOf(
  { client, restart }: Premises,
  { protocol }: Pick<ProtocolChoice, 'protocol'>,
  { instances }: Sizing,
  { isStatic, sessionMs }: Membership,
): number | null {
  if (isStatic || instances === 1) return restart.value;
  if (client === 'connect') return Math.min(restart.value, CONNECT_DELAY_S);
  // KafkaStreams.close() leaves the group with the streams protocol only. Source: apache/kafka PR 21433.
  return client === 'streams' && protocol !== 'streams' ? Math.min(restart.value, sessionMs / 1_000) : null;
}

/** What waits when an instance is back: all of its share where nobody took it over, else what the others could not carry. */
export function waitingOf(
  { rate, meanMs, p99Ms, restart, client }: Premises,
  sizing: Sizing,
  { batchMs, records }: PollBudget,
  awayS: number | null,
  shared: boolean,
): Figure | null {
  const { members, threads, workMs, partitions, byWorkers } = sizing;
  if (rate === null) return null;
  const name = 'deploy_backlog_messages';
  if (client === 'kafkajs') {
    const stopMs = KAFKAJS_NOTICE_MS + batchMs;
    return {
      name,
      value: ceiling((rate.value * stopMs) / 1_000),
      formula: `${perSecond(rate.value)} × (${show(KAFKAJS_NOTICE_MS)} ms heartbeat + ${show(batchMs)} ms ${records === 1 ? 'slowest message' : 'slowest messages of one commit'}), at each stop and start`,
      inputs: [inputOf(rate), inputOf(p99Ms)],
      source: 'derived: eager rebalance, every member stops',
    };
  }
  if (awayS !== null) {
    const owned = shared ? partitions : Math.min(partitions, threads * Math.ceil(partitions / members));
    return {
      name,
      value: ceiling((rate.value / partitions) * owned * awayS),
      formula: `${perSecond(rate.value)} × ${show(owned)} of ${count(partitions, 'partition')} × ${show(awayS)} s`,
      inputs: [inputOf(rate), inputOf(restart), `partitions = ${partitions}`],
      source: 'derived: rate × time away',
    };
  }
  if (byWorkers) return null;
  const inputs = [inputOf(rate), inputOf(meanMs), inputOf(restart)];
  if (shared) {
    const others = (Math.min(members - threads, SHARE_GROUP_MAX_SIZE) * 1_000) / workMs;
    return {
      name,
      value: ceiling(Math.max(0, rate.value - others) * restart.value),
      formula: `max(0, ${show(rate.value)} − ${perSecond(others)} of the others) × ${show(restart.value)} s`,
      inputs,
      source: 'derived: rate × time away',
    };
  }
  const { each, groups } = othersOf(rate.value, sizing, members - threads);
  const over = groups.filter(({ arriving }) => arriving > each);
  const perS = over.reduce((sum, group) => sum + group.members * (group.arriving - each), 0);
  const terms = over.map(
    (group) => `${count(group.members, 'member')} × (${show(group.arriving)} − ${perSecond(rounded(each))})`,
  );
  return {
    name,
    value: ceiling(perS * restart.value),
    formula:
      terms.length === 0
        ? `0: each of the others keeps up, with up to ${perSecond(rounded(groups[0]?.arriving ?? 0))} of the ${show(rounded(each))} that it can do`
        : `${terms.length === 1 ? terms.join('') : `(${terms.join(' + ')})`} × ${show(restart.value)} s`,
    inputs: [...inputs, `partitions = ${partitions}`],
    source: 'derived: each of the others by the partitions that it has',
  };
}

/** What each member does, and those that are left by what arrives at them: some with one partition more, then the rest. */
function othersOf(rate: number, { partitions, workMs }: Sizing, left: number) {
  const active = Math.min(left, partitions);
  const few = Math.floor(partitions / active);
  const more = partitions % active;
  const group = (members: number, owned: number) => ({ members, arriving: (rate / partitions) * owned });
  return {
    each: 1_000 / workMs,
    groups: [group(more, few + 1), group(active - more, few)].filter(({ members }) => members > 0),
  };
}

/** Until the fullest member, all of whose partitions have a part of the backlog, is even again. null: never, or not known. */
export function drainOf(
  { rate, restart, client }: Premises,
  sizing: Sizing,
  awayS: number | null,
  backlog: number,
  shared: boolean,
): Computed | null {
  const { partitions, members, threads, workMs, byWorkers } = sizing;
  if (rate === null || byWorkers) return null;
  if (shared)
    return catchUpSeconds({
      lag: backlog,
      producedPerS: rate.value,
      consumedPerS: (Math.min(members, SHARE_GROUP_MAX_SIZE) * 1_000) / workMs,
    });
  const each = 1_000 / workMs;
  const perPartition = rate.value / partitions;
  const owned = Math.ceil(partitions / members);
  const lag = owned * perPartition;
  if (awayS !== null) return ofTheFullest(lag * awayS, lag, each);
  if (client === 'kafkajs') return ofTheFullest((backlog / partitions) * owned, lag, each);
  const taken = Math.ceil(partitions / Math.min(partitions, members - threads));
  return ofTheFullest(owned * (perPartition - each / taken) * restart.value, lag, each);
}

function ofTheFullest(lag: number, producedPerS: number, consumedPerS: number): Computed | null {
  const drained = catchUpSeconds({ lag: rounded(lag), producedPerS, consumedPerS });
  return drained === null ? null : { ...drained, formula: `${drained.formula} of the fullest member` };
}
