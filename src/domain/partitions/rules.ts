import type { PartitionRule } from './rule.ts';
import { assumedRate } from './rules/assumed-rate.ts';
import { brokerBandwidthLimit } from './rules/broker-bandwidth.ts';
import { brokerLimit } from './rules/broker-limit.ts';
import { cannotShrink } from './rules/cannot-shrink.ts';
import { clientHash } from './rules/client-hash.ts';
import { clusterLimit } from './rules/cluster-limit.ts';
import { compactNeedsKey } from './rules/compact-needs-key.ts';
import { consumersTooFew } from './rules/consumers-too-few.ts';
import { createLimit } from './rules/create-limit.ts';
import { elasticity } from './rules/elasticity.ts';
import { fewKeys } from './rules/few-keys.ts';
import { fewReplicas } from './rules/few-replicas.ts';
import { growthMovesKeys } from './rules/growth-moves-keys.ts';
import { hotKeyImpossible } from './rules/hot-key-impossible.ts';
import { hotKeyOutOfProportion } from './rules/hot-key-out-of-proportion.ts';
import { hotKeyRaisesCount } from './rules/hot-key-raises-count.ts';
import { hotKeyTodayOnly } from './rules/hot-key-today-only.ts';
import { hotMember } from './rules/hot-member.ts';
import { internalTopic } from './rules/internal-topic.ts';
import { latencyLimit } from './rules/latency-limit.ts';
import { measuredDiffers } from './rules/measured-differs.ts';
import { measuredSkew } from './rules/measured-skew.ts';
import { noRate } from './rules/no-rate.ts';
import { producerBuffer } from './rules/producer-buffer.ts';

export const rules: readonly PartitionRule[] = [
  assumedRate,
  brokerBandwidthLimit,
  brokerLimit,
  cannotShrink,
  clientHash,
  clusterLimit,
  compactNeedsKey,
  consumersTooFew,
  createLimit,
  elasticity,
  fewKeys,
  fewReplicas,
  growthMovesKeys,
  hotKeyImpossible,
  hotKeyOutOfProportion,
  hotKeyRaisesCount,
  hotKeyTodayOnly,
  hotMember,
  internalTopic,
  latencyLimit,
  measuredDiffers,
  measuredSkew,
  noRate,
  producerBuffer,
];
