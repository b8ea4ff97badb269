import type { Severity } from '../../finding.ts';
import { named } from '../../named.ts';
import { describeState } from '../commands.ts';
import { duration, moment } from '../words.ts';
import { guideline, type LagRule } from './rule.ts';

const DAY_SECONDS = 86_400;

/** The clock that runs for the offsets of a group without members. Source: lag rules L12; KIP-211. */
export const offsetsExpiring: LagRule = ({ group, expiry, seen }) => {
  if (expiry === null || expiry.expiresAtMs === null || expiry.sinceMs === null) return [];
  const left = (expiry.expiresAtMs - seen.nowMs) / 1_000;
  const severity: Severity = left < DAY_SECONDS ? 'high' : 'info';
  return [
    {
      rule: 'LAG-OFFSETS-EXPIRING',
      severity,
      says: `The offsets of ${named(group.group)} expire at ${moment(expiry.expiresAtMs)}, in ${duration(Math.max(0, left))}, unless it gets members before.`,
      evidence: [
        `${group.protocolType === '' ? 'its last commit was at' : 'without members since'} ${moment(expiry.sinceMs)} (records of the group in __consumer_offsets), offsets.retention.minutes ${expiry.retentionMinutes}`,
      ],
      remedy:
        'Start it before, or note its offsets and set them again later. For jobs that run seldom raise offsets.retention.minutes on the brokers. After that auto.offset.reset decides where it starts.',
      command: describeState(group.group),
      verify: 'The group has members.',
      guideline: guideline('no-active-members'),
      confidence: 'high',
    },
  ];
};
