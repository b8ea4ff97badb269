import { guideline } from '../words.ts';
import { brokerNames, type ClusterRule, fine, notSeen, wrong } from './rule.ts';

/** Source: KIP-890 part 1. */
export const partitionVerification: ClusterRule = ({ brokers }) => {
  const known = brokers.flatMap(({ nodeId, settings }) => {
    const on = settings?.partitionVerification ?? null;
    return on === null ? [] : [{ nodeId, on }];
  });
  if (known.length === 0) return notSeen;
  const off = known.filter(({ on }) => !on).map(({ nodeId }) => nodeId);
  if (off.length === 0) return fine('brokers verify the partitions of transactions');
  return wrong({
    rule: 'EOS-VERIFICATION-OFF',
    severity: 'high',
    says: `transaction.partition.verification.enable is false on ${brokerNames(off)}: a late write can leave a transaction that nobody ends.`,
    evidence: [`false on ${brokerNames(off)} (DescribeConfigs)`],
    remedy: 'Set it back to true; it can be changed without a restart.',
    command:
      'kafka-configs.sh --bootstrap-server B --alter --entity-type brokers --entity-default --add-config transaction.partition.verification.enable=true',
    guideline: guideline('transactions-version-2'),
    confidence: 'high',
  });
};
