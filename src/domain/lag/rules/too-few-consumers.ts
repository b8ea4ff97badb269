import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { settingsFor } from '../client-settings.ts';
import { describeMembers } from '../commands.ts';
import { pressureWords } from '../pressure.ts';
import { capacityWords, limitWords } from '../scaling.ts';
import { rate } from '../words.ts';
import { guideline, type LagRule } from './rule.ts';

/** Lag grows and there are fewer members than partitions: more members help at once. Source: lag rules L15; lag-faults-observed 6. */
export const tooFewConsumers: LagRule = (facts) => {
  const { group, capacity, course, client } = facts;
  const { producedPerSecond: produced, consumedPerSecond: consumed } = facts;
  if (course.status !== 'growing') return [];
  if (capacity === null || produced === null || consumed === null) return [];
  if (capacity.members >= capacity.partitions || capacity.limit?.kind === 'sink') return [];
  return [
    {
      rule: 'LAG-TOO-FEW-CONSUMERS',
      severity: 'high',
      says: `${named(group.group)} has ${count(capacity.members, 'working member')} for ${count(capacity.partitions, 'partition')} and falls behind: ${rate(consumed)} read, ${rate(produced)} written.`,
      evidence: [
        course.because,
        `one busy member gets ${rate(capacity.perMemberPerSecond)} done (committed offsets and high watermarks)`,
        ...pressureWords(facts),
        ...limitWords(capacity),
      ],
      remedy: `${capacityWords(capacity)} How: ${settingsFor(client, group.type).scaleOut}. If one member is slow for its work, first ${settingsFor(client, group.type).throughput}.`,
      command: describeMembers(group.group),
      verify:
        'Lag falls within a few commit intervals after the new members have joined; if it does not, what they write to is the limit.',
      guideline: guideline('growing'),
      confidence: course.confidence,
    },
  ];
};
