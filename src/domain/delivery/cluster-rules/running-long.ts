import { count } from '../../count.ts';
import { describeTransaction } from '../../lag/commands.ts';
import { isHanging } from '../../lag/transactions.ts';
import { named } from '../../named.ts';
import type { RunningTransaction } from '../observation.ts';
import { time } from '../words.ts';
import { type ClusterRule, fine, notSeen, wrong } from './rule.ts';

/** Coordinators look every 10 s; clocks differ a little. [rule of thumb] */
const GRACE_MS = 60_000;
/** As long as the lag rules call a transaction long. [rule of thumb] */
const LONG_MS = 60_000;

/** Transactions beyond their own timeout, which their coordinator should have aborted, and long ones. Source: KIP-664. */
export const runningLong: ClusterRule = ({ running, open, gaps, observedAtMs }) => {
  const aged = running
    .flatMap((each) =>
      each.startedMs === null ? [] : [{ ...each, ageMs: Math.max(0, observedAtMs - each.startedMs) }],
    )
    .sort((a, b) => b.ageMs - a.ageMs || a.transactionalId.localeCompare(b.transactionalId));
  const late = aged.filter(({ timeoutMs, ageMs }) => timeoutMs !== null && ageMs > timeoutMs + GRACE_MS);
  const [first] = late;
  if (first !== undefined) {
    return wrong({
      rule: 'EOS-LATE-TRANSACTION',
      severity: 'high',
      says: `${count(late.length, 'transaction')} open beyond the timeout that should have ended ${late.length === 1 ? 'it' : 'them'}: the coordinator cannot write the markers.`,
      evidence: linesOf(late),
      remedy:
        'Look for a partition of it without a leader, and at the log of its coordinator. When nothing moves it: kafka-transactions.sh abort on the partition, or forceTerminateTransaction (4.1 and later).',
      command: describeTransaction(first.transactionalId),
      verify: 'Its state becomes CompleteAbort, and the last stable offset moves.',
      guideline: 'kafka://guidelines/lag-and-rebalances#blocked-by-a-transaction',
      confidence: 'medium',
    });
  }
  const long = aged.filter(({ ageMs }) => ageMs >= LONG_MS);
  const [longest] = long;
  if (longest === undefined) {
    // A coordinator that did not answer may have one.
    if (running.length === 0 && gaps.length > 0) return notSeen;
    const hangs = new Set(open.filter(isHanging).map(({ producerId }) => producerId)).size;
    const beside = hangs === 0 ? '' : ` beside the hanging ${hangs === 1 ? 'one' : 'ones'}`;
    return fine(
      running.length === 0
        ? `no transaction is open${beside}`
        : `${count(running.length, 'transaction')} open${beside}, none for long`,
    );
  }
  return wrong({
    rule: 'EOS-LONG-TRANSACTION',
    severity: 'medium',
    says: `${count(long.length, 'transaction')} open for a minute or more: read_committed readers of ${long.length === 1 ? 'its' : 'their'} partitions wait.`,
    evidence: linesOf(long),
    remedy:
      'It ends by itself at its timeout. Let its producer commit more often, or give it a shorter transaction.timeout.ms.',
    command: describeTransaction(longest.transactionalId),
    guideline: 'kafka://guidelines/lag-and-rebalances#blocked-by-a-transaction',
    confidence: 'high',
  });
};

const SHOWN = 3;

const linesOf = (list: readonly (RunningTransaction & { readonly ageMs: number })[]): string[] => [
  ...list
    .slice(0, SHOWN)
    .map(
      ({ transactionalId, state, ageMs, timeoutMs, partitions, coordinator }) =>
        `${named(transactionalId)}: ${state} for ${time(ageMs)}, timeout ${timeoutMs === null ? 'unknown' : time(timeoutMs)}, ${partitions === null ? 'partitions unknown' : count(partitions, 'partition')}, coordinator ${coordinator}`,
    ),
  ...(list.length > SHOWN ? [`and ${list.length - SHOWN} more`] : []),
];
