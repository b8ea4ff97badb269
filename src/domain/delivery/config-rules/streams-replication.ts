import { guideline } from '../words.ts';
import { numberOf } from './given.ts';
import type { ConfigRule } from './rule.ts';
import { said } from './words.ts';

/** Changelogs and repartition topics that Streams makes. Source: StreamsConfig: replication.factor. */
export const streamsReplication: ConfigRule = (config, { client, brokers }) => {
  const entry = config('replication.factor');
  // On one broker the finding about too few brokers says it.
  if (client !== 'streams' || entry === null || numberOf(entry) !== 1 || brokers === 1) return null;
  return {
    rule: 'EOS-STREAMS-REPLICATION',
    severity: 'high',
    says: 'Changelogs and repartition topics get one replica: a broker that is down stops the application, and a lost disk loses state and records that were committed.',
    evidence: [said(entry), 'it counts when Streams makes a topic; those that exist keep what they have'],
    remedy:
      'Set replication.factor=3 and reassign the topics that exist to 3 replicas (kafka-reassign-partitions.sh), with min.insync.replicas=2.',
    guideline: guideline('acks-and-replication'),
    confidence: 'high',
  };
};
