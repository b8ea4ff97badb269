import type { DesignRule } from '../rule.ts';

/** What the plan of one topic's partitions finds and no rule of the whole design says. */
const PASSED_ON = /^PARTITIONS-(HOT-KEY-(IMPOSSIBLE|TODAY-ONLY)|FEW-KEYS|CREATE-LIMIT|PRODUCER-BUFFER)$/;

export const ofPartitionPlans: DesignRule = ({ topics }) =>
  topics.flatMap(({ name, sizing }) =>
    (sizing.plan?.findings ?? [])
      .filter(({ rule }) => PASSED_ON.test(rule))
      .map((finding) => ({ ...finding, says: `${name}: ${finding.says}` })),
  );
