import type { EosRule } from './rule.ts';

/** Source: KIP-618, Apache Kafka 3.3. */
export const connectTooOld: EosRule = ({ premises: { client, transactional, release, sinks } }) => {
  if (client !== 'connect_source' || transactional || !sinks.includes('kafka')) return null;
  return {
    rule: 'EOS-CONNECT-TOO-OLD',
    severity: 'medium',
    says: `Connect of ${release} cannot write records and source offsets together: after a crash records come twice.`,
    evidence: [`kafka_version ${release}`, 'exactly.once.source.support exists since 3.3'],
    remedy: 'Raise workers and brokers to 3.3 or later, or let every consumer dedupe by id.',
    guideline: 'kafka://guidelines/connect-and-cdc#delivery-guarantees-in-connect',
    confidence: 'high',
  };
};
