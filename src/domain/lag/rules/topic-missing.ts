import { named } from '../../named.ts';
import { describeMembers } from '../commands.ts';
import type { GroupFacts } from '../facts.ts';
import { duration } from '../words.ts';
import { guideline, type LagRule } from './rule.ts';

/**
 * The group wants a topic that does not exist, or one was deleted under it: its commits are tombstoned within 0.1 s, and a
 * classic member stays assigned. A regular expression that matches nothing looks the same: members with nothing assigned.
 * Source: lag-faults-observed 11, 17, 22.
 */
export const topicMissing: LagRule = (facts) => {
  const { group } = facts;
  const missing = missingTopics(facts);
  const empty = missing.length === 0 ? emptyRegex(facts) : null;
  if (missing.length === 0 && empty === null) return [];
  const [first] = missing;
  return [
    {
      rule: 'LAG-TOPIC-MISSING',
      severity: 'high',
      says:
        first === undefined
          ? `The regular expression of ${named(group.group)} matches no topic: its members have nothing to read.`
          : `${named(group.group)} reads ${named(first)}, which does not exist${missing.length > 1 ? ` (and ${missing.length - 1} more)` : ''}.`,
      evidence: [
        ...missing
          .slice(0, 3)
          .map((topic) => `${named(topic)}: the cluster knows no topic of this name${forgotten(facts, topic)}`),
        ...(empty === null ? [] : [`subscribed to ${named(empty)}, and no member has a partition`]),
        `group state ${group.state ?? 'unknown'}`,
      ],
      remedy:
        first === undefined
          ? 'Under the 4.x protocol the broker evaluates the expression (RE2J) against the whole name: write ^topic.* instead of ^topic.'
          : 'Correct the name in the subscription, or create the topic with the partitions it needs; consumers find it with their next metadata refresh (metadata.max.age.ms, 300000). Where it was deleted by mistake its records and the positions of its groups are gone: restore them from the source.',
      command: describeMembers(group.group),
      verify: 'Members have partitions, and kafka_diagnose_lag gives a lag.',
      guideline: guideline('missing-topics'),
      confidence: 'high',
    },
  ];
};

/** Of those that the cluster does not have: topics that members want, and those whose offsets the group lost just now. */
function missingTopics({ group, seen, background }: GroupFacts): string[] {
  const gone = new Set(background?.missingTopics ?? []);
  if (gone.size === 0 && !seen.partitions.some(({ topicMissing: isMissing }) => isMissing)) return [];
  const wanted = [
    ...(group.members ?? []).flatMap(({ subscribed }) => subscribed ?? []),
    ...(seen.history?.partitions ?? []).flatMap(({ topic, forgottenAtMs }) => (forgottenAtMs === null ? [] : [topic])),
  ].filter((topic) => gone.has(topic));
  const unknown = seen.partitions
    .filter(({ topicMissing: isMissing, subscribed }) => isMissing && subscribed !== false)
    .map(({ topic }) => topic);
  return [...new Set([...wanted, ...unknown])].sort();
}

function forgotten({ seen }: GroupFacts, topic: string): string {
  const at = seen.history?.partitions.find(
    (each) => each.topic === topic && each.forgottenAtMs !== null,
  )?.forgottenAtMs;
  return at == null ? '' : `; its offsets were deleted ${duration((seen.nowMs - at) / 1_000)} ago`;
}

/** The expression, where every member has one and none has a partition; null otherwise. */
function emptyRegex({ group }: GroupFacts): string | null {
  const members = group.members ?? [];
  const idle = members.every(({ subscribedRegex, subscribed, assignment, target }) => {
    const names = subscribed?.length ?? 0;
    return subscribedRegex !== null && names === 0 && assignment?.length === 0 && (target?.length ?? 0) === 0;
  });
  return idle ? (members[0]?.subscribedRegex ?? null) : null;
}
