import { named } from '../named.ts';
import { show } from '../words.ts';
import { type InUse, numberOf } from './config-rules/given.ts';
import { embedded, exactlyOnceOn } from './config-rules/words.ts';
import { BROKER_MAX_TIMEOUT_MS, LEAST_TIMEOUT_MS } from './interval.ts';
import type { Premises } from './premises.ts';
import { originOf } from './words.ts';

/** Settings that a framework with exactly-once sets itself, and logs a warning. Sources: StreamsConfig; Worker of Connect (KIP-618). */
const FORCED: readonly (readonly [name: string, wanted: (value: string) => boolean, instead: string])[] = [
  ['enable.idempotence', (value) => value === 'true', 'true'],
  ['transactional.id', () => false, 'an id of its own making'],
];

/** What the configuration says and the plan does not go by, and why. */
export function notTaken(config: InUse, premises: Premises): readonly string[] {
  const { client, transactional, told, interval, timeoutMs } = premises;
  if (!transactional) return [];
  const forced = embedded(client) && exactlyOnceOn(config, premises) ? FORCED : [];
  const ignored = forced.flatMap(([name, wanted, instead]) => {
    const entry = config(name);
    if (entry?.given !== true || wanted(entry.value)) return [];
    return [
      `${entry.name}=${named(entry.text)} of the configuration is ignored: ${client === 'streams' ? 'Streams' : 'Connect'} sets ${instead} with exactly-once, and logs a warning`,
    ];
  });
  const intervals =
    told.intervalMs !== null &&
    !told.intervalMs.setting.startsWith('the default') &&
    !interval.fromConfig &&
    told.intervalMs.value !== interval.value
      ? [
          `${told.intervalMs.setting} ${show(told.intervalMs.value)} of the configuration is not planned with: commit_interval_ms ${show(interval.value)} is ${originOf(interval)}`,
        ]
      : [];
  const timeouts =
    told.timeoutMs !== null && told.timeoutMs.value !== timeoutMs
      ? [
          `${told.timeoutMs.setting} ${show(told.timeoutMs.value)} of the configuration is not planned with: ${whyNot(told.timeoutMs.value, premises)}`,
        ]
      : [];
  const commit = client === 'streams' ? config('commit.interval.ms') : null;
  const zero =
    commit?.given === true && numberOf(commit) === 0
      ? [
          `commit.interval.ms=0 of the configuration is not planned with: it commits after every round of records, more often than the ${show(interval.value)} ms counted here`,
        ]
      : [];
  return [...ignored, ...intervals, ...zero, ...timeouts];
}

function whyNot(timeoutMs: number, { client, told, interval, heldOpen }: Premises): string {
  const most = told.brokersMaxTimeoutMs?.value ?? BROKER_MAX_TIMEOUT_MS;
  if (timeoutMs > most) return `brokers allow ${show(most)}`;
  if (client === 'flink') return `a job that stays down longer loses what it had pre-committed`;
  return heldOpen && timeoutMs <= interval.value
    ? `it is not longer than the commit interval of ${show(interval.value)} ms`
    : `it is below ${show(LEAST_TIMEOUT_MS)} ms`;
}
