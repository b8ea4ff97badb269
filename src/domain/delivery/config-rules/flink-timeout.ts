import { show } from '../../words.ts';
import { guideline, time } from '../words.ts';
import { numberOf } from './given.ts';
import type { ConfigRule } from './rule.ts';
import { said } from './words.ts';

/** A restore of a large job: savepoint, scheduling, state. [rule of thumb] */
const USUAL_OUTAGE_MS = 300_000;

/** Source: Flink Kafka connector docs: what was pre-committed is lost when its transaction expires before the job is restored. */
export const flinkTimeout: ConfigRule = (config, { client, transactional, timeoutMs }) => {
  const entry = config('transaction.timeout.ms');
  const value = numberOf(entry);
  if (client !== 'flink' || !transactional || entry?.given !== true || value === null) return null;
  if (value >= USUAL_OUTAGE_MS) return null;
  return {
    rule: 'EOS-FLINK-TIMEOUT',
    severity: 'high',
    says: `transaction.timeout.ms ${show(value)}: a job that is down for longer than ${time(value)} after a checkpoint loses the output that it had pre-committed.`,
    evidence: [
      said(entry),
      'KafkaSink pre-commits before the checkpoint and commits after it; an expired transaction cannot be committed',
    ],
    remedy: `Set transaction.timeout.ms=${timeoutMs} in the properties of KafkaSink, within transaction.max.timeout.ms of the brokers.`,
    guideline: guideline('exactly-once-by-client'),
    confidence: 'high',
  };
};
