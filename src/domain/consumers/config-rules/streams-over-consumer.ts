import { atLeast } from '../../configs/release.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Streams over the consumer protocol. Source: StreamsConfig.getMainConsumerConfigs and ConsumerConfig, called with 3.7.2 to 4.3.1. */
export const streamsOverConsumer: ConfigRule = (config, { premises }) => {
  const { client, clientRelease } = premises;
  if (client !== 'streams' || !atLeast(clientRelease, '3.7') || atLeast(clientRelease, '4.2')) return null;
  const name = config.spelt('group.protocol');
  if (config.text('group.protocol')?.toLowerCase() !== 'consumer') return null;
  const starts = !atLeast(clientRelease, '4.0');
  // From 4.0 on only the prefix of the main consumer still counts; from 4.2 on Streams puts classic there.
  if (!starts && !name.startsWith('main.')) return null;
  return {
    rule: 'CONSUMERS-STREAMS-OVER-CONSUMER-PROTOCOL',
    severity: 'high',
    says: `${name}=consumer takes the assignor of Streams away: ${starts ? 'no task is assigned as Streams needs it' : 'the application does not start'}.`,
    evidence: [
      starts
        ? `Streams ${clientRelease} hands it to its consumers; in the consumer protocol the brokers assign partitions, not tasks`
        : 'ConfigException: partition.assignment.strategy cannot be set when group.protocol=CONSUMER',
    ],
    remedy: 'Delete it: Streams takes the classic protocol with an assignor of its own.',
    guideline: GUIDELINE.clients,
    confidence: 'high',
  };
};
