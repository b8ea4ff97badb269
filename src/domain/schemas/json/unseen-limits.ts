import type { JsonObject } from './json-value.ts';
import { NEW_READERS, OLD_READERS, REGISTRY, type Risk, type RiskRule } from './risk.ts';

/**
 * The registry looks for a smaller exclusiveMaximum by holding the old limit against the new `maximum`. Draft 4's flag it does
 * not look at.
 */
export const unseenLimits: RiskRule = ({ older, newer, draft }) => {
  if (draft.exclusiveLimits === 'boolean') return flagRisks(older, newer);
  const { exclusiveMaximum: before } = older;
  const { exclusiveMaximum: now } = newer;
  if (typeof before !== 'number' || typeof now !== 'number' || before === now) return [];
  const reader = now < before ? newer : older;
  const what = `exclusiveMaximum goes from ${before} to ${now}`;
  if (typeof reader.maximum !== 'number') {
    return [
      {
        id: 'JSON-EXCLUSIVE-MAXIMUM-FAILS',
        message: `${what} without a maximum: the registry fails on the comparison with HTTP 500 instead of a verdict.`,
        breaks: 'Whoever registers the schema or asks whether it is compatible.',
        source: `${REGISTRY}, number limits`,
      },
    ];
  }
  if (reader.maximum < Math.max(before, now)) return [];
  return [
    {
      id: 'JSON-EXCLUSIVE-MAXIMUM-UNSEEN',
      message: `${what} beside maximum ${reader.maximum}: the registry compares with maximum and sees no difference.`,
      breaks: now < before ? NEW_READERS : OLD_READERS,
      source: `${REGISTRY}, number limits`,
    },
  ];
};

const flagRisks = (older: JsonObject, newer: JsonObject): readonly Risk[] =>
  ['exclusiveMinimum', 'exclusiveMaximum'].flatMap((keyword) => {
    const [before, now] = [older[keyword] === true, newer[keyword] === true];
    if (before === now) return [];
    return [
      {
        id: 'JSON-EXCLUSIVE-FLAG-NOT-COMPARED',
        message: `${keyword} goes from ${before} to ${now}; the registry does not compare the flag of draft 4.`,
        breaks: now ? NEW_READERS : OLD_READERS,
        source: 'https://json-schema.org/draft-04/draft-fge-json-schema-validation-00#rfc.section.5.1.2',
      },
    ];
  });
