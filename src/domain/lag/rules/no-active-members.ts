import { named } from '../../named.ts';
import { evidenceOf, GUIDELINE, type LagRule, partitionsWith } from './rule.ts';

/** Unread records and nobody in the group. Source: lag rules L12, L27; KIP-211; a crash loop was seen Empty in most samples. */
export const noActiveMembers: LagRule = (diagnosis) => {
  const waiting = partitionsWith(diagnosis, 'no_active_members');
  if (waiting.length === 0) return [];
  const { group, lag } = diagnosis;
  const onlyCommits = group.protocolType === '';
  return [
    {
      rule: 'LAG-NO-ACTIVE-MEMBERS',
      severity: 'high',
      says: `${named(group.group)} has no members while ${lag ?? 'an unknown number of'} records wait.`,
      evidence: [`group state ${group.state ?? 'unknown'}, type ${group.type}`, ...evidenceOf(waiting)],
      remedy: onlyCommits
        ? 'This group never had members, only commits: an assign() consumer, or a tool wrote the offsets. Look at that application; the group itself shows nothing more.'
        : 'Start the consumers, or look at why they stopped: a consumer that crashes in a loop looks Empty too, so read its log first. Do not delete the group. Its offsets expire offsets.retention.minutes (default 10080, 7 days) after it became empty; after that auto.offset.reset decides where it starts.',
      guideline: `${GUIDELINE}#no-active-members`,
      confidence: diagnosis.consumedPerSecond === null ? 'medium' : 'high',
    },
  ];
};
