import { count } from '../../count.ts';
import { guideline } from '../words.ts';
import { type ClusterRule, fine, notSeen, wrong } from './rule.ts';
import { STATE_TOPIC } from './state-topic.ts';

/** transaction.state.log.replication.factor. Source: broker configuration 3.0–4.4. */
const DEFAULT_REPLICAS = 3;

/** The first use makes the topic, and waits for ever when there are too few brokers for it. */
export const stateTopicAbsent: ClusterRule = ({ stateTopic, brokers, running, open }) => {
  // Where transactions are, the topic is: this client may not see it.
  if (stateTopic.kind !== 'absent' || running.length > 0 || open.length > 0) return notSeen;
  const asked = brokers.flatMap(({ settings }) => settings?.stateReplicationFactor ?? []);
  const replicas = asked.length === 0 ? DEFAULT_REPLICAS : Math.max(...asked);
  const from = asked.length === 0 ? 'the default; the setting could not be read' : 'DescribeConfigs';
  if (replicas <= brokers.length)
    return fine(`${STATE_TOPIC} is not there yet; the first transaction makes it with ${count(replicas, 'replica')}`);
  return wrong({
    rule: 'EOS-STATE-TOPIC-CANNOT-BE-MADE',
    severity: 'critical',
    says: `The first initTransactions will hang: ${STATE_TOPIC} wants ${count(replicas, 'replica')}, and there ${brokers.length === 1 ? 'is' : 'are'} ${count(brokers.length, 'broker')}.`,
    evidence: [
      `transaction.state.log.replication.factor ${replicas} (${from})`,
      `${count(brokers.length, 'broker')} (Metadata)`,
      'the topic does not exist yet',
    ],
    remedy: `Add brokers; or, for development, set transaction.state.log.replication.factor=${brokers.length} and transaction.state.log.min.isr=1 and restart.`,
    guideline: guideline('transactions'),
    confidence: asked.length === 0 ? 'medium' : 'high',
  });
};
