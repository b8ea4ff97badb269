import { named } from '../../named.ts';
import { describeGroup } from '../commands.ts';
import { capacityWords } from '../scaling.ts';
import { amount, duration } from '../words.ts';
import { guideline, type LagRule } from './rule.ts';

/** What common alert rules use, such as Strimzi's. By itself it says little. Source: lag rules L7. */
const COMMON_THRESHOLD = 1_000n;

/** Lag that neither grows nor shrinks, or whose direction is unknown: a number without a verdict. Source: lag rules L7. */
export const backlog: LagRule = ({ group, course, lag, producedPerSecond: produced, capacity, seen }) => {
  if (course.status !== 'steady' && course.status !== 'lagging') return [];
  if (lag === null || lag < COMMON_THRESHOLD) return [];
  const steady = course.status === 'steady';
  const worth = produced === null || produced <= 0 ? '' : `, ${duration(Number(lag) / produced)} of production`;
  return [
    {
      rule: 'LAG-BACKLOG',
      severity: steady ? 'medium' : 'low',
      says: steady
        ? `${named(group.group)} has a backlog of ${lag} records that does not shrink${worth}: one more outage comes on top of it.`
        : `${named(group.group)} has ${lag} records unread${worth}; where it goes is not known yet.`,
      evidence: [
        course.because,
        ...(produced === null ? [] : [`${amount(produced)} records/s are written (high watermarks)`]),
      ],
      remedy: steady
        ? `It reads as fast as is written and never gets through. ${capacity === null ? 'Add members up to the number of partitions, or make the handler faster.' : capacityWords(capacity)}`
        : `Do nothing on this number alone: look again with sample_seconds ${seen.spanSeconds === null ? 30 : 120}, which shows a direction.`,
      command: describeGroup(group.group),
      verify: steady ? 'Lag falls from look to look.' : 'A second look says growing, steady or draining.',
      guideline: guideline('steady-and-lagging'),
      confidence: course.confidence,
    },
  ];
};
