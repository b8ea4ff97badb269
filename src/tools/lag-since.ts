import { KnownFailure } from '../failure.ts';

/** How far back one group is looked at when nobody says: far enough for what is asked about now, and fine-grained. [chosen] */
export const USUAL_WINDOW_MINUTES = 30;

/** Longer than offsets are usually kept; the cluster itself reaches back as far as compaction lets it. [chosen] */
const LONGEST_DAYS = 14;

const MINUTE_MS = 60_000;
const LONGEST_MS = LONGEST_DAYS * 24 * 60 * MINUTE_MS;

/** The moment that `since` names: minutes before now, or an ISO time, in UTC where it has no zone. Throws KnownFailure. */
export function sinceOf(text: string, nowMs: number): number {
  const given = text.trim();
  const atMs = /^\d+(?:\.\d+)?$/.test(given) ? nowMs - Number(given) * MINUTE_MS : isoTime(given);
  if (atMs === null || Number.isNaN(atMs)) throw refused(`Argument \`since\` is no time: ${given.slice(0, 40)}.`);
  if (atMs >= nowMs) throw refused('Argument `since` must lie in the past.');
  if (atMs < nowMs - LONGEST_MS) throw refused(`Argument \`since\` must lie within the last ${LONGEST_DAYS} days.`);
  return atMs;
}

function isoTime(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(text)) return null;
  const time = text.replace(' ', 'T');
  return Date.parse(/T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(time) || !time.includes('T') ? time : `${time}Z`);
}

const refused = (what: string) =>
  new KnownFailure(
    what,
    'Expected are minutes before now, such as 45, or an ISO time, such as 2026-01-31T18:00Z.',
    'Correct `since`, or leave it out.',
  );
