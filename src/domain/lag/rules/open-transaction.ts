import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { describeProducers, describeTransaction } from '../commands.ts';
import { duration, moment } from '../words.ts';
import { evidenceOf, guideline, type LagRule, nameOf, partitionsWith } from './rule.ts';

/** A producer may well need so long, such as one that commits with its checkpoints. [rule of thumb] */
const LONG_SECONDS = 60;

/** A live transaction that takes long: it ends by itself. Source: lag-faults-observed 12. */
export const openTransaction: LagRule = (facts) => {
  const blocked = partitionsWith(facts, 'blocked_by_transaction').filter(({ holding }) => holding?.kind === 'open');
  const [first] = blocked;
  const transaction = first?.holding?.transaction ?? null;
  if (first === undefined || transaction === null) return [];
  const { startedMs, timeoutMs, transactionalId, state } = transaction;
  const endsMs = startedMs === null || timeoutMs === null ? null : startedMs + timeoutMs;
  const long = (first.holding?.forSeconds ?? 0) >= LONG_SECONDS;
  return [
    {
      rule: 'LAG-OPEN-TRANSACTION',
      severity: long ? 'medium' : 'info',
      says: `${named(facts.group.group)} waits for a transaction that its producer has not ended on ${count(blocked.length, 'partition')}: it reads committed records only, and is not slow.`,
      evidence: [
        ...evidenceOf(blocked),
        `${nameOf(first.judged)}: transaction ${transactionalId === null ? 'of an unknown id' : named(transactionalId)}, state ${state ?? 'unknown'}${startedMs === null ? '' : `, begun ${duration((facts.seen.nowMs - startedMs) / 1_000)} ago`}${timeoutMs === null ? '' : `, timeout ${duration(timeoutMs / 1_000)}`}`,
      ],
      remedy: `Leave the group alone: the transaction ends by itself${endsMs === null ? ' after its transaction.timeout.ms' : ` at ${moment(endsMs)} at the latest`}. Look at its producer: commit more often, or lower transaction.timeout.ms (60000) so that a dead one blocks readers for less.`,
      command: transactionalId === null ? describeProducers(first.judged) : describeTransaction(transactionalId),
      verify: `The last stable offset of ${nameOf(first.judged)} moves beyond ${first.judged.lastStable}.`,
      guideline: guideline('blocked-by-a-transaction'),
      confidence: 'high',
    },
  ];
};
