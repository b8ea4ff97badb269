import { show } from '../../words.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE, seconds } from '../words.ts';

/** Static membership would need a session that is not allowed, or that costs more than it saves. */
export const restartTooLong: DesignRule = ({ premises, membership, protocol, sizing }) => {
  // One instance has nobody to move its partitions to, so it needs no session that outlasts its restart.
  if (!membership.tooLong || sizing.instances === 1) return null;
  const { restart, rate } = premises;
  const dead = rate === null ? null : (rate.value / sizing.working) * restart.value * 1.5;
  return {
    rule: 'CONSUMERS-RESTART-TOO-LONG',
    severity: 'low',
    says: `A restart of ${seconds(restart.value * 1_000)} is too long for static membership; each deploy moves partitions instead.`,
    evidence: [
      membership.why,
      ...(dead === null
        ? []
        : [`a dead instance would leave ${show(Math.round(dead))} messages waiting until such a session ends`]),
    ],
    remedy:
      protocol.protocol === 'consumer'
        ? 'Shorten the restart below 55 s. Or raise group.consumer.max.session.timeout.ms on the brokers, knowing the price.'
        : 'Shorten the restart below 200 s, or live with one rebalance for each restart.',
    guideline: GUIDELINE.staticMembers,
    confidence: 'high',
  };
};
