import type { Figure } from '../advice/figure.ts';
import { count, percent, show } from '../words.ts';
import type { PollBudget } from './polling.ts';
import { inputOf, type Premises } from './premises.ts';
import { type Sizing, UTILISATION, withAttempts } from './sizing.ts';
import { perSecond, rounded, SOURCE, seconds } from './words.ts';

/** How long a record that fails may hold its partition, in order, before it has to make room. */
export interface InPlace {
  /** What to do, in the words of the client. */
  readonly says: string;
  readonly figures: readonly Figure[];
}

/** Longest stop of a partition that retries in place should cause: rule of thumb. */
const LONGEST_BLOCK_MS = 60_000;
/** First waits that are worth trying, longest first: rule of thumb. */
const FIRST_WAITS_MS = [1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1] as const;
/** From here on seek() and pause() are worth what they cost, a fetch anew; shorter waits are waited out in the handler: rule of thumb. */
const PAUSE_FROM_MS = 100;
/** Of the time that a consumer has left, half is for waiting and half for catching up: rule of thumb. */
const WAITING_PART = 0.5;

/**
 * The tries that the group can afford: what they cost in work and in waiting takes no more than half of the time that the
 * fullest member has left after the first try. Back-offs double; the longest waits win, of two as long the more.
 */
export function affordableTries(premises: Premises, sizing: Sizing, poll: PollBudget): Sizing {
  const budgetMs = budgetOf(poll);
  const once = withAttempts(sizing, premises, 1, false);
  const room = roomOf(once);
  let best = { sizing: once, waitedMs: 0 };
  for (let attempts = 2; attempts <= sizing.attempts; attempts += 1) {
    const more = withAttempts(sizing, premises, attempts, false);
    if (room <= 0 || extraOf(more) > room) break;
    const waitedMs = sum(waitsOf(premises, more, budgetMs));
    if (waitedMs > 0 ? waitedMs >= best.waitedMs : attempts === 2) best = { sizing: more, waitedMs };
  }
  return best.sizing;
}

/** Back-offs of the tries that were found affordable. Source: derived, attempts that fail independently. */
export function inPlaceOf(premises: Premises, sizing: Sizing, poll: PollBudget): InPlace {
  const { rate, failureShare } = premises;
  const budgetMs = budgetOf(poll);
  const backOffsMs = waitsOf(premises, sizing, budgetMs);
  const holder = holderOf(premises, sizing, backOffsMs[0] ?? 0);
  const waitMs = expectedWaitMs(backOffsMs, failureShare.value);
  const figures: Figure[] = sizing.byWorkers ? [] : [budgetFigure(budgetMs, poll)];
  if (rate !== null && holder.perS !== null)
    figures.push(
      {
        name: 'bearable_wait_ms_per_message',
        value: rounded(holder.bearableMs),
        formula: `${bearableFormula(sizing)} × 1,000 ÷ ${perSecond(rounded(holder.perS))} of a ${holder.name}`,
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
    says: [
      triesOf(backOffsMs, premises, sizing),
      limitOf(premises, sizing, { holder, waits: backOffsMs.length, waitMs }),
      ...(backOffsMs.length === 0 || sizing.byWorkers ? [] : [clockOf(premises, budgetMs)]),
      outageOf(premises),
      ...(premises.delivery === 'exactly_once' ? [ABORT_FIRST] : []),
    ]
      .filter((one) => one !== '')
      .join(' '),
    figures,
  };
}

/** transaction.timeout.ms counts the wait, too. Source: Apache Kafka 4.3 ProducerConfig. */
export const ABORT_FIRST = 'Abort the transaction before you wait: its time-out goes on.';

/** What the slowest batch leaves of the interval, at most a minute: longer stops of a partition are lag. */
const budgetOf = ({ intervalMs, batchMs }: PollBudget): number =>
  Math.max(0, Math.min(LONGEST_BLOCK_MS, intervalMs - batchMs));

const budgetFigure = (value: number, { bound, intervalMs, batchMs, records }: PollBudget): Figure => ({
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

/** The longest waits between so many tries that both bounds allow; none: not even the shortest. */
function waitsOf(premises: Premises, sizing: Sizing, budgetMs: number): readonly number[] {
  const share = premises.failureShare.value;
  const candidates = FIRST_WAITS_MS.map((first) =>
    Array.from({ length: sizing.attempts - 1 }, (_, index) => first * 2 ** index),
  );
  const fits = (waits: readonly number[]) =>
    sum(waits) <= budgetMs && expectedWaitMs(waits, share) <= holderOf(premises, sizing, waits[0] ?? 0).bearableMs;
  return candidates.find(fits) ?? [];
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
function holderOf({ rate, client }: Premises, sizing: Sizing, firstMs: number): Holder {
  const { partitions, members, fullest } = sizing;
  const alone = client !== 'kafkajs' && firstMs >= PAUSE_FROM_MS;
  const perS =
    rate === null || fullest === null
      ? null
      : (rate.value / partitions) * (alone ? 1 : Math.ceil(partitions / members));
  return {
    name: client === 'kafkajs' ? 'worker' : alone ? 'partition' : 'consumer',
    perS,
    bearableMs:
      perS === null ? Number.POSITIVE_INFINITY : (Math.max(0, roomOf(sizing) - extraOf(sizing)) * 1_000) / perS,
  };
}

/** How busy the fullest member is with the first tries alone. Where no rate is known it is planned with room. */
const onceLoadOf = ({ fullest, repeats }: Sizing): number => (fullest === null ? UTILISATION : fullest / repeats);

/** Part of its time that the fullest member has for more tries and their waits. */
const roomOf = (sizing: Sizing): number => (1 - onceLoadOf(sizing)) * WAITING_PART;

/** Part of its time that the further tries of a given share take. */
const extraOf = ({ fullest, repeats }: Sizing): number => (fullest === null ? 0 : fullest - fullest / repeats);

/** `(1 − 0.8 busy) × 0.5 − 0.04 for the further tries`. */
function bearableFormula(sizing: Sizing): string {
  const load = onceLoadOf(sizing);
  const half = `${load > 1 ? 'max(0, ' : '('}1 − ${show(rounded(load))} busy) × ${WAITING_PART}`;
  return extraOf(sizing) > 0 ? `(${half} − ${show(rounded(extraOf(sizing)))} for the further tries)` : half;
}

function triesOf(
  backOffsMs: readonly number[],
  { client, delivery }: Premises,
  { attempts, byWorkers }: Sizing,
): string {
  const [first] = backOffsMs;
  if (first === undefined)
    return attempts > 1 ? 'A record fails: try once more at once, but do not wait in place.' : 'No retry in place.';
  const again = `try again after ${backOffWords(backOffsMs)}`;
  if (byWorkers)
    return `A record fails: its worker may ${again}; later records of its key wait with it, the others go on. pause() a partition while too many of its records are open.`;
  if (client === 'kafkajs')
    return `A record fails: await the wait inside ${delivery === 'exactly_once' ? 'eachBatch' : 'eachMessage'}, with heartbeat() at least every 3 s, and ${again}.`;
  return first >= PAUSE_FROM_MS
    ? `A record fails: seek() back to it, pause() its partition alone so that the others go on, and ${again}.`
    : `A record fails: wait in the handler and ${again}.`;
}

interface Limits {
  readonly holder: Holder;
  /** How many. */
  readonly waits: number;
  readonly waitMs: number;
}

/** What binds the waits, with its numbers. */
function limitOf({ failureShare }: Premises, sizing: Sizing, { holder, waits, waitMs }: Limits): string {
  if (sizing.byWorkers) return '';
  const load = onceLoadOf(sizing);
  const failing = `${show(rounded(failureShare.value * 100))} %${failureShare.assumed ? ' (assumed)' : ''} failing`;
  const { name, perS, bearableMs } = holder;
  if (perS === null) {
    if (waitMs === 0) return '';
    const most = ((1 - load) * WAITING_PART * 1_000) / waitMs;
    return `With ${failing}, a ${name} keeps up with that only below ${perSecond(rounded(most))}; above it shorten the waits.`;
  }
  if (load >= 1) return `At ${percent(load)} busy no partition has time to wait: each wait would be lag.`;
  if (sizing.attempts === 1)
    return `With ${failing} a second try is ${show(rounded(load * failureShare.value * 100))} % of a consumer's time, which is ${percent(load)} busy: more than half of what is left.`;
  const bears = `a ${name} with ${perSecond(rounded(perS))} bears ${show(rounded(bearableMs))} ms`;
  return waits === 0
    ? `With ${failing} that is too much: ${bears} of waiting for each message.`
    : `With ${failing} that is ${show(rounded(waitMs))} ms of waiting for each message; ${bears}.`;
}

/** How the poll, the session or the lock is kept while records wait. */
function clockOf({ client }: Premises, budgetMs: number): string {
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
