import type { Setting } from '../advice/setting.ts';
import { atLeast } from '../configs/release.ts';
import { FAILED_SEGMENT_MS } from './failed-topics.ts';
import type { Premises } from './premises.ts';
import type { Topic } from './topic.ts';
import { DAY_MS, lasting, SOURCE } from './words.ts';

/** What CreateTopics is given besides partitions and replication factor. */
export function topicSettings({ retention }: Topic, premises: Premises): Setting[] {
  const { policy, retentionMs, segmentMs, compaction, oldestMs, deadlineMs, why } = retention;
  const settings: Setting[] = [
    minInsync(premises),
    ...sameForAll(premises),
    {
      name: 'cleanup.policy',
      value: policy,
      why:
        policy === 'delete'
          ? 'records go by age, not by key'
          : policy === 'compact'
            ? 'state: the last value of each key is what counts'
            : 'state that goes stale: the last value of each key, and segments whose newest record is past the retention go',
      source: SOURCE.topicConfig,
    },
  ];
  if (policy !== 'compact')
    settings.push({ name: 'retention.ms', value: String(retentionMs ?? -1), why, source: SOURCE.topicConfig });
  if (segmentMs !== null && compaction === null)
    settings.push({
      name: 'segment.ms',
      value: String(segmentMs),
      why: `${segmentRule(segmentMs, retentionMs ?? 0)}, because only closed segments go: records are gone after ${lasting(oldestMs ?? 0)}${deadlineMs === null ? '' : `, the deadline is ${lasting(deadlineMs)}`}`,
      source: SOURCE.worstAge,
    });
  if (segmentMs !== null && compaction !== null)
    settings.push(
      {
        name: 'segment.ms',
        value: String(segmentMs),
        why: `the active segment is never compacted: ${lasting(segmentMs)} of writes at most wait beside the values; a small topic fits one segment for 7 d`,
        source: SOURCE.topicConfig,
      },
      {
        name: 'max.compaction.lag.ms',
        value: String(compaction.maxLagMs),
        why:
          deadlineMs === null
            ? 'cleaned after 7 d at the latest; the default has no bound'
            : `old values are gone ${lasting(compaction.maxLagMs + segmentMs)} after the next value or tombstone, the deadline is ${lasting(deadlineMs)}`,
        source: SOURCE.topicConfig,
      },
      {
        name: 'delete.retention.ms',
        value: String(compaction.tombstonesMs),
        why: 'a reader that was down for a week still sees the deletion; the default is 24 h',
        source: SOURCE.topicConfig,
      },
    );
  return settings;
}

/** A seventh, within an hour and the default of 7 days. */
function segmentRule(segmentMs: number, retentionMs: number): string {
  if (segmentMs >= 7 * DAY_MS) return 'no longer than 7 d';
  if (segmentMs * 7 > retentionMs * 1.1) return `${lasting(segmentMs)}, not to make many small files`;
  return `retention ÷ 7, ${lasting(segmentMs)} and not 7 d`;
}

/** What the retry and dead-letter topics of every group are given. */
export const failureTopicSettings = (premises: Premises): Setting[] => [
  minInsync(premises),
  { name: 'cleanup.policy', value: 'delete', why: 'records go by age, not by key', source: SOURCE.topicConfig },
  {
    name: 'segment.ms',
    value: String(FAILED_SEGMENT_MS),
    why: 'few records: a segment that fills for 7 d keeps them 7 d longer than the retention',
    source: SOURCE.worstAge,
  },
];

const minInsync = ({ replicationFactor, minInsyncReplicas }: Premises): Setting => ({
  name: 'min.insync.replicas',
  value: String(minInsyncReplicas),
  why:
    replicationFactor > 1
      ? `RF ${replicationFactor} − 1: with acks=all ${minInsyncReplicas === 1 ? 'writes go on while one broker is down, and the last copy may be lost' : `${minInsyncReplicas} copies acknowledge, and one broker may fail`}`
      : 'one broker, one copy',
  source: SOURCE.topicConfig,
});

function sameForAll({ release }: Premises): Setting[] {
  return [
    {
      name: 'unclean.leader.election.enable',
      value: 'false',
      why: 'rather no leader than a lost acknowledged record',
      source: SOURCE.topicConfig,
    },
    {
      name: 'compression.type',
      value: 'producer',
      why: 'producers compress once, brokers keep it as it came',
      source: SOURCE.topicConfig,
    },
    {
      name: 'message.timestamp.type',
      value: 'CreateTime',
      why: `lag in time and retention count from the producer's clock${atLeast(release, '4.0') ? '; brokers refuse records more than 1 h in the future' : ''}`,
      source: SOURCE.topicConfig,
    },
  ];
}
