import { named } from '../../named.ts';
import { describeShareGroup } from '../commands.ts';
import { rate } from '../words.ts';
import { guideline, type LagRule } from './rule.ts';

/**
 * A start offset that moves is no success: records that are released for ever are archived after five deliveries and look
 * consumed. Source: lag-faults-observed 17.
 */
export const shareProgress: LagRule = ({ group, lag, consumedPerSecond }) => {
  if (group.type !== 'share' || lag === null || lag === 0n || (consumedPerSecond ?? 0) <= 0) return [];
  return [
    {
      rule: 'LAG-SHARE-PROGRESS-UNPROVEN',
      severity: 'info',
      says: `The start offsets of the share group ${named(group.group)} move, which does not prove that records are accepted: those released too often are archived and look the same.`,
      evidence: [`start offsets move by ${rate(consumedPerSecond ?? 0)}, ${lag} records wait`],
      remedy:
        'Compare with what the application accepted, or watch its errors. Records are archived after group.share.delivery.count.limit (5) deliveries; from 4.4 a dead-letter topic keeps them (errors.deadletterqueue.topic.name of the group, with share.version=2).',
      command: describeShareGroup(group.group),
      verify: 'The application counts as many accepted records as the start offsets move by.',
      guideline: guideline('share-groups'),
      confidence: 'low',
    },
  ];
};
