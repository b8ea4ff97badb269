import { count } from '../../count.ts';
import { describeTopic } from '../../lag/commands.ts';
import type { StatePartition } from '../observation.ts';
import { guideline } from '../words.ts';
import { type ClusterRule, fine, notSeen, wrong } from './rule.ts';

export const STATE_TOPIC = '__transaction_state';
const WANTED_REPLICAS = 3;

/** Replicas of the topic that keeps the outcome of every transaction. Source: broker configuration, audit rule B12. */
export const stateTopicReplicas: ClusterRule = ({ stateTopic, brokers }) => {
  if (stateTopic.kind !== 'present') return notSeen;
  const fewest = Math.min(...stateTopic.partitions.map(({ replicas }) => replicas.length));
  if (!Number.isFinite(fewest)) return notSeen;
  if (fewest >= WANTED_REPLICAS) return fine(`${STATE_TOPIC} has ${fewest} replicas on every partition or more`);
  const thin = stateTopic.partitions.filter(({ replicas }) => replicas.length === fewest).length;
  return wrong({
    rule: 'EOS-STATE-TOPIC-REPLICAS',
    severity: brokers.length < WANTED_REPLICAS ? 'medium' : 'high',
    says:
      fewest === 1
        ? `${STATE_TOPIC} has one replica: while its broker is down no transaction there begins or commits, and a lost disk loses their outcome.`
        : `${STATE_TOPIC} has ${fewest} replicas: one broker down leaves no spare copy of the outcome of transactions.`,
    evidence: [
      `${count(thin, 'partition')} of ${stateTopic.partitions.length} with ${count(fewest, 'replica')} (Metadata)`,
      `${count(brokers.length, 'broker')} in the cluster`,
    ],
    remedy:
      brokers.length < WANTED_REPLICAS
        ? 'Fine for development. For production run three brokers, then reassign the topic to 3 replicas; transaction.state.log.replication.factor counts only when the topic is made.'
        : 'Reassign the topic to 3 replicas (kafka-reassign-partitions.sh); transaction.state.log.replication.factor counts only when the topic is made.',
    command: describeTopic(STATE_TOPIC),
    verify: 'Every partition shows three replicas, all in sync.',
    guideline: guideline('transactions'),
    confidence: 'high',
  });
};

/** Partitions on which nothing can be begun or ended now. */
export const stateTopicAvailable: ClusterRule = ({ stateTopic }) => {
  if (stateTopic.kind !== 'present') return notSeen;
  const least = stateTopic.minInsyncReplicas;
  const stopped = stateTopic.partitions.filter(
    ({ leader, isr }) => leader === null || (least !== null && isr.length < least),
  );
  if (stopped.length === 0) {
    const known = least === null ? '' : ` and at least ${least} in sync`;
    return fine(`every partition of ${STATE_TOPIC} has a leader${known}`);
  }
  return wrong({
    rule: 'EOS-STATE-TOPIC-UNAVAILABLE',
    severity: 'critical',
    says: `Transactions whose id falls on ${count(stopped.length, 'partition')} of ${STATE_TOPIC} can neither begin nor commit now.`,
    evidence: [
      ...stopped.slice(0, 3).map((each) => stateOf(each, least)),
      ...(stopped.length > 3 ? [`and ${stopped.length - 3} more`] : []),
    ],
    remedy:
      'Bring back the brokers that hold the missing replicas. Open transactions of these ids hold read_committed readers back until then.',
    command: describeTopic(STATE_TOPIC),
    verify: 'Every partition has a leader and as many replicas in sync as min.insync.replicas.',
    guideline: guideline('transactions'),
    confidence: 'high',
  });
};

const stateOf = ({ partition, leader, replicas, isr }: StatePartition, least: number | null): string =>
  leader === null
    ? `partition ${partition}: no leader; replicas on ${replicas.join(', ')}`
    : `partition ${partition}: ${isr.length} in sync of ${replicas.length}, min.insync.replicas ${least ?? 'unknown'}`;

/** What the topic's own minimum makes of the loss of a broker. */
export const stateTopicMinIsr: ClusterRule = ({ stateTopic, brokers }) => {
  if (stateTopic.kind !== 'present' || stateTopic.minInsyncReplicas === null) return notSeen;
  const least = stateTopic.minInsyncReplicas;
  const fewest = Math.min(...stateTopic.partitions.map(({ replicas }) => replicas.length));
  if (least >= 2 && least < fewest) return fine(`min.insync.replicas of ${STATE_TOPIC} is ${least}`);
  // With one replica the finding about replicas says it all.
  if (fewest < 2) return notSeen;
  const stops = least >= fewest;
  return wrong({
    rule: 'EOS-STATE-TOPIC-MIN-ISR',
    severity: stops ? 'high' : 'medium',
    says: stops
      ? `min.insync.replicas ${least} of ${STATE_TOPIC} equals its ${fewest} replicas: one broker down stops every transaction there.`
      : `min.insync.replicas 1 of ${STATE_TOPIC}: an acknowledged commit may have one copy, and be lost with it.`,
    evidence: [
      `min.insync.replicas ${least} (DescribeConfigs)`,
      `${count(fewest, 'replica')} (Metadata)`,
      `${count(brokers.length, 'broker')}`,
    ],
    remedy: 'Use 3 replicas and min.insync.replicas 2.',
    command: `kafka-configs.sh --bootstrap-server B --alter --entity-type topics --entity-name ${STATE_TOPIC} --add-config min.insync.replicas=2`,
    guideline: guideline('acks-and-replication'),
    confidence: 'high',
  });
};
