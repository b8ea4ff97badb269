import type { Severity } from '../../finding.ts';
import { named } from '../../named.ts';
import { keepLonger } from '../commands.ts';
import type { PartitionFacts } from '../facts.ts';
import { duration } from '../words.ts';
import { guideline, type LagRule, linesOf, nameOf } from './rule.ts';

/** A day is what it takes to notice and act. [rule of thumb] */
const SOON_SECONDS = 86_400;
const NOW_SECONDS = 3_600;

/** Where no time is known. Source: klag and klag-exporter warn at 80 % of the retained log unread. */
const UNREAD_SHARE = 0.8;

/** retention.ms of a topic. Source: TopicConfig, from the broker's log.retention.hours 168. */
const DEFAULT_RETENTION_MS = 604_800_000;

/** Unread records will be deleted at the present rates. Source: lag rules L8; kafka-knowledge §8.3. */
export const retentionRisk: LagRule = ({ group, partitions }) => {
  const risky = partitions.filter(isAtRisk).sort((a, b) => secondsOf(a) - secondsOf(b));
  const [first] = risky;
  if (first === undefined) return [];
  const seconds = secondsOf(first);
  const { topic } = first.judged;
  const retentionMs = first.seen.topicSettings?.retentionMs ?? DEFAULT_RETENTION_MS;
  const severity: Severity = seconds <= NOW_SECONDS ? 'critical' : seconds <= SOON_SECONDS ? 'high' : 'medium';
  return [
    {
      rule: 'LAG-RETENTION-RISK',
      severity,
      says: `${named(group.group)} will lose unread records of ${nameOf(first.judged)} ${seconds === Infinity ? 'if nothing changes' : `in about ${duration(seconds)} at the present rates`}.`,
      evidence: linesOf(
        risky,
        ({ judged }) =>
          `${nameOf(judged)}: ${judged.retention?.because ?? ''}${judged.retention?.unreadShare == null ? '' : `; ${Math.round(judged.retention.unreadShare * 100)} % of what the log holds is unread`}`,
        'more partition',
      ),
      remedy:
        'Keep the records longer first, which takes effect at once and needs disk space for it; then cure the lag, and set retention back. Deletion works by whole segments, so it may come a little later than computed, never earlier.',
      command: keepLonger(topic, 2 * retentionMs),
      verify: `kafka_diagnose_lag no longer reckons with a loss on ${nameOf(first.judged)}.`,
      guideline: guideline('retention-risk'),
      confidence: first.judged.timeLag?.method === 'exact' ? 'high' : 'medium',
    },
  ];
};

/** By time where it is known; by the unread share only of a log whose start has moved, since a young log is all unread. */
function isAtRisk({ judged }: PartitionFacts): boolean {
  const { retention, status, logStart } = judged;
  if (retention === null || status === 'caught_up' || status === 'offsets_lost_to_retention') return false;
  if (retention.secondsToLoss !== null) return retention.secondsToLoss <= SOON_SECONDS;
  return status !== 'draining' && (retention.unreadShare ?? 0) >= UNREAD_SHARE && (logStart ?? 0n) > 0n;
}

const secondsOf = ({ judged }: PartitionFacts): number => judged.retention?.secondsToLoss ?? Infinity;
