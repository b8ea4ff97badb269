import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { abortTransaction } from '../commands.ts';
import { hangingOf } from '../hanging.ts';
import { guideline, type LagRule, linesOf, nameOf } from './rule.ts';

/** Below that a transaction that is just ending may look like one that hangs. [rule of thumb] */
const CERTAIN_AFTER_SECONDS = 60;

/**
 * A transaction that no coordinator will end, and for which the group waits: it is open on the partition, and its coordinator
 * does not count the partition to it. Also in `__consumer_offsets`, where stable reads of the group's offsets then fail for
 * ever. Source: lag rules L19 and §1.5; KIP-664; lag-faults-observed 13 and 29.
 */
export const hangingTransaction: LagRule = (facts) => {
  const hanging = hangingOf(facts);
  const [first] = hanging;
  if (first === undefined || !first.blocks) return [];
  const certain = Math.max(...hanging.map(({ forSeconds }) => forSeconds)) >= CERTAIN_AFTER_SECONDS;
  return [
    {
      rule: 'LAG-HANGING-TRANSACTION',
      severity: 'critical',
      says: `A hanging transaction holds ${named(facts.group.group)} back on ${count(hanging.filter(({ blocks }) => blocks).length, 'partition')}: nothing will ever end it by itself, and restarting the consumer will not help.`,
      evidence: linesOf(hanging, ({ because }) => because, 'more transaction'),
      remedy: `Abort it: the command below frees the last stable offset within a second and prints nothing. Then prevent the next: transaction.partition.verification.enable=true${facts.background?.cluster.transactionPartitionVerification === false ? ' (it is false here)' : ''}, clients from 4.0 with transaction.version=2, and a replication factor of 3, since a partition without a leader misses the marker of an aborted transaction.`,
      command: abortTransaction(first, first.startOffset),
      verify: `The last stable offset of ${nameOf(first)} reaches its high watermark, and the group's lag falls.`,
      guideline: guideline('blocked-by-a-transaction'),
      confidence: certain ? 'high' : 'medium',
    },
  ];
};
