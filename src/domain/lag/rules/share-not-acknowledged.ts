import { named } from '../../named.ts';
import { describeShareGroup } from '../commands.ts';
import type { PartitionFacts } from '../facts.ts';
import { duration } from '../words.ts';
import { guideline, type LagRule, linesOf, nameOf } from './rule.ts';

/** share.record.lock.duration.ms: a record that is not acknowledged within it is delivered again. Source: GroupConfig 4.0–4.4. */
const LOCK_SECONDS = 30;

/**
 * The start offset of a share group stands while records come in: nobody acknowledges. Held and blocked can't be told apart,
 * since no API shows records in flight. Source: lag-faults-observed 17.
 */
export const shareNotAcknowledged: LagRule = ({ group, seen, partitions }) => {
  const seconds = seen.spanSeconds;
  if (group.type !== 'share' || seconds === null || (group.members?.length ?? 0) === 0) return [];
  const standing = partitions.filter(isStanding);
  const moving = partitions.some(({ judged }) => (judged.consumedPerSecond ?? 0) > 0);
  if (standing.length === 0 || moving) return [];
  const long = seconds > LOCK_SECONDS;
  return [
    {
      rule: 'LAG-SHARE-NOT-ACKNOWLEDGED',
      severity: long ? 'high' : 'medium',
      says: `Nobody in the share group ${named(group.group)} acknowledges records: its start offsets stand while records wait.`,
      evidence: linesOf(
        standing,
        ({ judged }) =>
          `${nameOf(judged)}: start offset ${judged.committed} at both looks ${duration(seconds)} apart, lag ${judged.lag} with records in flight`,
        'more partition',
      ),
      remedy: `${long ? '' : `Look again with sample_seconds ${2 * LOCK_SECONDS}: a lock lasts ${LOCK_SECONDS} s, and a batch may take that long. `}Look for members that hold records without acknowledging them (processing, paused, or waiting for explicit acknowledgement: share.acknowledgement.mode). Acknowledge faster, or renew locks (from 4.3); group.share.partition.max.record.locks (2000) stops delivery when that many are held.`,
      command: describeShareGroup(group.group),
      verify: 'The start offsets move, and the errors or the dead-letter topic of the application stay quiet.',
      guideline: guideline('share-groups'),
      confidence: long ? 'medium' : 'low',
    },
  ];
};

/** Lag is there at both looks and the start offset is the same. */
function isStanding({ seen, judged }: PartitionFacts): boolean {
  const before = seen.earlier?.offset ?? null;
  if (judged.lag === null || judged.lag === 0n || before === null) return false;
  return before.offset !== null && before.offset === judged.committed && (before.reportedLag ?? 0n) > 0n;
}
