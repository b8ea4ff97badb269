import { named } from '../../named.ts';
import { describeTopic } from '../commands.ts';
import { recreationsOf } from '../recreations.ts';
import { guideline, type LagRule, linesOf, nameOf } from './rule.ts';
import { topicRecreated } from './topic-recreated.ts';

/** The topic was recreated within the history and the group reads the new one by now: over, and worth knowing. Source: as LAG-TOPIC-RECREATED. */
export const topicBegunAnew: LagRule = (facts) => {
  const recreated = recreationsOf(facts.seen);
  const [first] = recreated;
  if (first === undefined || topicRecreated(facts).length > 0) return [];
  return [
    {
      rule: 'LAG-TOPIC-RECREATED',
      severity: 'medium',
      says: `${named(first.seen.topic)} was deleted and created anew under ${named(facts.group.group)}, which reads the new one by now.`,
      evidence: linesOf(recreated, ({ because, seen }) => `${nameOf(seen)}: ${because}`, 'more partition'),
      remedy:
        'Nothing to do now; what the old topic held unread is lost. Never recreate a topic under running consumers: stop them, recreate, reset, start.',
      command: describeTopic(first.seen.topic),
      verify: 'All commits carry the present topic id.',
      guideline: guideline('committed-beyond-the-end'),
      confidence: 'high',
    },
  ];
};
