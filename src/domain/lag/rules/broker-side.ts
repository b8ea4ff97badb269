import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { underReplicated } from '../commands.ts';
import type { PartitionFacts } from '../facts.ts';
import { guideline, type LagRule, namesOf } from './rule.ts';

/** Fewer may share a leader by chance. [rule of thumb] */
const FEWEST_PARTITIONS = 3;
const FEWEST_OWNERS = 2;

/** What lags and what keeps up, told apart by the leader. */
const LAGGING = ['growing', 'steady', 'stalled'];

/**
 * All partitions that lag are led by one broker, belong to several members, and partitions on other brokers keep up: the
 * broker, not the consumers. Source: lag rules L28; AWS agent toolkit, troubleshoot-consumer-lag.
 */
export const brokerSide: LagRule = ({ group, partitions }) => {
  const lagging = partitions.filter(({ judged }) => LAGGING.includes(judged.status) && judged.leader !== null);
  const healthy = partitions.filter(({ judged }) => judged.status === 'caught_up' && judged.leader !== null);
  const [first] = lagging;
  const broker = first?.judged.leader ?? null;
  if (broker === null || lagging.length < FEWEST_PARTITIONS || healthy.length < FEWEST_PARTITIONS) return [];
  if (lagging.some(({ judged }) => judged.leader !== broker)) return [];
  if (healthy.some(({ judged }) => judged.leader === broker)) return [];
  if (new Set(lagging.map(({ owner }) => owner)).size < FEWEST_OWNERS) return [];
  const thin = lagging.filter(isUnderReplicated);
  return [
    {
      rule: 'LAG-BROKER-SIDE',
      severity: 'high',
      says: `Everything that ${named(group.group)} is behind on is led by broker ${broker}, and nothing else lags: look at that broker before the consumers.`,
      evidence: [
        `${count(lagging.length, 'partition')} on broker ${broker} behind: ${namesOf(lagging.map(({ judged }) => judged))}`,
        `${count(healthy.length, 'partition')} on other brokers caught up`,
        ...(thin.length === 0 ? [] : [`under-replicated: ${namesOf(thin.map(({ judged }) => judged))}`]),
      ],
      remedy:
        'Look at its disk, network and request queue, at a reassignment that is running (leader.replication.throttled.rate), and at quotas (consumer_byte_rate). Moving the leadership of these partitions to other replicas (kafka-leader-election.sh) relieves readers for now.',
      command: underReplicated(),
      verify: `Lag falls on the partitions of broker ${broker} without a change of the consumers.`,
      guideline: guideline('growing'),
      confidence: thin.length > 0 ? 'high' : 'medium',
    },
  ];
};

function isUnderReplicated({ seen }: PartitionFacts): boolean {
  const state = seen.topicSettings?.partitions.find(({ partition }) => partition === seen.partition);
  return state !== undefined && state.isr.length < state.replicas.length;
}
