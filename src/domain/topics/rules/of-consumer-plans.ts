import type { Finding } from '../../finding.ts';
import { show } from '../../words.ts';
import type { Group } from '../groups.ts';
import type { DesignRule } from '../rule.ts';

/** More partitions would destroy an order over everything; what binds then is said of the topic and its ceiling. */
const WANTS_PARTITIONS = 'CONSUMERS-TOO-FEW-PARTITIONS';

/** What the plan of one group finds and must be solved before it runs; the rest stands in its settings; a verdict on an assumed time is a question. */
export const ofConsumerPlans: DesignRule = ({ groups }) =>
  groups.flatMap((group) =>
    group.plan.findings
      .filter(
        ({ rule, severity, confidence }) =>
          rule.startsWith('CONSUMERS-') && (severity === 'critical' || severity === 'high') && confidence !== 'low',
      )
      .filter(({ rule }) => rule !== WANTS_PARTITIONS || group.topics.every(({ order }) => order !== 'total'))
      .map((finding) => ({ ...finding, says: `${group.id}: ${finding.says}`, remedy: remedyOf(finding, group) })),
  );

/** The largest group.share.max.size. Source: Apache Kafka 4.3 GroupCoordinatorConfig. */
const MOST_SHARE_MEMBERS = 1_000;

/** What no share group carries, a consumer group may. Source: KIP-932; a partition has one reader in a consumer group. */
function remedyOf({ rule, remedy }: Finding, { plan }: Group): string {
  const needed = plan.figures.find(({ name }) => name === 'consumers_needed')?.value ?? 0;
  return rule === 'CONSUMERS-SHARE-GROUP-FULL' && needed > MOST_SHARE_MEMBERS
    ? `${remedy} A consumer group has no such limit, but each of its ${show(needed)} members needs a partition.`
    : remedy;
}
