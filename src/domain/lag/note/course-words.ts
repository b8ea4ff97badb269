import { count } from '../../count.ts';
import { named } from '../../named.ts';
import type { LagStory, MemberChange } from '../curve-changes.ts';
import { amount, duration, moment, rate } from '../words.ts';

/** As exact as anybody wants to know it. [chosen] */
const EXACT_MS = 60_000;

/** Since when, and how fast. */
export function sinceWords({ trend, giveOrTakeMs }: LagStory, nowMs: number): string {
  const exactness = giveOrTakeMs < EXACT_MS ? '' : `, give or take ${duration(giveOrTakeMs / 1_000)}`;
  const begin = `${moment(trend.sinceMs)} (${duration((nowMs - trend.sinceMs) / 1_000)} ago)`;
  const since = `${moment(trend.sinceMs)} (${duration((nowMs - trend.sinceMs) / 1_000)} ago${exactness})`;
  switch (trend.kind) {
    case 'growing':
      return trend.beganInWindow
        ? `lag grows since ${since}, from ${trend.from} to ${trend.to}, by ${rate(trend.perSecond)}`
        : `lag grew already when the history begins, ${begin}, from ${trend.from} to ${trend.to} since, by ${rate(trend.perSecond)}; a longer \`since\` may show more`;
    case 'falling':
      return trend.beganInWindow
        ? `lag was greatest at ${since}, and has fallen from ${trend.from} to ${trend.to} since, by ${rate(-trend.perSecond)}`
        : `lag falls at least since the history begins, ${begin}, from ${trend.from} to ${trend.to}, by ${rate(-trend.perSecond)}`;
    case 'flat':
      return trend.greatest === 0n
        ? `nothing was unread since ${begin} at least`
        : `lag stays between ${trend.lowest} and ${trend.greatest} since ${begin} at least`;
  }
}

/** Whether producing rose or consuming fell, with the rates; what changed among the members at that time. */
export function driverWords(story: LagStory): string {
  const { atTheTurn, measured, of } = story;
  const [turn, ...others] = atTheTurn;
  const where = measured === of ? '' : ` (rates of the ${count(measured, 'partition')} whose lag grows)`;
  const members =
    turn === undefined
      ? ''
      : `. At that time ${memberWords(turn)}${others.length === 0 ? '' : `, and they changed ${count(others.length, 'more time')}`}`;
  return `${ratesWords(story)}${where}${members}`;
}

function ratesWords({ driver, before, since, producedYesterday }: LagStory): string {
  if (since.produced === null) return 'how much is produced is unknown';
  const produced = rate(since.produced);
  const consumed = since.consumed === null ? '' : `, ${amount(since.consumed)} consumed`;
  const yesterday = yesterdayWords(producedYesterday, since.produced);
  switch (driver) {
    case 'producing_rose':
      return before.produced === null
        ? `producing is above the usual: ${produced} are produced${consumed}${yesterday}`
        : `producing rose from ${amount(before.produced)} to ${produced}${timesWords(before.produced, since.produced)}${consumingWords(before.consumed, since.consumed)}${yesterday}`;
    case 'consuming_fell':
      return `consuming fell from ${amount(before.consumed ?? 0)} to ${rate(since.consumed ?? 0)} while ${produced} are produced${yesterday}`;
    case 'both':
      return `producing rose from ${amount(before.produced ?? 0)} to ${produced}, and consuming fell from ${amount(before.consumed ?? 0)} to ${amount(since.consumed ?? 0)}${yesterday}`;
    case 'nothing_consumed':
      return `nothing is consumed while ${produced} are produced${yesterday}`;
    case 'neither':
      return `neither rate changed much: ${produced} are produced${consumed}${yesterday}`;
    case 'unknown':
      return `${produced} are produced${consumed}${yesterday}`;
  }
}

function yesterdayWords(yesterday: number | null, now: number): string {
  if (yesterday === null) return '';
  return yesterday === 0
    ? '; yesterday at this time nothing was produced'
    : `; at this time yesterday it was ${amount(yesterday)}, now ${(now / yesterday).toFixed(1)} times that`;
}

/** ` (4.0 times)`, where there was something before. */
const timesWords = (before: number, now: number | null): string =>
  before <= 0 || now === null ? '' : ` (${(now / before).toFixed(1)} times)`;

function consumingWords(before: number | null, since: number | null): string {
  if (since === null) return '';
  return before === null
    ? `; ${amount(since)} are consumed`
    : `; consuming went from ${amount(before)} to ${amount(since)}`;
}

/** `members went from 3 to 2 (left: payments-3)` */
export function memberWords({ from, to, left, joined }: MemberChange): string {
  const names = [
    ...(left.length === 0 ? [] : [`left: ${namesOf(left)}`]),
    ...(joined.length === 0 ? [] : [`joined: ${namesOf(joined)}`]),
  ].join('; ');
  return from === to
    ? `${count(to, 'member')} stayed in number and changed (${names})`
    : `members went from ${from} to ${to} (${names})`;
}

/** A deploy changes dozens at once. */
const NAMES_SHOWN = 3;

const namesOf = (names: readonly string[]): string =>
  `${names.slice(0, NAMES_SHOWN).map(named).join(', ')}${names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : ''}`;
