import { STREAMS_TIMEOUT_MS } from '../../configs/streams-defaults.ts';
import { show } from '../../words.ts';
import type { Premises } from '../premises.ts';
import { guideline, originOf } from '../words.ts';
import { numberOf } from './given.ts';
import type { ConfigRule } from './rule.ts';
import { embedded, said } from './words.ts';

/** What Streams holds against the interval at its start; a name without the prefix does not count there. [constructed, 3.0.2–4.3.1] */
const STREAMS_TIMEOUT = 'producer.transaction.timeout.ms';

interface Interval {
  readonly ms: number;
  readonly from: string;
}

/** Source: transaction coordinator: it aborts what is open for longer; StreamsConfig (KAFKA-12499). */
export const timeoutBelowInterval: ConfigRule = (config, premises) => {
  const interval = intervalInUse(premises);
  const entry = config('transaction.timeout.ms');
  const streams = premises.client === 'streams';
  const prefixed = entry?.name === STREAMS_TIMEOUT;
  const value = streams && !prefixed ? STREAMS_TIMEOUT_MS : numberOf(entry);
  if (!premises.transactional || interval === null || entry === null || value === null || value > interval.ms)
    return null;
  const refused = streams && value < interval.ms;
  const wanted = Math.max(premises.timeoutMs, Math.ceil(2 * interval.ms));
  const setting = streams
    ? STREAMS_TIMEOUT
    : premises.client === 'connect_source'
      ? 'producer.override.transaction.timeout.ms'
      : premises.client === 'kafkajs'
        ? 'transactionTimeout'
        : 'transaction.timeout.ms';
  return {
    rule: 'EOS-TIMEOUT-BELOW-INTERVAL',
    severity: 'critical',
    says: refused
      ? `commit.interval.ms ${show(interval.ms)} is above transaction.timeout.ms ${show(value)}: with exactly-once the application does not start.`
      : `transaction.timeout.ms ${show(value)} is not longer than the commit interval of ${show(interval.ms)} ms: the coordinator aborts transactions before their commit.`,
    evidence: [
      streams && !prefixed
        ? `${STREAMS_TIMEOUT}=${STREAMS_TIMEOUT_MS} (not given, what Streams takes itself)`
        : said(entry),
      ...(streams && entry.given && !prefixed
        ? [`${said(entry)}: Streams compares the name with the prefix only`]
        : []),
      interval.from,
    ],
    remedy: `${streams ? 'Delete commit.interval.ms (100 with exactly-once)' : 'Commit more often'}, or set ${setting}=${wanted}.`,
    guideline: guideline('transactions'),
    confidence: 'high',
  };
};

/**
 * Of the configuration itself where it says one; else the one that was asked for. A framework without either has its own, which
 * fits its timeout. null: none that anybody gave.
 */
function intervalInUse({ client, interval, told, heldOpen }: Premises): Interval | null {
  const configured = client !== 'connect_source' || told.boundary?.value === 'interval' ? told.intervalMs : null;
  if (configured !== null)
    return { ms: configured.value, from: `${configured.setting}=${show(configured.value)} (in use)` };
  if (interval.assumed || !heldOpen || embedded(client)) return null;
  return { ms: interval.value, from: `commit_interval_ms = ${show(interval.value)} (${originOf(interval)})` };
}
