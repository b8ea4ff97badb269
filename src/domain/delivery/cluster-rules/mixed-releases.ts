import { guideline } from '../words.ts';
import { brokerNames, type ClusterRule, fine, notSeen, wrong } from './rule.ts';

/** Source: Apache Kafka upgrade notes; KAFKA-20322 for transactions. */
export const mixedReleases: ClusterRule = ({ brokers }) => {
  const known = brokers.filter(({ release }) => release !== null);
  const releases = [...new Set(known.flatMap(({ release }) => release ?? []))].sort();
  const [only] = releases;
  if (only === undefined) return notSeen;
  if (releases.length === 1) return fine(`every broker that answered is of ${only}`);
  return wrong({
    rule: 'EOS-MIXED-RELEASES',
    severity: 'medium',
    says: `Brokers of ${releases.join(' and ')} run together: transactions get what the oldest can, and 4.2.0 fails them in such an upgrade.`,
    evidence: releases.map(
      (release) =>
        `${release}: ${brokerNames(known.filter((broker) => broker.release === release).map(({ nodeId }) => nodeId))}`,
    ),
    remedy: 'Finish the upgrade before you turn exactly-once on; on the 4.2 line use 4.2.1 or later.',
    guideline: guideline('transactions-version-2'),
    confidence: 'high',
  });
};
