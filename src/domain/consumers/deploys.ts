import type { Figure } from '../advice/figure.ts';
import { catchUpSeconds } from '../formulas/catch-up.ts';
import { recordsReadAgain } from '../formulas/delivery.ts';
import { SHARE_GROUP_MAX_SIZE } from '../formulas/members.ts';
import { count, percent, show } from '../words.ts';
import type { Membership } from './membership.ts';
import type { PollBudget } from './polling.ts';
import { inputOf, type Premises } from './premises.ts';
import type { ProtocolChoice } from './protocol.ts';
import type { Sizing } from './sizing.ts';
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
  const waiting = waitingOf(premises, sizing, membership, shared);
  const drain = waiting === null ? null : drainOf(premises, sizing, membership, waiting.value, shared);
  const standstillMs = shared ? poll.intervalMs : membership.sessionMs;
  const figures: Figure[] = [
    {
      name: 'shutdown_grace_ms',
      value: graceMs,
      formula: `${show(graceMs - CLOSE_MS)} ms ${wholeBatch && poll.records > 1 ? 'slowest batch' : 'slowest record'} + ${show(CLOSE_MS)} ms commit and close`,
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
      inputs: [`deploy_backlog_messages = ${waiting.value}`],
      source: drain.source,
    });
  return {
    graceMs,
    commitIntervalMs,
    backlog: waiting?.value ?? null,
    drainS: drain?.value ?? null,
    standstillMs,
    steps: stepsOf(premises, sizing, membership, protocol, waiting?.value ?? null, drain?.value ?? null, graceMs),
    figures,
  };
}

const commitIntervalOf = ({ client, delivery }: Premises): number => {
  if (client === 'connect') return CONNECT_COMMIT_INTERVAL_MS;
  if (client !== 'streams') return COMMIT_INTERVAL_MS;
  return delivery === 'exactly_once'
    ? STREAMS_COMMIT_INTERVAL_MS.exactly_once
    : STREAMS_COMMIT_INTERVAL_MS.at_least_once;
};

/** Records of one instance that are processed twice after it crashed. */
function replayFigure(
  { rate, delivery }: Premises,
  { working, instances, threads }: Sizing,
  { records }: PollBudget,
  commitIntervalMs: number,
  shared: boolean,
): Figure {
  const name = 'replayed_after_crash_messages';
  const perInstance = (rate?.value ?? 0) / working;
  if (delivery === 'at_most_once')
    return {
      name,
      value: 0,
      formula: '0: offsets are committed first, so the batch in hand is lost instead',
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
  return {
    name,
    value: Math.ceil(again.value),
    formula: `${again.formula}, of one instance of ${show(working)}${working < instances ? ' that work' : ''}`,
    inputs: [`messages_per_s = ${rate?.value ?? 0} (given)`, `commit_interval_ms = ${commitIntervalMs}`],
    source: again.source,
  };
}

/** What waits when an instance is back: all of its share where it is static, else what the others could not carry. */
function waitingOf(
  { rate, meanMs, p99Ms, restart, client }: Premises,
  sizing: Sizing,
  { isStatic }: Membership,
  shared: boolean,
): Figure | null {
  const { instances, working, members, threads, workMs } = sizing;
  if (rate === null) return null;
  if (client === 'kafkajs') {
    const stopMs = KAFKAJS_NOTICE_MS + p99Ms.value;
    return {
      name: 'deploy_backlog_messages',
      value: Math.ceil((rate.value * stopMs) / 1_000),
      formula: `${perSecond(rate.value)} × (${show(KAFKAJS_NOTICE_MS)} ms heartbeat + ${show(p99Ms.value)} ms slowest message), at each stop and start`,
      inputs: [inputOf(rate), inputOf(p99Ms)],
      source: 'derived: eager rebalance, every member stops',
    };
  }
  if (isStatic || instances === 1)
    return {
      name: 'deploy_backlog_messages',
      value: Math.ceil((rate.value / working) * restart.value),
      formula: `${perSecond(rate.value)} ÷ ${count(working, 'working instance')} × ${show(restart.value)} s`,
      inputs: [inputOf(rate), inputOf(restart)],
      source: 'derived: rate × time away',
    };
  const others = perS(members - threads, sizing, shared, workMs);
  return {
    name: 'deploy_backlog_messages',
    value: Math.ceil(Math.max(0, rate.value - others) * restart.value),
    formula: `max(0, ${show(rate.value)} − ${perSecond(others)} of the others) × ${show(restart.value)} s`,
    inputs: [inputOf(rate), inputOf(meanMs), inputOf(restart)],
    source: 'derived: rate × time away',
  };
}

/** Messages/s that so many members work off: no more of them count than there are partitions, or than a share group takes. */
const perS = (members: number, { partitions }: Sizing, shared: boolean, workMs: number): number =>
  (Math.min(members, shared ? SHARE_GROUP_MAX_SIZE : partitions) * 1_000) / workMs;

const drainOf = ({ rate }: Premises, sizing: Sizing, { isStatic }: Membership, lag: number, shared: boolean) =>
  rate === null || lag === 0
    ? null
    : catchUpSeconds({
        lag,
        producedPerS: isStatic ? rate.value / sizing.working : rate.value,
        consumedPerS: perS(sizing.members, sizing, shared, sizing.workMs) / (isStatic ? sizing.working : 1),
      });

function stepsOf(
  premises: Premises,
  sizing: Sizing,
  { isStatic, sessionMs }: Membership,
  protocol: ProtocolChoice['protocol'],
  backlog: number | null,
  drainS: number | null,
  graceMs: number,
): string[] {
  const { restart, client, told } = premises;
  const ownProtocol = told.groupType === 'streams';
  const { instances, fullest, fullestOneDown } = sizing;
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
  else if (protocol === 'share')
    steps.push('A member that closes gives its records back at once; the others take them.');
  else if (client === 'streams')
    steps.push(
      `Streams does not leave its group on close(): the rebalance waits up to ${seconds(sessionMs)} for the member that is gone.${restart.assumed && !ownProtocol ? ' Give restart_seconds to have static members.' : ''}`,
    );
  else steps.push('A member that closes leaves at once; only its partitions move, and move back when it returns.');
  if (!isStatic && fullestOneDown !== null && fullest !== null && fullest <= 1 && instances > 1)
    steps.push(
      `While one is away the fullest of the others is ${percent(fullestOneDown)} busy at peak${fullestOneDown > 1 ? ': deploy off-peak' : ''}.`,
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
