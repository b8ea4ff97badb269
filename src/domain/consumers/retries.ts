import type { Figure } from '../advice/figure.ts';
import { count, percent, show } from '../words.ts';
import type { PollBudget } from './polling.ts';
import { inputOf, type Premises } from './premises.ts';
import { type Sizing, UTILISATION } from './sizing.ts';
import { perSecond, rounded, SOURCE, seconds } from './words.ts';

/** How long a record that fails may hold its partition, in order, before it has to make room. */
export interface InPlace {
  /** Attempts until the record makes room. */
  readonly attempts: number;
  /** Waits of all records of one poll together. */
  readonly budgetMs: number;
  /** What to do, in the words of the client. */
  readonly says: string;
  readonly figures: readonly Figure[];
}

/** Longest stop of a partition that retries in place should cause: rule of thumb. */
const LONGEST_BLOCK_MS = 60_000;
/** First waits that are worth trying, longest first: rule of thumb. */
const FIRST_WAITS_MS = [1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1] as const;
const MOST_RETRIES = 5;
/** From here on seek() and pause() are worth what they cost, a fetch anew; shorter waits are waited out in the handler: rule of thumb. */
const PAUSE_FROM_MS = 100;
/** Of the time that a consumer has left, half is for waiting and half for catching up: rule of thumb. */
const WAITING_PART = 0.5;

/**
 * Back-offs that double, so many and so long that the whole poll ends in time and that who waits keeps up:
 * `messages/s of the holder × expected wait ≤ (1 − load) ÷ 2`, where the expected wait is `Σ pᵏ × k-th wait`.
 * Source: derived, attempts that fail independently.
 */
export function inPlaceOf(premises: Premises, sizing: Sizing, poll: PollBudget): InPlace {
  const { rate, failureShare } = premises;
  const budgetMs = budgetOf(poll);
  const load = loadOf(premises, sizing);
  const holderOf = holdersOf(premises, sizing, load);
  const backOffsMs = longestOf(failureShare.value, budgetMs, (first) => holderOf(first).bearableMs);
  const holder = holderOf(backOffsMs[0] ?? 0);
  const waitMs = expectedWaitMs(backOffsMs, failureShare.value);
  const figures: Figure[] = [budgetFigure(budgetMs, poll)];
  if (rate !== null && holder.perS !== null)
    figures.push(
      {
        name: 'bearable_wait_ms_per_message',
        value: rounded(holder.bearableMs),
        formula: `${load > 1 ? 'max(0, ' : '('}1 − ${show(rounded(load))} busy) × ${WAITING_PART} × 1,000 ÷ ${perSecond(rounded(holder.perS))} of a ${holder.name}`,
        inputs: [inputOf(rate), `partitions = ${sizing.partitions}`, inputOf(failureShare)],
        source: 'derived: half of the time left; rule of thumb',
      },
      {
        name: 'retry_wait_ms_per_message',
        value: rounded(waitMs),
        formula: waitFormula(backOffsMs, failureShare.value),
        inputs: [inputOf(failureShare)],
        source: 'derived: attempts that fail independently',
      },
    );
  return {
    attempts: 1 + Math.max(backOffsMs.length, load < 1 ? 1 : 0),
    budgetMs,
    says: [
      triesOf(backOffsMs, premises, load),
      limitOf(premises, { load, holder, waits: backOffsMs.length, waitMs }),
      ...(backOffsMs.length === 0 ? [] : [clockOf(premises, budgetMs)]),
      outageOf(premises),
      ...(premises.delivery === 'exactly_once' ? ['Abort the transaction before you wait: its time-out goes on.'] : []),
    ]
      .filter((one) => one !== '')
      .join(' '),
    figures,
  };
}

/** What the slowest batch leaves of the interval, at most a minute: longer stops of a partition are lag. */
export const budgetOf = ({ intervalMs, batchMs }: PollBudget): number =>
  Math.max(0, Math.min(LONGEST_BLOCK_MS, intervalMs - batchMs));

export const budgetFigure = (value: number, { bound, intervalMs, batchMs, records }: PollBudget): Figure => ({
  name: 'blocking_retry_budget_ms',
  value: rounded(value),
  formula: `min(${show(LONGEST_BLOCK_MS)} ms, ${show(intervalMs)} ms − ${show(batchMs)} ms at the slowest)${records === 1 ? '' : ', for a whole poll'}`,
  inputs: [`${bound} = ${intervalMs}`, `poll_budget_ms = ${batchMs}`],
  source: SOURCE.ruleOfThumb,
});

/** `1, 2, 4 … s, 5 times, 31 s in all`. */
const backOffWords = (backOffsMs: readonly number[]): string => {
  const inSeconds = (backOffsMs[0] ?? 0) >= 1_000;
  const shown = backOffsMs.slice(0, 3).map((ms) => show(inSeconds ? ms / 1_000 : ms));
  const list = `${shown.join(', ')}${backOffsMs.length > 3 ? ' …' : ''} ${inSeconds ? 's' : 'ms'}`;
  return backOffsMs.length === 1
    ? `${list}, once`
    : `${list}, ${show(backOffsMs.length)} times, ${seconds(sum(backOffsMs))} in all`;
};

/** The longest waits that both bounds allow; of two as long, the more. */
function longestOf(share: number, budgetMs: number, bearableMs: (firstMs: number) => number): readonly number[] {
  let longest: readonly number[] = [];
  for (const first of FIRST_WAITS_MS)
    for (let retries = MOST_RETRIES; retries >= 1; retries -= 1) {
      const waits = Array.from({ length: retries }, (_, index) => first * 2 ** index);
      if (sum(waits) > budgetMs || expectedWaitMs(waits, share) > bearableMs(first)) continue;
      if (sum(waits) > sum(longest)) longest = waits;
    }
  return longest;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const expectedWaitMs = (waits: readonly number[], share: number): number =>
  waits.reduce((total, wait, index) => total + share ** (index + 1) * wait, 0);

/** `0.05 × 20 ms + 0.05 ^ 2 × 40 ms + … (5 waits)`. */
function waitFormula(waits: readonly number[], share: number): string {
  if (waits.length === 0) return '0: no wait in place';
  const terms = waits.map((wait, index) => `${show(share)}${index === 0 ? '' : ` ^ ${index + 1}`} × ${show(wait)} ms`);
  return terms.length <= 2
    ? terms.join(' + ')
    : `${terms.slice(0, 2).join(' + ')} + … (${count(waits.length, 'wait')})`;
}

/** Who stands still while a record waits. */
interface Holder {
  readonly name: 'partition' | 'consumer' | 'worker';
  /** Its messages/s; null: no rate is known. */
  readonly perS: number | null;
  /** Expected wait for each of them that it has time for. */
  readonly bearableMs: number;
}

/**
 * By the first wait: its partition alone where pause() lets the others go on, else the consumer with all its partitions; in
 * kafkajs the worker that awaits the handler.
 */
function holdersOf({ rate, client }: Premises, { partitions, members }: Sizing, load: number) {
  const share = (of: number) => (rate === null ? null : (rate.value / partitions) * of);
  const holder = (name: Holder['name'], perS: number | null): Holder => ({
    name,
    perS,
    bearableMs: perS === null ? Number.POSITIVE_INFINITY : (Math.max(0, 1 - load) * WAITING_PART * 1_000) / perS,
  });
  const together = share(Math.ceil(partitions / members));
  return (firstMs: number): Holder => {
    if (client === 'kafkajs') return holder('worker', together);
    return firstMs >= PAUSE_FROM_MS ? holder('partition', share(1)) : holder('consumer', together);
  };
}

/** How busy the fullest member is at peak, its repeats included, whether the share of failures was given or assumed. */
function loadOf({ failureShare }: Premises, { fullest, repeats }: Sizing): number {
  if (fullest === null) return UTILISATION;
  return repeats > 1 ? fullest : fullest / (1 - failureShare.value);
}

function triesOf(backOffsMs: readonly number[], { client }: Premises, load: number): string {
  const [first] = backOffsMs;
  if (first === undefined)
    return load < 1 ? 'A record fails: try once more at once, but do not wait in place.' : 'No retry in place.';
  const again = `try again after ${backOffWords(backOffsMs)}`;
  if (client === 'kafkajs')
    return `A record fails: await the wait inside eachMessage, with heartbeat() at least every 3 s, and ${again}.`;
  return first >= PAUSE_FROM_MS
    ? `A record fails: seek() back to it, pause() its partition alone so that the others go on, and ${again}.`
    : `A record fails: wait in the handler and ${again}.`;
}

interface Limits {
  readonly load: number;
  readonly holder: Holder;
  /** How many. */
  readonly waits: number;
  readonly waitMs: number;
}

/** What binds the waits, with its numbers. */
function limitOf({ failureShare }: Premises, { load, holder, waits, waitMs }: Limits): string {
  const failing = `${percent(failureShare.value)}${failureShare.assumed ? ' (assumed)' : ''} failing`;
  const { name, perS, bearableMs } = holder;
  if (perS === null) {
    if (waitMs === 0) return '';
    const most = ((1 - load) * WAITING_PART * 1_000) / waitMs;
    return `With ${failing}, a ${name} keeps up with that only below ${perSecond(rounded(most))}; above it shorten the waits.`;
  }
  if (bearableMs === 0) return `At ${percent(load)} busy no partition has time to wait: each wait would be lag.`;
  const bears = `a ${name} with ${perSecond(rounded(perS))} bears ${show(rounded(bearableMs))} ms`;
  return waits === 0
    ? `With ${failing} that is too much: ${bears} of waiting for each message.`
    : `With ${failing} that is ${show(rounded(waitMs))} ms of waiting for each message; ${bears}.`;
}

/** How the poll, the session or the lock is kept while records wait. */
export function clockOf({ client }: Premises, budgetMs: number): string {
  const clock = seconds(budgetMs);
  if (client === 'kafkajs' && budgetMs === 0) return 'Wait only with heartbeat() at least every 3 s.';
  if (client === 'kafkajs') return `Without heartbeat() all waits of a message must end within ${clock}.`;
  if (client === 'librdkafka')
    return budgetMs === 0
      ? 'Wait only with the partition paused, and keep calling poll().'
      : `Inside the handler wait ${clock} at most between two calls of poll(); longer only with pause() while you go on polling.`;
  return budgetMs === 0
    ? 'Inside a poll there is no time to wait: pause() and poll on.'
    : `All waits inside one poll share ${clock}; then seek() each partition back to its first record not done, pause() and poll on.`;
}

/** Everything fails: parking would move the whole stream aside. */
export const outageOf = ({ client }: Premises): string =>
  client === 'kafkajs'
    ? 'If most fail (database away): park nothing, consumer.pause() the topic, probe after 1, 2, 4 … 60 s, and resume when a probe succeeds.'
    : 'If most fail (database away): park nothing, pause() all, poll on, and try one after 1, 2, 4 … 60 s.';
