import { count } from '../../count.ts';
import { abortTransaction } from '../../lag/commands.ts';
import { isHanging } from '../../lag/transactions.ts';
import { named } from '../../named.ts';
import { time } from '../words.ts';
import { type ClusterRule, fine, notSeen, wrong } from './rule.ts';

/** Below that a transaction that is just ending may look like one that hangs. [rule of thumb] */
const CERTAIN_AFTER_MS = 60_000;

/** As `kafka-transactions.sh find-hanging` decides; see `lag/transactions`. Source: KIP-664, lag rules §1.5. */
export const hanging: ClusterRule = ({ open, gaps, observedAtMs }) => {
  const hangs = open
    .filter(isHanging)
    .sort(
      (a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition || Number(a.startOffset - b.startOffset),
    );
  const [first] = hangs;
  if (first === undefined) return gaps.length > 0 ? notSeen : fine('no transaction hangs');
  const oldestMs = Math.min(...hangs.flatMap(({ lastTimestampMs }) => lastTimestampMs ?? []));
  const certain = observedAtMs - oldestMs >= CERTAIN_AFTER_MS;
  const since = (ms: number | null) => (ms === null ? '' : `, last record ${time(Math.max(0, observedAtMs - ms))} ago`);
  return wrong({
    rule: 'EOS-HANGING-TRANSACTION',
    severity: 'critical',
    says: `${count(hangs.length, 'hanging transaction')}: no coordinator will end ${hangs.length === 1 ? 'it' : 'them'}, and read_committed readers stop there for good.`,
    evidence: [
      ...hangs
        .slice(0, 3)
        .map(
          ({ topic, partition, startOffset, producerId, transactionalId, lastTimestampMs }) =>
            `${named(topic)}-${partition}: open since offset ${startOffset} by producer ${producerId}${transactionalId === null ? '; no coordinator knows it' : ` of ${named(transactionalId)}; its coordinator does not list the partition`}${since(lastTimestampMs)}`,
        ),
      ...(hangs.length > 3 ? [`and ${hangs.length - 3} more`] : []),
    ],
    remedy:
      'Abort each: the command frees the last stable offset within a second and prints nothing. If this client may not DESCRIBE transactional ids, they look like this too: check the ACL first.',
    command: abortTransaction(first, first.startOffset),
    verify: 'The last stable offset reaches the high watermark.',
    guideline: 'kafka://guidelines/lag-and-rebalances#blocked-by-a-transaction',
    confidence: certain ? 'high' : 'medium',
  });
};
