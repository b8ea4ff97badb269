import type { Severity } from '../../finding.ts';
import { named } from '../../named.ts';
import { describeGroup } from '../commands.ts';
import { sumsOf } from '../course.ts';
import { duration, rate } from '../words.ts';
import { guideline, type LagRule } from './rule.ts';

/** Below that an end time is noise. Source: klag gives one from a lag of 100 on. */
const SMALLEST_LAG = 100n;

/** Lag falls: the time to zero, held against what retention leaves. Source: lag rules L6; kafka-knowledge §8.3. */
export const catchingUp: LagRule = ({ group, course, lag, partitions, consumedPerSecond, producedPerSecond }) => {
  const { drainSeconds } = sumsOf(partitions.map(({ judged }) => judged));
  if (course.status !== 'draining' || lag === null || lag < SMALLEST_LAG || drainSeconds === null) return [];
  const losses = partitions.flatMap(({ judged }) => judged.retention?.secondsToLoss ?? []);
  const loss = losses.length === 0 ? null : Math.min(...losses);
  const race = loss !== null && loss < drainSeconds;
  const severity: Severity = race ? 'high' : 'info';
  return [
    {
      rule: 'LAG-CATCHING-UP',
      severity,
      says: `${named(group.group)} catches up: ${lag} records are read in about ${duration(drainSeconds)} at this rate${race ? `, but the first of them are deleted in ${duration(loss)}` : ''}.`,
      evidence: [`${rate(consumedPerSecond ?? 0)} read, ${rate(producedPerSecond ?? 0)} written`, course.because],
      remedy: race
        ? 'Raise retention.ms first, then add members.'
        : 'Leave it alone: a restart now adds a rebalance and repeats up to one commit interval.',
      command: describeGroup(group.group),
      verify: `Nothing is unread in ${duration(drainSeconds)}.`,
      guideline: guideline('draining'),
      confidence: course.confidence,
    },
  ];
};
