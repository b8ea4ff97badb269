import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** The classic protocol with an assignor that stops every member. */
export const eagerAssignor: ConfigRule = (config, { premises }) => {
  const { client } = premises;
  if (config.ofShareConsumer || (client !== 'java' && client !== 'librdkafka')) return null;
  if (config.usesConsumerProtocol) return null;
  const assignors = (config.text('partition.assignment.strategy') ?? '').split(',').map((one) => one.trim());
  if (assignors.length === 1 && /cooperative/i.test(assignors[0] ?? '')) return null;
  if (assignors[0] === '') return null;
  // A mixture does not start: see mixedAssignors.
  if (client === 'librdkafka' && assignors.some((one) => /cooperative/i.test(one))) return null;
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
