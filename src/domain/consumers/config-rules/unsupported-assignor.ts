import { named } from '../../named.ts';
import { asItWillBe } from '../given-config.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

const NAME = 'partition.assignment.strategy';
/** Source: librdkafka CONFIGURATION.md; constructed with 2.16. */
const SUPPORTED = ['cooperative-sticky', 'range', 'roundrobin'];

/** librdkafka has three assignors of its own, and no class of Java. Java's own names are held against its release. */
export const unsupportedAssignor: ConfigRule = (config, { premises }) => {
  if (premises.client !== 'librdkafka' || config.ofShareConsumer || config.brokersHoldSession) return null;
  const unknown = (config.text(NAME) ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && !SUPPORTED.includes(one));
  if (unknown.length === 0) return null;
  return {
    rule: 'CONSUMERS-ASSIGNOR-UNSUPPORTED',
    ...asItWillBe(
      config,
      'high',
      `librdkafka has no assignor ${unknown.map(named).join(', ')}: the client does not start.`,
    ),
    evidence: [`librdkafka: Unsupported ${NAME}; it has ${SUPPORTED.join(', ')}`],
    remedy: `${NAME}=cooperative-sticky where all members have it; range or roundrobin where the group runs with one of these.`,
    guideline: GUIDELINE.assignors,
    confidence: 'high',
  };
};
