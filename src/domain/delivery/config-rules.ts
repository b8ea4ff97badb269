import { acksNotAll } from './config-rules/acks.ts';
import { autoCommitOn } from './config-rules/auto-commit.ts';
import { connectorRefused } from './config-rules/connector-refused.ts';
import { deliveryTimeoutShort } from './config-rules/delivery-timeout.ts';
import { flinkTimeout } from './config-rules/flink-timeout.ts';
import { guaranteeOff } from './config-rules/guarantee-off.ts';
import { idempotenceOff } from './config-rules/idempotence-off.ts';
import { tooManyInFlight } from './config-rules/in-flight.ts';
import { librdkafkaLinger } from './config-rules/librdkafka-linger.ts';
import { librdkafkaTimeouts } from './config-rules/librdkafka-timeouts.ts';
import { noRetries } from './config-rules/no-retries.ts';
import { readUncommitted } from './config-rules/read-uncommitted.ts';
import type { ConfigRule } from './config-rules/rule.ts';
import { silentLoss } from './config-rules/silent-loss.ts';
import { sinkInsert } from './config-rules/sink-insert.ts';
import { streamsReplication } from './config-rules/streams-replication.ts';
import { configuredTimeoutAboveBroker } from './config-rules/timeout-above-broker.ts';
import { timeoutBelowInterval } from './config-rules/timeout-below-interval.ts';
import { transactionalIdMissing } from './config-rules/transactional-id-missing.ts';
import { transactionalIdRandom } from './config-rules/transactional-id-random.ts';
import { transactionalIdShared } from './config-rules/transactional-id-shared.ts';
import { twoPhaseCommit } from './config-rules/two-phase-commit.ts';

/** Rules about a configuration that is in use. */
export const configRules: readonly ConfigRule[] = [
  acksNotAll,
  autoCommitOn,
  configuredTimeoutAboveBroker,
  connectorRefused,
  deliveryTimeoutShort,
  flinkTimeout,
  guaranteeOff,
  idempotenceOff,
  librdkafkaLinger,
  librdkafkaTimeouts,
  noRetries,
  readUncommitted,
  silentLoss,
  sinkInsert,
  streamsReplication,
  timeoutBelowInterval,
  tooManyInFlight,
  transactionalIdMissing,
  transactionalIdRandom,
  transactionalIdShared,
  twoPhaseCommit,
];
