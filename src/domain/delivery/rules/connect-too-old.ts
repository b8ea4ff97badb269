import { hasOneTarget, isMirror, MIRROR_SINCE } from '../mirror.ts';
import { CONNECT_SOURCE_SINCE } from '../premises.ts';
import type { EosRule } from './rule.ts';

/** Source: KIP-618, Apache Kafka 3.3; KIP-710, 3.5. */
export const connectTooOld: EosRule = ({ premises }) => {
  const { client, transactional, release, sinks } = premises;
  if (client !== 'connect_source' || transactional) return null;
  const mirror = isMirror(premises) && hasOneTarget(premises);
  if (!sinks.includes('kafka') && !mirror) return null;
  const since = mirror ? MIRROR_SINCE : CONNECT_SOURCE_SINCE;
  return {
    rule: 'EOS-CONNECT-TOO-OLD',
    severity: 'medium',
    says: `${mirror ? 'MirrorSourceConnector' : 'Connect'} of ${release} cannot write records and source offsets together: after a crash records come twice.`,
    evidence: [
      `kafka_version ${release}`,
      mirror
        ? `MirrorSourceConnector supports exactly-once since ${MIRROR_SINCE}`
        : `exactly.once.source.support exists since ${CONNECT_SOURCE_SINCE}`,
    ],
    remedy: `Raise workers and brokers to ${since} or later, or let every consumer dedupe by id.`,
    guideline: 'kafka://guidelines/connect-and-cdc#delivery-guarantees-in-connect',
    confidence: 'high',
  };
};
