import { show } from '../../words.ts';
import { guideline } from '../words.ts';
import { numberOf } from './given.ts';
import type { ConfigRule } from './rule.ts';
import { said, writesKafka } from './words.ts';

/** Source: librdkafka, constructed (confluent-kafka 2.16): refused unless longer, or 0 for no limit. */
export const librdkafkaLinger: ConfigRule = (config, { client, sinks }) => {
  const [message, linger] = [config('delivery.timeout.ms'), config('linger.ms')];
  const [messageMs, lingerMs] = [numberOf(message), numberOf(linger)];
  if (client !== 'librdkafka' || !writesKafka(sinks) || message?.given !== true || linger === null) return null;
  if (messageMs === null || lingerMs === null || messageMs === 0 || messageMs > lingerMs) return null;
  return {
    rule: 'EOS-LIBRDKAFKA-LINGER',
    severity: 'critical',
    says: `${message.name} ${show(messageMs)} is not above ${linger.name} ${show(lingerMs)}: the client refuses to make the producer.`,
    evidence: [said(message), said(linger)],
    remedy: `Delete ${message.name}, or lower ${linger.name}: 5 to 100 ms is usual.`,
    guideline: guideline('producer-idempotence'),
    confidence: 'high',
  };
};
