import { atLeast } from '../../configs/release.ts';
import { count, show } from '../../words.ts';
import { BROKER_MAX_TIMEOUT_MS } from '../interval.ts';
import type { NeedRule } from './need.ts';

/** The first release that verifies partitions (KIP-890 part 1). */
const VERIFIES_SINCE = '3.6';

const source = 'Apache Kafka broker configuration';

export const brokerNeeds: NeedRule = ({ transactional, replicationFactor, minIsr, timeoutMs, release }) => {
  if (!transactional) return null;
  const maximum = Math.max(BROKER_MAX_TIMEOUT_MS, timeoutMs);
  return {
    family: 'broker',
    applies_to: ['every broker'],
    ofClient: false,
    settings: [
      {
        name: 'transaction.state.log.replication.factor',
        value: String(replicationFactor),
        why:
          replicationFactor < 3
            ? `there ${replicationFactor === 1 ? 'is' : 'are'} ${count(replicationFactor, 'broker')}; with 3 asked for, initTransactions hangs`
            : 'the outcome of every transaction is kept there; counts only when __transaction_state is made',
        source,
      },
      {
        name: 'transaction.state.log.min.isr',
        value: String(minIsr),
        why:
          replicationFactor > 1
            ? `RF ${replicationFactor} − 1: one broker may be down`
            : 'RF 1: one copy only, for development',
        source,
      },
      {
        name: 'transaction.max.timeout.ms',
        value: String(maximum),
        why: `at least transaction.timeout.ms ${show(timeoutMs)}, else InvalidTxnTimeoutException`,
        source,
      },
      ...(atLeast(release, VERIFIES_SINCE)
        ? [
            {
              name: 'transaction.partition.verification.enable',
              value: 'true',
              why: 'the broker refuses late writes to a transaction that is over, which is how most hang',
              source: 'KIP-890',
            },
          ]
        : []),
    ],
  };
};
