import { mostMappedPartitions } from '../../formulas/memory.ts';
import { count, show } from '../../words.ts';
import { CLUSTER_GUIDELINE } from '../cluster-load.ts';
import { DEFAULT_SEGMENT_BYTES } from '../retention.ts';
import type { DesignRule } from '../rule.ts';
import type { Topic } from '../topic.ts';

/** vm.max_map_count of Linux. Source: Apache Kafka documentation, hardware and OS. */
const DEFAULT_MAX_MAP_COUNT = 65_530;
/** Kafka's default of segment.ms, where a topic has none of its own. */
const DEFAULT_SEGMENT_MS = 604_800_000;

/** Each segment costs a broker file handles and memory maps; above the limit of the system it dies with `Map failed`. */
export const manySegments: DesignRule = ({ premises: { brokers, replicationFactor }, topics }) => {
  if (brokers === null) return [];
  const most = mostMappedPartitions({ maxMapCount: DEFAULT_MAX_MAP_COUNT });
  const counted = topics.map((topic) => ({
    topic,
    segments: segmentsOf(topic, replicationFactor) * replicationFactor,
  }));
  const each = Math.ceil(counted.reduce((sum, { segments }) => sum + segments, 0) / brokers);
  if (each <= most.value) return [];
  const largest = [...counted].sort((a, b) => b.segments - a.segments).slice(0, 3);
  return [
    {
      rule: 'DESIGN-MANY-SEGMENTS',
      severity: 'medium',
      says: `${brokers === 1 ? 'The one broker' : `Each of ${show(brokers)} brokers`} would hold at least ${show(each)} segments, more than the ${show(most.value)} that Linux maps by default.`,
      evidence: [
        `⌊${show(DEFAULT_MAX_MAP_COUNT)} maps ÷ 2 a segment⌋ = ${show(most.value)}`,
        `largest: ${largest.map(({ topic, segments }) => `${topic.name} with ${count(segments, 'segment')}`).join(', ')}`,
      ],
      remedy: `Set vm.max_map_count to at least ${show(4 * each)} and the limit of open files to ${show(4 * each)} on each broker before the topics fill; shorter retention makes both smaller.`,
      guideline: CLUSTER_GUIDELINE.segments,
      confidence: 'medium',
    },
  ];
};

/** Segments of one copy: as time or size rolls them, whichever makes more, and the active one of each partition. */
function segmentsOf({ disk, partitions, retention }: Topic, replicationFactor: number): number {
  const { retentionMs, segmentMs, compaction } = retention;
  const bySize = ((disk?.givenGb ?? 0) * 1e9) / replicationFactor / partitions / DEFAULT_SEGMENT_BYTES;
  // Compaction merges what it has cleaned.
  const byTime = retentionMs === null || compaction !== null ? 0 : retentionMs / (segmentMs ?? DEFAULT_SEGMENT_MS);
  return partitions * (Math.ceil(Math.max(bySize, byTime)) + 1);
}
