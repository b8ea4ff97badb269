import type { DesignRule } from '../rule.ts';

/** What the plan of one topic's partitions finds and no rule of the whole design says. */
const PASSED_ON = /^PARTITIONS-(HOT-KEY-(IMPOSSIBLE|TODAY-ONLY)|FEW-KEYS|CREATE-LIMIT|PRODUCER-BUFFER)$/;

/** Not of a topic that has the count of its sisters. */
const RAISES_COUNT = 'PARTITIONS-HOT-KEY-RAISES-COUNT';

export const ofPartitionPlans: DesignRule = ({ topics }) =>
  topics.flatMap(({ name, sizing, partitions }) =>
    (sizing.plan?.findings ?? [])
      .filter(({ rule }) => PASSED_ON.test(rule) || (rule === RAISES_COUNT && partitions === sizing.partitions))
      .map((finding) => ({ ...finding, says: `${name}: ${finding.says}` })),
  );
