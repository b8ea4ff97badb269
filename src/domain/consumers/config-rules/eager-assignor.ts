import { elements } from '../../configs/meaning.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Of librdkafka. Source: CONFIGURATION.md. */
const EAGER = ['range', 'roundrobin'];

/** The classic protocol with an assignor that stops every member. */
export const eagerAssignor: ConfigRule = (config, { premises }) => {
  const { client } = premises;
  if (config.ofShareConsumer || (client !== 'java' && client !== 'librdkafka')) return null;
  if (config.brokersHoldSession) return null;
  const assignors = elements(config.text('partition.assignment.strategy') ?? '').filter((one) => one !== '');
  if (assignors.length === 1 && /cooperative/i.test(assignors[0] ?? '')) return null;
  if (assignors.length === 0) return null;
  // A mixture does not start, nor does another assignor: see mixedAssignors and unsupportedAssignor.
  if (client === 'librdkafka' && !assignors.every((one) => EAGER.includes(one))) return null;
  return {
    rule: 'CONSUMERS-EAGER-ASSIGNOR',
    severity: 'low',
    says: 'Each rebalance stops every member of the group, not only the partitions that move.',
    evidence: [
      config.given('partition.assignment.strategy')
        ? 'partition.assignment.strategy does not stand on cooperative sticky alone (given)'
        : `the default ${client === 'java' ? 'of Range and CooperativeSticky acts as Range' : 'is range,roundrobin'}`,
    ],
    remedy:
      client === 'java'
        ? 'CooperativeStickyAssignor alone: one rolling restart from the default, two from a list without it. With brokers from 4.0: group.protocol=consumer.'
        : 'partition.assignment.strategy=cooperative-sticky on all members at once, for eager and cooperative must not mix. With brokers from 4.0: group.protocol=consumer.',
    guideline: GUIDELINE.assignors,
    confidence: 'high',
  };
};
