import { count } from '../../words.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE, lasting, listed } from '../words.ts';

/** The copies that a deadline forgets. */
export const personalDataCopies: DesignRule = ({ topics, groups }) => {
  const personal = new Set(topics.filter((topic) => topic.personal).map(({ name }) => name));
  const copies = groups.flatMap(({ failureTopics }) => failureTopics.filter(({ source }) => personal.has(source)));
  if (copies.length === 0) return [];
  const longest = Math.max(...copies.map(({ retention_ms }) => retention_ms));
  return [
    {
      rule: 'DESIGN-PERSONAL-DATA-COPIES',
      severity: 'low',
      says: `Failed records with personal data stay in retry and dead-letter topics up to ${lasting(longest)}.`,
      evidence: [
        `${count(copies.length, 'such topic')}: ${listed(
          copies.map(({ name }) => name),
          2,
        )}`,
      ],
      remedy:
        'Count them into the deadline: empty each by hand within it, or publish only the reference and the error. The same holds for changelogs, mirrors and logs.',
      guideline: GUIDELINE.personalData,
      confidence: 'high',
    },
  ];
};
