import type { DesignRule } from '../rule.ts';

/** What the plan of one group finds and must be solved before it runs; the rest stands in its settings; a verdict on an assumed time is a question. */
export const ofConsumerPlans: DesignRule = ({ groups }) =>
  groups.flatMap(({ id, plan }) =>
    plan.findings
      .filter(
        ({ rule, severity, confidence }) =>
          rule.startsWith('CONSUMERS-') && (severity === 'critical' || severity === 'high') && confidence !== 'low',
      )
      .map((finding) => ({ ...finding, says: `${id}: ${finding.says}` })),
  );
