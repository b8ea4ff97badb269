import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Exactly once was asked for, and Streams is told, or left, to deliver at least once. Source: StreamsConfig. */
export const guaranteeBelowDemand: ConfigRule = (config, { premises }) => {
  const { client, delivery, told } = premises;
  if (client !== 'streams' || delivery !== 'exactly_once' || told.delivery?.value === 'exactly_once') return null;
  const name = 'processing.guarantee';
  return {
    rule: 'CONSUMERS-GUARANTEE-BELOW-DEMAND',
    severity: 'high',
    says: 'Exactly once is asked for, and this configuration delivers at least once: state and results repeat after a crash.',
    evidence: [`${name}=${config.text(name)} (${config.given(name) ? 'given' : 'the default'})`],
    remedy: `${name}=exactly_once_v2, with brokers from 2.5.`,
    guideline: GUIDELINE.exactlyOnce,
    confidence: 'high',
  };
};
