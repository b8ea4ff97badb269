import { guideline } from '../words.ts';
import type { EosRule } from './rule.ts';

/** Transactions cover Kafka to Kafka; elsewhere they cost and give nothing. Source: design.md of Apache Kafka 4.4. */
export const transactionsNotNeeded: EosRule = ({ premises: { client, transactional, sources, sinks } }) => {
  // An old librdkafka can't, which is another matter.
  if (
    transactional ||
    (sources.includes('kafka') && sinks.includes('kafka')) ||
    client === 'connect_source' ||
    client === 'connect_sink'
  )
    return null;
  return {
    rule: 'EOS-TRANSACTIONS-NOT-NEEDED',
    severity: 'info',
    says: 'Kafka transactions give nothing here: they join the offsets of a Kafka source with output to the same cluster, and this pipeline has only one of the two.',
    evidence: [`from ${sources.join(', ')} to ${sinks.join(', ')}`],
    remedy:
      'At least once with receivers that know an id again is simpler, cheaper, and also survives replays and offset resets.',
    guideline: guideline('idempotent-consumers'),
    confidence: 'high',
  };
};
