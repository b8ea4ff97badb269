import { atLeast } from '../../configs/release.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

const NAME = 'processing.guarantee';
export const OLD_GUARANTEES = ['exactly_once', 'exactly_once_beta'];

/** Names of exactly-once that 3.0 deprecated and 4.0 removed. Source: StreamsConfig of 3.0.2 to 4.3.1. */
export const oldExactlyOnce: ConfigRule = (config, { premises }) => {
  const value = premises.client === 'streams' && config.given(NAME) ? (config.text(NAME) ?? '') : '';
  if (!OLD_GUARANTEES.includes(value)) return null;
  const removed = atLeast(premises.clientRelease, '4.0');
  return {
    rule: 'CONSUMERS-OLD-EXACTLY-ONCE',
    severity: removed ? 'high' : 'low',
    says: `${NAME}=${value} is ${removed ? 'gone since 4.0: the application does not start' : 'deprecated since 3.0 and gone with 4.0'}.`,
    evidence: [`Kafka Streams ${premises.clientRelease}; accepted from 4.0 on: at_least_once, exactly_once_v2`],
    remedy: `${NAME}=exactly_once_v2, with brokers from 2.5. One rolling restart changes it${removed ? '; where 3.x still runs, before the upgrade' : ''}.`,
    guideline: GUIDELINE.exactlyOnce,
    confidence: 'high',
  };
};
