import type { DesignRule } from '../rule.ts';

/** More partitions would destroy an order over everything; what binds then is said of the topic and its ceiling. */
const WANTS_PARTITIONS = 'CONSUMERS-TOO-FEW-PARTITIONS';

/** What the plan of one group finds and must be solved before it runs; the rest stands in its settings; a verdict on an assumed time is a question. */
export const ofConsumerPlans: DesignRule = ({ groups }) =>
  groups.flatMap(({ id, plan, topics }) =>
    plan.findings
      .filter(
        ({ rule, severity, confidence }) =>
          rule.startsWith('CONSUMERS-') && (severity === 'critical' || severity === 'high') && confidence !== 'low',
      )
      .filter(({ rule }) => rule !== WANTS_PARTITIONS || topics.every(({ order }) => order !== 'total'))
      .map((finding) => ({ ...finding, says: `${id}: ${finding.says}` })),
  );
