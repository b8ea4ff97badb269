import { atLeast } from '../../configs/release.ts';
import type { Finding } from '../../finding.ts';
import type { GivenConfig } from '../given-config.ts';
import type { Premises } from '../premises.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

const FORBIDDEN = ['heartbeat.interval.ms', 'partition.assignment.strategy', 'session.timeout.ms'];

/** What a shell takes as one word. */
const PLAIN_WORD = /^[\w.-]+$/;

/** group.protocol=consumer takes no session, heartbeat or assignor from the client, and brokers from 4.0. Source: KIP-848. */
export const consumerProtocolKeys: ConfigRule = (config, { premises }) => {
  const { client } = premises;
  if (client === 'kafkajs' || client === 'streams' || !config.asksForConsumerProtocol) return null;
  const found = FORBIDDEN.filter((name) => config.given(name)).map((name) => config.spelt(name));
  if (config.fallsBack) return notServed(config, premises, found);
  if (found.length === 0) return null;
  const throws = refusesThem(premises);
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

/** Source: constructed with the clients 3.7.2 to 4.3.1 and with librdkafka 2.16. */
const refusesThem = ({ client, clientRelease }: Premises): boolean =>
  client === 'librdkafka' || atLeast(clientRelease, '4.0');

function notServed(config: GivenConfig, premises: Premises, found: readonly string[]): Finding {
  const { client, release, clientRelease } = premises;
  const assignor = config.given('group.remote.assignor') && client !== 'librdkafka' && atLeast(clientRelease, '3.9');
  return {
    rule: 'CONSUMERS-PROTOCOL-NOT-ON-BROKER',
    severity: 'high',
    says: `Brokers of ${release} do not serve group.protocol=consumer${found.length > 0 && refusesThem(premises) ? `, and the client does not even start with it beside ${found.join(', ')}` : ''}.`,
    evidence: ['KIP-848 is generally available from Apache Kafka 4.0'],
    remedy: `Set ${config.spelt('group.protocol')}=classic with the cooperative sticky assignor${assignor ? `, and delete ${config.spelt('group.remote.assignor')}, which the classic client refuses` : ''}; what else the classic protocol takes amiss stands in the findings beside this one. Or upgrade the brokers first.`,
    guideline: GUIDELINE.consumerProtocol,
    confidence: 'high',
  };
}
