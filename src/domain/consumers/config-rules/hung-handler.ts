import { show } from '../../words.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

const NAME = 'max.poll.interval.ms';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So long nobody waits for a handler on purpose: rule of thumb. Jobs of hours are measured by their own p99. */
const LONG_MS = HOUR_MS;
/** Above this multiple of the slowest record the interval is no measure of it: rule of thumb. */
const TIMES_P99 = 4;

/** A poll interval that never ends: a handler that hangs keeps its partitions. Source: ConsumerConfig, KIP-62. */
export const hungHandler: ConfigRule = (config, { premises, poll }) => {
  const { client, p99Ms, handsOff } = premises;
  if (client === 'kafkajs' || config.ofShareConsumer || handsOff || !config.given(NAME)) return null;
  const interval = config.number(NAME);
  if (interval === null || interval <= LONG_MS || interval <= Math.max(2 * poll.intervalMs, TIMES_P99 * p99Ms.value))
    return null;
  return {
    rule: 'CONSUMERS-HUNG-HANDLER-UNNOTICED',
    severity: 'medium',
    says: `A handler that hangs keeps its partitions for ${spanOf(interval)}: its heartbeats go on, so nobody takes them over, and their lag grows.`,
    evidence: [
      `${config.spelt(NAME)} ${show(interval)} ms = ${spanOf(interval)} (given)`,
      `${show(poll.intervalMs)} ms would do for this group`,
    ],
    remedy: `${config.spelt(NAME)}=${poll.intervalMs}, and a timeout of its own for each call that the handler makes.`,
    guideline: GUIDELINE.polling,
    confidence: 'high',
  };
};

/** At least an hour: `24.9 days`, `2 hours`. */
function spanOf(ms: number): string {
  const [value, unit] = ms >= DAY_MS ? [ms / DAY_MS, 'day'] : [ms / HOUR_MS, 'hour'];
  const shown = value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
  return `${shown} ${unit}${shown === '1' ? '' : 's'}`;
}
