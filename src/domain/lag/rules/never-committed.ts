import { count } from '../../count.ts';
import type { Confidence } from '../../finding.ts';
import { named } from '../../named.ts';
import { settingsFor } from '../client-settings.ts';
import { describeMembers } from '../commands.ts';
import { endAt, recentSpan } from '../ends.ts';
import type { GroupFacts, PartitionFacts } from '../facts.ts';
import { duration } from '../words.ts';
import { guideline, type LagRule, namesOf, partitionsWith } from './rule.ts';

/** Consumers were seen to commit every 60 s, and up to 115 s apart. Source: lag-faults-observed 9, 21. */
const YOUNG_SECONDS = 120;

/**
 * Owned partitions without a committed offset, in a group that is old enough to have one. A partition where nothing was ever
 * written needs none. Source: lag rules L24; lag-faults-observed 9; a member that blocked before its first commit looks the
 * same.
 */
export const neverCommitted: LagRule = (facts) => {
  const { group, course, client } = facts;
  const partitions = partitionsWith(facts, 'never_committed').filter(
    (partition) => !partition.seen.topicMissing && isWritten(partition),
  );
  const nothing = facts.partitions.length === 0 && course.status === 'never_committed';
  if (partitions.length === 0 && !nothing) return [];
  const age = ageOf(facts);
  const young = age !== null && age.seconds < YOUNG_SECONDS && !age.atLeast;
  const confidence: Confidence = young ? 'low' : age?.atLeast === true ? 'high' : 'medium';
  return [
    {
      rule: 'LAG-NEVER-COMMITTED',
      severity: young ? 'info' : 'medium',
      says: `${named(group.group)} has no committed offset on ${partitions.length === 0 ? 'any partition' : count(partitions.length, 'partition')}: its lag there is unknown, not zero.`,
      evidence: [
        `group state ${group.state ?? 'unknown'}`,
        ...(age === null
          ? []
          : [
              `its members have been the same for ${age.atLeast ? 'at least ' : ''}${duration(age.seconds)}, without a commit there`,
            ]),
        ...(partitions.length === 0 ? [] : [`without an offset: ${namesOf(partitions.map(({ judged }) => judged))}`]),
      ],
      remedy: `${young ? 'The group is young and may commit yet: look again after two minutes. ' : ''}Check the commits of the application: ${settingsFor(client, group.type).commits}. A handler that blocks on its first batch looks the same: read the log. Legitimate: offsets kept with the result (Flink checkpoints, some sinks) or a full re-read at each start. Each restart follows auto.offset.reset: latest skips what came meanwhile.`,
      command: describeMembers(group.group),
      verify: 'kafka_diagnose_lag shows a committed offset on every partition that has records.',
      guideline: guideline('never-committed'),
      confidence,
    },
  ];
};

/** Records are there, or nothing is known of them; and some were written lately, where the curve tells. */
function isWritten({ judged, seen }: PartitionFacts): boolean {
  if (judged.lag === 0n) return false;
  const { ends } = seen;
  const span = ends === null ? null : recentSpan(ends);
  if (ends === null || span === null) return true;
  const [from, to] = [endAt(ends, span.fromMs), endAt(ends, span.toMs)];
  return from === null || to === null || to > from;
}

/** Since the last change of members, or longer than the history; null: no history. */
function ageOf({ seen }: GroupFacts): { readonly seconds: number; readonly atLeast: boolean } | null {
  const { history, nowMs } = seen;
  if (history === null) return null;
  const change = history.generations.at(-1)?.atMs ?? null;
  return { seconds: (nowMs - (change ?? history.completeSinceMs)) / 1_000, atLeast: change === null };
}
