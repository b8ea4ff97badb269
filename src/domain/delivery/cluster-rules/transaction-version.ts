import { atLeast } from '../../configs/release.ts';
import { guideline } from '../words.ts';
import { type ClusterRule, fine, notSeen, wrong } from './rule.ts';

/** The level with which late writes cannot leak into the next transaction. Source: KIP-890 part 2, Apache Kafka 4.0. */
const WANTED = 2;

export const transactionVersion: ClusterRule = ({ transactionVersion: level, brokers }) => {
  const releases = brokers.flatMap(({ release }) => release ?? []);
  if (level === null || releases.length === 0 || !releases.every((release) => atLeast(release, '4.0'))) return notSeen;
  if (level >= WANTED) return fine(`transaction.version ${level} is finalised`);
  return wrong({
    rule: 'EOS-TRANSACTION-VERSION',
    severity: 'medium',
    says: `transaction.version is ${level}, though every broker can do ${WANTED}: a late write can still join the next transaction of its producer.`,
    evidence: [
      `finalised transaction.version ${level} (ApiVersions)`,
      `brokers: ${[...new Set(releases)].sort().join(', ')}`,
    ],
    remedy:
      'Raise the feature once no broker will go back to an older release; clients from 4.0 change over by themselves.',
    command: `kafka-features.sh --bootstrap-server B upgrade --feature transaction.version=${WANTED}`,
    verify: 'kafka-features.sh --bootstrap-server B describe shows FinalizedVersionLevel 2.',
    guideline: guideline('transactions-version-2'),
    confidence: 'high',
  });
};
