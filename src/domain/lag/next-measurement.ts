import type { Finding } from '../finding.ts';
import type { GroupFacts } from './facts.ts';
import { LONGEST_HEALTHY_SILENCE_SECONDS } from './status.ts';
import { duration } from './words.ts';

/** What would tell more, the most telling first; null: nothing is open. */
export function nextMeasurement(facts: GroupFacts, primary: Finding | null): string | null {
  const { course, seen, group } = facts;
  switch (primary?.rule) {
    case 'LAG-STALLED':
    case 'LAG-STATIC-MEMBER-AWAY':
      return 'A thread dump of the silent member tells a blocked handler from a paused consumer; whether its process runs at all tells a dead member; no admin API does. Without either wait for the end of its session or of max.poll.interval.ms: what happens to its partitions then tells.';
    case 'LAG-EMPTY-BUT-COMMITTING':
      return `${historyWords(facts)}, which tells a crash loop from an assign() consumer.`;
    case 'LAG-BLOCKED-BY-TRANSACTION':
      return 'Run the command of the finding: what find-hanging lists may be aborted.';
    case 'LAG-SHARE-NOT-ACKNOWLEDGED':
      return 'Metrics of the share consumers, or a thread dump: no admin API tells held records from blocked ones.';
    case 'LAG-COMMITTED-BEYOND-END':
      return primary.confidence === 'high' ? null : 'Look again after 10 s (sample_seconds 10).';
    case 'LAG-NEVER-COMMITTED':
      return primary.confidence === 'low' ? 'Look again after two minutes: a commit timer may be that long.' : null;
    default:
  }
  const open = course.status === 'lagging' || course.status === 'unknown' || course.confidence === 'low';
  if (group.offsets === null) return 'Read access: DESCRIBE on the group, and its coordinator up.';
  if (course.status === 'no_active_members' && seen.history === null)
    return `${historyWords(facts)}, which tells since when it is empty, and whether it is in a crash loop.`;
  if (!open || !facts.partitions.some(({ judged }) => judged.status === 'lagging')) return null;
  if (seen.history === null)
    return `${historyWords(facts)}; or look again with sample_seconds ${seen.spanSeconds === null ? 30 : 120}.`;
  const limit = Math.max(
    LONGEST_HEALTHY_SILENCE_SECONDS,
    ...facts.owners.map(({ suspiciousSeconds }) => suspiciousSeconds),
  );
  return `Look again in ${duration(limit)}: silence up to that is healthy for some consumers.`;
}

function historyWords({ background }: GroupFacts): string {
  const why = background?.historyMissing ?? null;
  return why === null
    ? 'The commit history of the group in __consumer_offsets'
    : `READ on __consumer_offsets for its commit history (now missing: ${why})`;
}
