import { STREAMS_TIMEOUT_MS } from '../../configs/streams-defaults.ts';
import { show } from '../../words.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** transaction.max.timeout.ms of the brokers. Source: TransactionLogConfig. */
const LONGEST_TRANSACTION_MS = 900_000;
const TIMEOUT = 'producer.transaction.timeout.ms';

/**
 * Streams keeps a transaction open from commit to commit. Source: StreamsConfig, constructed with 3.0.2, 3.9.2 and 4.3.1: only the
 * name with the prefix counts.
 */
export const streamsCommitInterval: ConfigRule = (config, { premises }) => {
  if (premises.client !== 'streams' || premises.told.delivery?.value !== 'exactly_once') return null;
  if (!config.given('commit.interval.ms')) return null;
  const interval = config.number('commit.interval.ms');
  const timeout = config.given(TIMEOUT) ? config.number(TIMEOUT) : STREAMS_TIMEOUT_MS;
  if (interval === null || timeout === null || interval * 2 <= timeout) return null;
  const refused = interval > timeout;
  const wanted = Math.min(LONGEST_TRANSACTION_MS, 2 * interval);
  return {
    rule: 'CONSUMERS-STREAMS-COMMIT-OVER-TRANSACTION',
    severity: refused ? 'high' : 'medium',
    says: refused
      ? `commit.interval.ms ${show(interval)} is above transaction.timeout.ms ${show(timeout)}: the application does not start, for each transaction would be aborted before its commit.`
      : `commit.interval.ms ${show(interval)} takes more than half of transaction.timeout.ms ${show(timeout)}: one slow batch more, and the transaction is aborted.`,
    evidence: [
      `${TIMEOUT} ${show(timeout)} (${config.given(TIMEOUT) ? 'given' : 'what Streams takes itself'})`,
      'exactly-once keeps one transaction open from commit to commit',
    ],
    remedy: `Delete commit.interval.ms (100 with exactly-once)${interval > LONGEST_TRANSACTION_MS ? '' : `; or ${TIMEOUT}=${wanted}, at most transaction.max.timeout.ms ${show(LONGEST_TRANSACTION_MS)} of the brokers`}. Readers with read_committed wait as long.`,
    guideline: GUIDELINE.exactlyOnce,
    confidence: 'high',
  };
};
