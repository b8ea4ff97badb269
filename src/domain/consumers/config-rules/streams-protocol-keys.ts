import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** What the brokers hold for a streams group, by the setting of Streams that is ignored then; null: nothing. Source: StreamsConfig 4.1.2 to 4.3.1, GroupConfig. */
const OF_THE_GROUP: Readonly<Record<string, string | null>> = {
  'heartbeat.interval.ms': 'streams.heartbeat.interval.ms',
  'max.warmup.replicas': null,
  'num.standby.replicas': 'streams.num.standby.replicas',
  'session.timeout.ms': 'streams.session.timeout.ms',
};

/** With group.protocol=streams the brokers hold sessions and standby replicas: what the client sets is ignored. */
export const streamsProtocolKeys: ConfigRule = (config, { premises, protocol }) => {
  if (premises.client !== 'streams' || protocol.protocol !== 'streams') return null;
  const found = Object.keys(OF_THE_GROUP).filter((name) => config.given(name) && config.text(name) !== '0');
  if (found.length === 0) return null;
  const standby = found.includes('num.standby.replicas');
  const held = found.map((name) => OF_THE_GROUP[name] ?? null).filter((name) => name !== null);
  return {
    rule: 'CONSUMERS-STREAMS-PROTOCOL-IGNORES',
    severity: standby ? 'medium' : 'low',
    says: `With group.protocol=streams ${found.map((name) => config.spelt(name)).join(', ')} ${found.length === 1 ? 'is' : 'are'} ignored${standby ? ': the group has no standby replica unless the brokers say so' : ''}.`,
    evidence: [
      'the brokers hold sessions and standby replicas of a streams group (KIP-1071)',
      ...(standby ? ['streams.num.standby.replicas is 0 by default'] : []),
    ],
    remedy: `Delete ${found.length === 1 ? 'it' : 'them'}${held.length === 0 ? '' : `, and set ${held.join(', ')} on the group (kafka-configs.sh --entity-type groups)`}.`,
    guideline: GUIDELINE.clients,
    confidence: 'high',
  };
};
