import { atLeast } from '../../configs/release.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

const FORBIDDEN = ['heartbeat.interval.ms', 'partition.assignment.strategy', 'session.timeout.ms'];

/** What a shell takes as one word. */
const PLAIN_WORD = /^[\w.-]+$/;

/** group.protocol=consumer takes no session, heartbeat or assignor from the client. */
export const consumerProtocolKeys: ConfigRule = (config, { premises }) => {
  if (premises.client !== 'java' && premises.client !== 'librdkafka') return null;
  if (config.text('group.protocol')?.toLowerCase() !== 'consumer') return null;
  const found = FORBIDDEN.filter((name) => config.given(name));
  if (!atLeast(premises.release, '4.0'))
    return {
      rule: 'CONSUMERS-PROTOCOL-NOT-ON-BROKER',
      severity: 'high',
      says: `Brokers of ${premises.release} do not serve group.protocol=consumer.`,
      evidence: ['KIP-848 is generally available from Apache Kafka 4.0'],
      remedy: 'Set group.protocol=classic with the cooperative sticky assignor, or upgrade the brokers first.',
      guideline: GUIDELINE.consumerProtocol,
      confidence: 'high',
    };
  if (found.length === 0) return null;
  const throws = premises.client === 'librdkafka' || atLeast(premises.clientRelease, '4.0');
  return {
    rule: 'CONSUMERS-KEYS-OF-THE-CLASSIC-PROTOCOL',
    severity: throws ? 'high' : 'medium',
    says: `With group.protocol=consumer the client must not set ${found.join(', ')}: ${throws ? 'it does not start' : 'they are ignored, and an error from 4.0 on'}.`,
    evidence: [
      throws
        ? 'ConfigException in the Java client from 4.0, an error in librdkafka'
        : 'the 3.9 client takes them in silence',
    ],
    remedy:
      'Delete them. The brokers have consumer.session.timeout.ms (45 to 60 s) and consumer.heartbeat.interval.ms for each group; the assignor is group.remote.assignor.',
    ...(PLAIN_WORD.test(premises.group)
      ? {
          command: `kafka-configs.sh --bootstrap-server B --entity-type groups --entity-name ${premises.group} --alter --add-config consumer.session.timeout.ms=45000`,
        }
      : {}),
    guideline: GUIDELINE.consumerProtocol,
    confidence: 'high',
  };
};
