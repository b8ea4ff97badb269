import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { describeGroup } from '../commands.ts';
import type { TopicPartition } from '../observation.ts';
import { duration } from '../words.ts';
import { guideline, type LagRule, namesOf } from './rule.ts';

/**
 * Offsets that the coordinator deleted within the history, of topics that are still there: they expired, or an administrator
 * deleted them. The next start follows auto.offset.reset. Source: KIP-211; guideline consumer-groups, when offsets expire.
 */
export const offsetsForgotten: LagRule = ({ group, seen, background, partitions }) => {
  const gone = new Set(background?.missingTopics ?? []);
  const isBack = ({ topic, partition }: TopicPartition) =>
    partitions.some(
      ({ judged }) => judged.topic === topic && judged.partition === partition && judged.committed !== null,
    );
  const forgotten = (seen.history?.partitions ?? []).filter(
    (each) => each.forgottenAtMs !== null && !gone.has(each.topic) && !isBack(each),
  );
  const at = Math.max(0, ...forgotten.map(({ forgottenAtMs }) => forgottenAtMs ?? 0));
  if (forgotten.length === 0) return [];
  return [
    {
      rule: 'LAG-OFFSETS-FORGOTTEN',
      severity: 'medium',
      says: `The offsets of ${named(group.group)} on ${count(forgotten.length, 'partition')} were deleted ${duration((seen.nowMs - at) / 1_000)} ago: they expired, or somebody deleted them.`,
      evidence: [`deleted in __consumer_offsets: ${namesOf(forgotten)}`],
      remedy:
        'If the group still reads these topics, set its position before it starts: auto.offset.reset (latest by default) would skip or repeat records. For jobs that run seldom raise offsets.retention.minutes (10080) on the brokers. If it no longer reads them, this is the clean-up that is wanted.',
      command: describeGroup(group.group),
      verify: 'The group commits on these partitions again, or no longer subscribes to the topics.',
      guideline: guideline('no-active-members'),
      confidence: 'high',
    },
  ];
};
