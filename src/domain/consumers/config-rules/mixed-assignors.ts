import { elements } from '../../configs/meaning.ts';
import { asItWillBe } from '../given-config.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** librdkafka takes eager or cooperative assignors, not both. Observed with librdkafka 2.16: no consumer is made. */
export const mixedAssignors: ConfigRule = (config, { premises }) => {
  if (premises.client !== 'librdkafka' || config.ofShareConsumer || config.brokersHoldSession) return null;
  const assignors = elements(config.text('partition.assignment.strategy') ?? '').filter((one) => one !== '');
  const cooperative = assignors.filter((one) => one === 'cooperative-sticky');
  if (cooperative.length === 0 || cooperative.length === assignors.length) return null;
  return {
    rule: 'CONSUMERS-ASSIGNORS-MIXED',
    ...asItWillBe(config, 'high', 'cooperative-sticky stands beside an eager assignor: the client does not start.'),
    evidence: [
      'librdkafka: all assignors of partition.assignment.strategy must have the same protocol type',
      'unlike Java, it cannot move a group from eager to cooperative one member at a time',
    ],
    remedy:
      'partition.assignment.strategy=cooperative-sticky alone. To move from range or roundrobin, stop all members first. With brokers from 4.0: group.protocol=consumer.',
    guideline: GUIDELINE.assignors,
    confidence: 'high',
  };
};
