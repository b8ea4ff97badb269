import { defaultMinIsr } from './cluster-rules/default-min-isr.ts';
import { hanging } from './cluster-rules/hanging.ts';
import { idExpiration } from './cluster-rules/id-expiration.ts';
import { maxTimeout } from './cluster-rules/max-timeout.ts';
import { mixedReleases } from './cluster-rules/mixed-releases.ts';
import { partitionVerification } from './cluster-rules/partition-verification.ts';
import { releaseDiffers } from './cluster-rules/release-differs.ts';
import type { ClusterRule } from './cluster-rules/rule.ts';
import { runningLong } from './cluster-rules/running-long.ts';
import { stateTopicAvailable, stateTopicMinIsr, stateTopicReplicas } from './cluster-rules/state-topic.ts';
import { stateTopicAbsent } from './cluster-rules/state-topic-absent.ts';
import { transactionVersion } from './cluster-rules/transaction-version.ts';

/** Rules about a cluster that was looked at, in the order in which what is well is told. */
export const clusterRules: readonly ClusterRule[] = [
  stateTopicAbsent,
  stateTopicAvailable,
  stateTopicReplicas,
  stateTopicMinIsr,
  maxTimeout,
  transactionVersion,
  mixedReleases,
  releaseDiffers,
  partitionVerification,
  idExpiration,
  defaultMinIsr,
  hanging,
  runningLong,
];
