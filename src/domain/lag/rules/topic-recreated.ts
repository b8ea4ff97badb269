import { named } from '../../named.ts';
import { planReset } from '../commands.ts';
import { recreationsOf } from '../recreations.ts';
import { guideline, type LagRule, linesOf, nameOf } from './rule.ts';

/**
 * The topic's id changed under the group's commits, and its newest ones still belong to the old topic. Certain, since commits
 * carry the id since 4.1; without ids only an offset beyond the end shows it. Source: lag-faults-observed 11.
 */
export const topicRecreated: LagRule = ({ group, seen }) => {
  const stale = recreationsOf(seen).filter(({ current }) => !current);
  const [first] = stale;
  if (first === undefined) return [];
  return [
    {
      rule: 'LAG-TOPIC-RECREATED',
      severity: 'high',
      says: `${named(first.seen.topic)} was deleted and created anew, and ${named(group.group)} still stands at offsets of the old one.`,
      evidence: linesOf(stale, ({ because, seen: at }) => `${nameOf(at)}: ${because}`, 'more partition'),
      remedy:
        'A live consumer resets itself within one commit interval (auto.offset.reset decides where to). If the offsets stay, stop the group and reset it on this topic on purpose. Never recreate a topic under running consumers.',
      command: planReset(group.group, first.seen, '--to-earliest'),
      verify: 'New commits carry the present topic id, and no committed offset lies beyond the end.',
      guideline: guideline('committed-beyond-the-end'),
      confidence: 'high',
    },
  ];
};
