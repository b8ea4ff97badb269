import { pollMs } from '../../formulas/polling.ts';
import { count, show } from '../../words.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE, seconds } from '../words.ts';

/** The producer's default, where its own configuration is not known. Source: Apache Kafka 4.3 ProducerConfig. */
const DEFAULT_TIMEOUT_MS = 60_000;

/** One transaction takes a whole poll: the coordinator aborts what lasts longer than transaction.timeout.ms, each time again. */
export const pollOverTransaction: ConfigRule = (config, { premises, poll }) => {
  const { meanMs, p99Ms, client, delivery, handsOff } = premises;
  if (client !== 'java' || delivery !== 'exactly_once' || config.ofShareConsumer || handsOff) return null;
  if (meanMs.assumed && p99Ms.assumed) return null;
  const records = config.number('max.poll.records');
  const timeout = config.number('transaction.timeout.ms') ?? DEFAULT_TIMEOUT_MS;
  if (records === null || records <= poll.records || timeout <= 0) return null;
  const slow = pollMs({ records, p99MsPerRecord: p99Ms.value });
  const usual = pollMs({ records, p99MsPerRecord: meanMs.value });
  if (slow.value <= timeout) return null;
  const always = !meanMs.assumed && usual.value > timeout;
  return {
    rule: 'CONSUMERS-POLL-OVER-TRANSACTION',
    severity: always ? 'high' : 'medium',
    says: `A full poll of ${count(records, 'record')} takes ${seconds(always ? usual.value : slow.value)}${always ? '' : ' at its slowest'}: its transaction is aborted after ${seconds(timeout)}, and the same records come again.`,
    evidence: [
      `${count(records, 'record')} × ${show(always ? meanMs.value : p99Ms.value)} ms ${always ? 'on average' : 'p99'} against transaction.timeout.ms ${show(timeout)}${config.given('transaction.timeout.ms') ? '' : ' by default'}`,
    ],
    remedy: `${config.spelt('max.poll.records')}=${poll.records}${poll.transactionMs === null || poll.transactionMs <= timeout ? '' : ` and transaction.timeout.ms=${poll.transactionMs}`}; or commit a transaction more than once within a poll.`,
    guideline: GUIDELINE.exactlyOnce,
    confidence: p99Ms.assumed && !always ? 'low' : 'high',
  };
};
