import { guideline } from '../words.ts';
import { type ClusterRule, notSeen, wrong } from './rule.ts';

/** A plan for a release that the cluster does not run. */
export const releaseDiffers: ClusterRule = ({ brokers }, { release }) => {
  const seen = [...new Set(brokers.flatMap((broker) => broker.release ?? []))].sort();
  if (seen.length === 0 || seen.includes(release)) return notSeen;
  return wrong({
    rule: 'EOS-RELEASE-DIFFERS',
    severity: 'low',
    says: `The plan is for ${release}, and the cluster runs ${seen.join(' and ')}.`,
    evidence: [`release of the plan: ${release}`, `brokers: ${seen.join(', ')} (ApiVersions)`],
    remedy: 'Leave kafka_version out to plan for the cluster as it is.',
    guideline: guideline('transactions-version-2'),
    confidence: 'high',
  });
};
