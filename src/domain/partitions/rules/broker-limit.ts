import { show } from '../../words.ts';
import type { LimitName } from '../limits.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Worst first, and how the sentence goes on. */
const LIMITS: readonly (readonly [limit: LimitName, whose: string, when: string])[] = [
  ['replicas per broker', 'Each broker would hold', ''],
  ['replicas of the fullest broker now', 'The fullest broker already holds', ''],
  ['replicas per broker, one broker down', 'Each broker would hold', ' with one broker down'],
];

/** More replicas per broker than the rule of thumb allows, in normal operation, on the fullest, or with one broker down. */
export const brokerLimit: PartitionRule = ({ limits, premises }) => {
  const over = LIMITS.flatMap(([limit, whose, when]) => {
    const found = limits.find((one) => one.limit === limit && one.status === 'over');
    return found === undefined ? [] : [{ ...found, whose, when }];
  });
  const [worst] = over;
  if (worst === undefined) return null;
  return {
    rule: 'PARTITIONS-BROKER-LIMIT',
    severity: worst.when === '' ? 'high' : 'medium',
    says: `${worst.whose} ${show(worst.value)} replicas${worst.when}, above ${show(worst.most)}.`,
    evidence: over.map(({ limit, value, most, formula }) => `${limit}: ${formula} = ${show(value)}, of ${show(most)}`),
    remedy:
      'Add brokers, delete or merge idle topics, or lower the count. Managed services allow less: MSK recommends 1,000 on m7g.large.',
    guideline: GUIDELINE.limits,
    confidence: premises.existingReplicas === null ? 'medium' : 'high',
  };
};
