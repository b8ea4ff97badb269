import { atLeast } from '../../configs/release.ts';
import { streamsTakesStaticMembers } from '../membership.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/**
 * group.protocol=streams where brokers or client do not have it, or beside a static id. Source: KIP-1071; StreamsConfig constructed
 * with 4.1.2, 4.2.1 and 4.3.1; group coordinators 4.3.1 and 4.4.0.
 */
export const streamsProtocol: ConfigRule = (config, { premises }) => {
  const { told, release, clientRelease } = premises;
  if (told.groupType !== 'streams') return null;
  const [served, known] = [atLeast(release, '4.1'), atLeast(clientRelease, '4.1')];
  if (!atLeast(release, '4.2') || !atLeast(clientRelease, '4.2'))
    return {
      rule: 'CONSUMERS-STREAMS-PROTOCOL-NOT-READY',
      severity: 'high',
      says:
        served && known
          ? 'The streams protocol of 4.1 is early access, not for production.'
          : `${served ? `Streams ${clientRelease} does not know` : `Brokers of ${release} do not serve`} group.protocol=streams.`,
      evidence: ['KIP-1071: early access in 4.1, production-ready for its core set from 4.2'],
      remedy:
        served && known
          ? 'group.protocol=classic. Stop all instances before: the two protocols do not run beside each other in one group.'
          : 'Delete group.protocol: the classic protocol is the default.',
      guideline: GUIDELINE.clients,
      confidence: 'high',
    };
  if (!config.given('group.instance.id') || streamsTakesStaticMembers(premises)) return null;
  return {
    rule: 'CONSUMERS-STREAMS-PROTOCOL-STATIC',
    severity: 'high',
    says: atLeast(clientRelease, '4.4')
      ? `${config.spelt('group.instance.id')} stands beside group.protocol=streams: brokers of ${release} refuse the member.`
      : `${config.spelt('group.instance.id')} stands beside group.protocol=streams: the application does not start.`,
    evidence: [
      atLeast(clientRelease, '4.4')
        ? 'group coordinator before 4.4: Static members are not supported in streams groups'
        : 'ConfigException: Streams rebalance protocol does not support static membership (4.1 to 4.3)',
    ],
    remedy: `Delete ${config.spelt('group.instance.id')}; static members of a streams group need brokers and client of 4.4.`,
    guideline: GUIDELINE.staticMembers,
    confidence: 'high',
  };
};
