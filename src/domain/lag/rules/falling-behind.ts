import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { settingsFor } from '../client-settings.ts';
import { describeGroup, describeShareGroup } from '../commands.ts';
import { allowedLag } from '../direction.ts';
import type { GroupFacts } from '../facts.ts';
import type { GroupType } from '../observation.ts';
import { pressureWords } from '../pressure.ts';
import { capacityWords, limitWords } from '../scaling.ts';
import { rate } from '../words.ts';
import { evidenceOf, guideline, type LagRule, partitionsWith } from './rule.ts';

/** Commits go on, lag grows. Source: lag rules L5, L15; consumers are capped by partitions (Kafka docs, design.md). */
export const fallingBehind: LagRule = (facts) => {
  const { group, producedPerSecond: produced, consumedPerSecond: consumed, course, capacity, client } = facts;
  if (course.status !== 'growing' || produced === null || consumed === null) return [];
  const growing = partitionsWith(facts, 'growing');
  const whole = asAWhole(facts);
  const settings = settingsFor(client, group.type);
  const sink = capacity?.limit?.kind === 'sink';
  return [
    {
      rule: 'LAG-FALLING-BEHIND',
      severity: 'medium',
      says: whole
        ? `${named(group.group)} falls behind: ${rate(consumed)} read, ${rate(produced)} written${sink ? ', and more members did not help' : ''}.`
        : `${named(group.group)} falls behind on ${count(growing.length, 'partition')}, though ${rate(consumed)} are read and ${rate(produced)} written in all.`,
      evidence: [
        course.because,
        ...(whole ? [] : evidenceOf(growing)),
        ...pressureWords(facts),
        `${memberWords(facts)} on ${count(capacity?.partitions ?? facts.partitions.length, 'partition')}`,
        ...(capacity === null ? [] : limitWords(capacity)),
      ],
      remedy: `${sink ? 'More members do not help: make what they write to faster, or write to it in batches.' : `Make the handler faster first: ${settings.throughput}.`} ${
        whole
          ? capacity === null
            ? withoutCapacity(group.type)
            : capacityWords(capacity)
          : 'The group as a whole reads as fast as is written, so more members alone do not help: the partitions in the evidence fall behind, by a hot key or one slow owner.'
      }`,
      command: group.type === 'share' ? describeShareGroup(group.group) : describeGroup(group.group),
      verify: 'kafka_diagnose_lag says draining, with a time to zero.',
      guideline: guideline('growing'),
      confidence: course.confidence,
    },
  ];
};

function memberWords({ group, life }: GroupFacts): string {
  if (life.kind === 'assign') return 'consumers that Kafka does not know (assign())';
  return group.members === null ? 'an unknown number of members' : count(group.members.length, 'member');
}

const withoutCapacity = (type: GroupType): string =>
  type === 'share'
    ? 'A share group may have more members than partitions: add members.'
    : 'Only as many members as partitions can work.';

/** Whether the sum grows, over the partitions where all of it was measured; else only some partitions do. */
function asAWhole({ partitions }: GroupFacts): boolean {
  let [lag, produced, consumed] = [0, 0, 0];
  for (const { judged } of partitions) {
    if (judged.lag === null || judged.producedPerSecond === null || judged.consumedPerSecond === null) continue;
    lag += Number(judged.lag);
    produced += judged.producedPerSecond;
    consumed += judged.consumedPerSecond;
  }
  return produced > consumed && lag > allowedLag(produced, 0);
}
