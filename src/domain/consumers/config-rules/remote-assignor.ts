import { atLeast } from '../../configs/release.ts';
import { named } from '../../named.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

const NAME = 'group.remote.assignor';
/** group.consumer.assignors, the first where a member names none. Source: Apache Kafka 4.0 GroupCoordinatorConfig. */
const BY_DEFAULT = ['uniform', 'range'];

/** The brokers assign, by assignors of their own: those of the classic protocol mean nothing to them. Source: KIP-848. */
export const remoteAssignor: ConfigRule = (config, { premises }) => {
  const { client, clientRelease } = premises;
  if (client === 'kafkajs' || client === 'streams' || config.ofShareConsumer || !config.given(NAME)) return null;
  const value = config.text(NAME) ?? '';
  if (config.fallsBack || value === '') return null;
  if (!config.asksForConsumerProtocol)
    return client === 'librdkafka' || !atLeast(clientRelease, '3.9')
      ? null
      : {
          rule: 'CONSUMERS-REMOTE-ASSIGNOR-WITHOUT-PROTOCOL',
          severity: 'high',
          says: `${config.spelt(NAME)} is set, and group.protocol is classic${config.given('group.protocol') ? '' : ' by default'}: the client does not start.`,
          evidence: [
            'ConfigException: group.remote.assignor cannot be set when group.protocol=CLASSIC (clients from 3.9)',
          ],
          remedy: `Delete it${atLeast(premises.release, '4.0') ? `, or set ${config.spelt('group.protocol')}=consumer` : ''}.`,
          guideline: GUIDELINE.consumerProtocol,
          confidence: 'high',
        };
  if (BY_DEFAULT.includes(value)) return null;
  return {
    rule: 'CONSUMERS-REMOTE-ASSIGNOR-UNKNOWN',
    severity: 'high',
    says: `Brokers know no assignor ${named(value)} by default: unless group.consumer.assignors adds it, each member fails with UNSUPPORTED_ASSIGNOR.`,
    evidence: [`group.consumer.assignors is ${BY_DEFAULT.join(', ')} by default (Apache Kafka ${premises.release})`],
    remedy: `Delete ${config.spelt(NAME)}, and the brokers take ${BY_DEFAULT[0]}; or set range, where topics are joined partition by partition.`,
    guideline: GUIDELINE.consumerProtocol,
    confidence: 'medium',
  };
};
