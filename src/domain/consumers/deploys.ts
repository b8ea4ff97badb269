import type { Figure } from '../advice/figure.ts';
import { show } from '../words.ts';
import { awayOf, drainOf, waitingOf } from './backlog.ts';
import { commitIntervalOf } from './commit-interval.ts';
import { stepsOf } from './deploy-steps.ts';
import type { Membership } from './membership.ts';
import type { PollBudget } from './polling.ts';
import { inputOf, type Premises } from './premises.ts';
import type { ProtocolChoice } from './protocol.ts';
import { replayFigure } from './replay.ts';
import type { Sizing } from './sizing.ts';
import { rounded, SOURCE } from './words.ts';

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

/** For the commit, the close and the leave request on top of the batch: rule of thumb. */
const CLOSE_MS = 10_000;
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
