import type { Figure } from '../advice/figure.ts';
import { catchUpSeconds } from '../formulas/catch-up.ts';
import type { Computed } from '../formulas/computed.ts';
import { recordsReadAgain } from '../formulas/delivery.ts';
import { SHARE_GROUP_MAX_SIZE } from '../formulas/members.ts';
import { ceiling } from '../partitions/arithmetic.ts';
import { count, percent, show } from '../words.ts';
import type { Membership } from './membership.ts';
import { handsOutOne, type PollBudget, TRANSACTION_INTERVAL_MS } from './polling.ts';
import { inputOf, type Premises } from './premises.ts';
import type { ProtocolChoice } from './protocol.ts';
import { ROUNDING, type Sizing } from './sizing.ts';
import { perSecond, rounded, SOURCE, seconds } from './words.ts';

/** What a stop, a deploy and a crash cost. */
export interface Deploys {
  /** Time between SIGTERM and SIGKILL that a clean stop needs. */
  readonly graceMs: number;
  readonly commitIntervalMs: number;
  /** Messages that wait when an instance is back; null: no rate is known. */
  readonly backlog: number | null;
  /** null: no rate is known, or it never drains. */
  readonly drainS: number | null;
  readonly standstillMs: number;
  readonly steps: readonly string[];
  readonly figures: readonly Figure[];
}

/** Commits at most this old are lost with a crash: auto.commit.interval.ms of Java and librdkafka. Source: ConsumerConfig. */
const COMMIT_INTERVAL_MS = 5_000;
/** Defaults of Streams, alone and with exactly_once_v2. Source: StreamsConfig. */
const STREAMS_COMMIT_INTERVAL_MS = { at_least_once: 30_000, exactly_once: 100 } as const;
/** offset.flush.interval.ms of a Connect worker. Source: WorkerConfig. */
const CONNECT_COMMIT_INTERVAL_MS = 60_000;
/** For the commit, the close and the leave request on top of the batch: rule of thumb. */
const CLOSE_MS = 10_000;
/** A kafkajs member hears of a rebalance with its next heartbeat: the default interval. */
const KAFKAJS_NOTICE_MS = 3_000;
/** scheduled.rebalance.max.delay.ms: tasks of a worker that is gone wait so long for it. Source: Apache Kafka 4.3 DistributedConfig. */
const CONNECT_DELAY_S = 300;
/** Where the batch in hand is abandoned and read again, the record in hand is what a stop waits for. */
const LONGEST_GRACE_MS = 120_000;

export function deploysOf(
  premises: Premises,
  { protocol }: ProtocolChoice,
  sizing: Sizing,
  poll: PollBudget,
  membership: Membership,
): Deploys {
  const { rate, p99Ms } = premises;
  const shared = protocol === 'share';
  const finishing = poll.batchMs;
  const wholeBatch = finishing + CLOSE_MS <= LONGEST_GRACE_MS;
  const graceMs = CLOSE_MS + (wholeBatch ? finishing : p99Ms.value);
  const commitIntervalMs = commitIntervalOf(premises);
  const away = awayOf(premises, { protocol }, sizing, membership);
  const waiting = waitingOf(premises, sizing, poll, away, shared);
  const drain = waiting === null || waiting.value === 0 ? null : drainOf(premises, sizing, away, waiting.value, shared);
  const standstillMs = shared ? poll.intervalMs : membership.sessionMs;
  const figures: Figure[] = [
    {
      name: 'shutdown_grace_ms',
      value: graceMs,
      formula: `${show(graceMs - CLOSE_MS)} ms ${wholeBatch && poll.batchMs > p99Ms.value ? 'slowest batch' : 'slowest record'} + ${show(CLOSE_MS)} ms commit and close`,
      inputs: [inputOf(p99Ms)],
      source: SOURCE.ruleOfThumb,
    },
    {
      name: 'standstill_after_crash_ms',
      value: standstillMs,
      formula: shared
        ? 'share.record.lock.duration.ms: then others get the records'
        : 'session timeout: then the others get the partitions',
      inputs: [],
      source: SOURCE.coordinator,
    },
  ];
  if (rate !== null) figures.push(replayFigure(premises, sizing, poll, commitIntervalMs, shared));
  if (waiting !== null) figures.push(waiting);
  if (drain !== null && waiting !== null)
    figures.push({
      name: 'deploy_drain_s',
      value: rounded(drain.value),
      formula: drain.formula,
      inputs: [`deploy_backlog_messages = ${waiting.value}`, `partitions = ${sizing.partitions}`],
      source: drain.source,
    });
  return {
    graceMs,
    commitIntervalMs,
    backlog: waiting?.value ?? null,
    drainS: drain?.value ?? null,
    standstillMs,
    steps: stepsOf(premises, sizing, membership, protocol, {
      awayS: away,
      backlog: waiting?.value ?? null,
      drainS: drain?.value ?? null,
      graceMs,
    }),
    figures,
  };
}

const commitIntervalOf = ({ client, delivery }: Premises): number => {
  if (client === 'connect') return CONNECT_COMMIT_INTERVAL_MS;
  if (delivery === 'exactly_once' && handsOutOne(client)) return TRANSACTION_INTERVAL_MS;
  if (client !== 'streams') return COMMIT_INTERVAL_MS;
  return delivery === 'exactly_once'
    ? STREAMS_COMMIT_INTERVAL_MS.exactly_once
    : STREAMS_COMMIT_INTERVAL_MS.at_least_once;
};

/** Records of one instance that are processed twice after it crashed. */
function replayFigure(
  { rate, delivery, client }: Premises,
  { working, instances, threads }: Sizing,
  { records }: PollBudget,
  commitIntervalMs: number,
  shared: boolean,
): Figure {
  const name = 'replayed_after_crash_messages';
  const perInstance = (rate?.value ?? 0) / working;
  // Streams and Connect commit by interval, whatever was asked for.
  const ownCommits = client !== 'streams' && client !== 'connect';
  if (ownCommits && delivery === 'at_most_once')
    return {
      name,
      value: 0,
      formula: handsOutOne(client)
        ? `0: offsets are committed first, and up to ${count(records * threads, 'record')} in hand ${records * threads === 1 ? 'is' : 'are'} lost instead`
        : '0: offsets are committed first, so the batch in hand is lost instead',
      inputs: [],
      source: SOURCE.consumerConfig,
    };
  if (shared)
    return {
      name,
      value: records * threads,
      formula: `${count(records, 'record')} in hand × ${count(threads, 'consumer')}`,
      inputs: [`max_poll_records = ${records}`],
      source: SOURCE.shareGroups,
    };
  const again = recordsReadAgain({ messagesPerS: perInstance, commitIntervalMs });
  const transactional = ownCommits && delivery === 'exactly_once';
  if (transactional && handsOutOne(client))
    return {
      name,
      value: Math.max(threads, ceiling(again.value)),
      formula: `max(${count(threads, 'consumer')}, ${again.formula}) of one instance: open transactions are aborted and done again`,
      inputs: [`messages_per_s = ${rate?.value ?? 0} (given)`, `transaction_interval_ms = ${commitIntervalMs}`],
      source: again.source,
    };
  if (transactional)
    return {
      name,
      value: records * threads,
      formula: `${count(records, 'record')} of one transaction × ${count(threads, 'consumer')}: aborted and done again`,
      inputs: [`records of one poll = ${records}`],
      source: SOURCE.consumerConfig,
    };
  return {
    name,
    value: ceiling(again.value),
    formula: `${again.formula}, of one instance of ${show(working)}${working < instances ? ' that work' : ''}`,
    inputs: [`messages_per_s = ${rate?.value ?? 0} (given)`, `commit_interval_ms = ${commitIntervalMs}`],
    source: again.source,
  };
}

/** How long the partitions of an instance that was stopped have no reader, s; null: the others take them at once. */
function awayOf(
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
function waitingOf(
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
function drainOf(
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

interface Costs {
  /** Time that its partitions have no reader, s; null: the others take them at once. */
  readonly awayS: number | null;
  readonly backlog: number | null;
  readonly drainS: number | null;
  readonly graceMs: number;
}

function stepsOf(
  premises: Premises,
  sizing: Sizing,
  { isStatic, sessionMs }: Membership,
  protocol: ProtocolChoice['protocol'],
  { awayS, backlog, drainS, graceMs }: Costs,
): string[] {
  const { restart, client, told } = premises;
  const ownProtocol = told.groupType === 'streams';
  const { instances, fullest, fullestOneDown } = sizing;
  const alone = instances === 1 && client !== 'streams' && client !== 'connect';
  const steps = [
    `One instance at a time (max unavailable 1${protocol === 'share' ? '' : ', no surge above the partitions'}); ready only once it ${protocol === 'share' ? 'polls' : 'has its partitions'}. Grace period at least ${seconds(graceMs)}.`,
  ];
  if (isStatic) {
    steps.push(
      `Static members: its partitions wait ${seconds(restart.value * 1_000)} and nothing moves.${backlog === null ? '' : ` ${count(Math.round(backlog), 'message')} ${Math.round(backlog) === 1 ? 'queues' : 'queue'} up${drainS === null ? ' and do not drain at this load' : `, drained ${seconds(drainS * 1_000)} after it is back`}.`}`,
      `Scaling in: a static member does not leave on close. Remove it (Admin.removeMembersFromConsumerGroup) or its partitions wait ${seconds(sessionMs)}.`,
    );
  } else if (client === 'kafkajs')
    steps.push(
      `Every stop and every start of an instance stops all members until the slowest message is done: ${show(2 * instances)} stops in a deploy of ${show(instances)}${backlog === null ? '' : `, about ${count(backlog, 'message')} late each`}.`,
    );
  else if (client === 'connect')
    steps.push(
      'A worker that is back within scheduled.rebalance.max.delay.ms (300 s) gets its own tasks again; until then they stand still.',
    );
  else if (alone) steps.push('With one instance nothing is read from its stop until it polls again.');
  else if (protocol === 'share')
    steps.push('A member that closes gives its records back at once; the others take them.');
  else if (protocol === 'streams')
    steps.push('A member that closes leaves at once: its tasks move, and move back when it returns.');
  else if (client === 'streams')
    steps.push(
      `Streams does not leave its group on close(): the rebalance waits up to ${seconds(sessionMs)} for the member that is gone.${restart.assumed ? ' Give restart_seconds to have static members.' : ''}`,
    );
  else steps.push('A member that closes leaves at once; only its partitions move, and move back when it returns.');
  const taken = awayS === null || awayS < restart.value;
  if (taken && fullestOneDown !== null && fullest !== null && fullest <= 1 + ROUNDING && instances > 1)
    steps.push(
      `While one is away the fullest of the others is ${percent(fullestOneDown)} busy at peak${fullestOneDown >= 1 - ROUNDING ? ': deploy off-peak' : ''}.`,
    );
  if (client === 'streams')
    steps.push(
      `Standby replicas (${ownProtocol ? 'group setting streams.num.standby.replicas' : 'num.standby.replicas'}) and a persistent state.dir spare the restore of the state.`,
    );
  steps.push(
    `Autoscaling: on time lag, ${protocol === 'share' ? `at most ${show(SHARE_GROUP_MAX_SIZE)} members` : `in steps that divide ${count(sizing.partitions, 'partition')}, at most ${count(sizing.partitions, 'member')} and a spare`}, with a cool-down longer than a rebalance.${isStatic ? ' Never let it copy a group.instance.id.' : ''}`,
  );
  return steps;
}
