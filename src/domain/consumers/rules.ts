import { autoCommit } from './config-rules/auto-commit.ts';
import { connectorTopics } from './config-rules/connector-topics.ts';
import { consumerProtocolKeys } from './config-rules/consumer-protocol-keys.ts';
import { eagerAssignor } from './config-rules/eager-assignor.ts';
import { fetchLimits } from './config-rules/fetch-limits.ts';
import { fetchMin } from './config-rules/fetch-min.ts';
import { fetchWait } from './config-rules/fetch-wait.ts';
import { groupDiffers } from './config-rules/group-differs.ts';
import { groupType } from './config-rules/group-type.ts';
import { guaranteeBelowDemand } from './config-rules/guarantee-below-demand.ts';
import { hungHandler } from './config-rules/hung-handler.ts';
import { idleConnection } from './config-rules/idle-connection.ts';
import { instanceId } from './config-rules/instance-id.ts';
import { instanceIdInvalid } from './config-rules/instance-id-invalid.ts';
import { intervalBelowSession } from './config-rules/interval-below-session.ts';
import { isolation } from './config-rules/isolation.ts';
import { kafkajsRebalance } from './config-rules/kafkajs-rebalance.ts';
import { kafkajsSession } from './config-rules/kafkajs-session.ts';
import { messageOverInterval } from './config-rules/message-over-interval.ts';
import { mixedAssignors } from './config-rules/mixed-assignors.ts';
import { notRead } from './config-rules/not-read.ts';
import { oldExactlyOnce } from './config-rules/old-exactly-once.ts';
import { pollBudget } from './config-rules/poll-budget.ts';
import { pollOverLock } from './config-rules/poll-over-lock.ts';
import { queueMemory } from './config-rules/queue-memory.ts';
import { remoteAssignor } from './config-rules/remote-assignor.ts';
import { resetLatest } from './config-rules/reset-latest.ts';
import { sessionHeartbeat } from './config-rules/session-heartbeat.ts';
import { shareKeys } from './config-rules/share-keys.ts';
import { shareOnlyKeys } from './config-rules/share-only-keys.ts';
import { silentSkip } from './config-rules/silent-skip.ts';
import { streamsCommitInterval } from './config-rules/streams-commit-interval.ts';
import { streamsOverConsumer } from './config-rules/streams-over-consumer.ts';
import { streamsProtocol } from './config-rules/streams-protocol.ts';
import { streamsProtocolKeys } from './config-rules/streams-protocol-keys.ts';
import { unsupportedAssignor } from './config-rules/unsupported-assignor.ts';
import type { ConfigRule, DesignRule } from './rule.ts';
import { deliveryUnavailable } from './rules/delivery-unavailable.ts';
import { idleMembers } from './rules/idle-members.ts';
import { oneDown } from './rules/one-down.ts';
import { pollOverTransaction } from './rules/poll-over-transaction.ts';
import { restartTooLong } from './rules/restart-too-long.ts';
import { shareLimit } from './rules/share-limit.ts';
import { slowRecord } from './rules/slow-record.ts';
import { tooFewMembers } from './rules/too-few-members.ts';
import { unevenSplit } from './rules/uneven-split.ts';

export const designRules: readonly DesignRule[] = [
  deliveryUnavailable,
  idleMembers,
  oneDown,
  restartTooLong,
  shareLimit,
  slowRecord,
  tooFewMembers,
  unevenSplit,
];

export const configRules: readonly ConfigRule[] = [
  autoCommit,
  connectorTopics,
  consumerProtocolKeys,
  eagerAssignor,
  fetchLimits,
  fetchMin,
  fetchWait,
  groupDiffers,
  groupType,
  guaranteeBelowDemand,
  hungHandler,
  idleConnection,
  instanceId,
  instanceIdInvalid,
  intervalBelowSession,
  isolation,
  kafkajsRebalance,
  kafkajsSession,
  messageOverInterval,
  mixedAssignors,
  notRead,
  oldExactlyOnce,
  pollBudget,
  pollOverLock,
  pollOverTransaction,
  remoteAssignor,
  queueMemory,
  resetLatest,
  sessionHeartbeat,
  shareKeys,
  shareOnlyKeys,
  silentSkip,
  streamsCommitInterval,
  streamsOverConsumer,
  streamsProtocol,
  streamsProtocolKeys,
  unsupportedAssignor,
];
