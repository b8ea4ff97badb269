import { count } from '../../words.ts';
import type { DesignRule } from '../rule.ts';
import { DAY_MS, GUIDELINE, lasting, listed } from '../words.ts';

/** The copies that a deadline forgets. */
export const personalDataCopies: DesignRule = ({ topics, groups }) => {
  const copies = groups
    .flatMap(({ failureTopics }) => failureTopics)
    .flatMap(({ name, retention_ms, personalMs }) => (personalMs === null ? [] : [{ name, retention_ms, personalMs }]));
  if (copies.length === 0) return [];
  const shortest = Math.min(...copies.map(({ retention_ms }) => retention_ms));
  const longest = Math.max(...copies.map(({ retention_ms }) => retention_ms));
  // What its own topic never deletes is a finding by itself.
  const oldest = Math.max(0, ...copies.map(({ personalMs }) => personalMs).filter(Number.isFinite));
  const deadlines = topics.flatMap(({ retention: { deadlineMs } }) => (deadlineMs === null ? [] : [deadlineMs]));
  const deadlineMs = Math.min(...deadlines);
  const inTime = oldest + DAY_MS <= deadlineMs + TOLERANCE_MS;
  return [
    {
      rule: 'DESIGN-PERSONAL-DATA-COPIES',
      severity: inTime ? 'low' : 'medium',
      says: `Failed records with personal data stay in retry and dead-letter topics for another ${lasting(longest)}${shortest === longest ? '' : ' at most'}${inTime ? '' : `: one that fails late is ${lasting(oldest)} old when it goes`}.`,
      evidence: [
        `${count(copies.length, 'such topic')}: ${listed(
          copies.map(({ name }) => name),
          2,
        )}`,
        oldest === 0
          ? 'the age that they bring along has no bound: their own topic deletes nothing by time'
          : `oldest when it leaves the last of them: ${lasting(oldest)}, read on its last day and a segment of 1 d on top each time; deadline ${lasting(deadlineMs)} (assumed)`,
      ],
      remedy: `${
        oldest === 0
          ? 'Empty each by hand within the deadline'
          : inTime
            ? 'Leave their retention as it is'
            : 'Empty each by hand within the deadline, or keep the topic itself shorter'
      }; or publish only the reference and the error. The same holds for changelogs, mirrors and logs.`,
      guideline: GUIDELINE.personalData,
      confidence: 'high',
    },
  ];
};

/** Checks and deletes take minutes, and a day to spare covers them. */
const TOLERANCE_MS = 3_600_000;
