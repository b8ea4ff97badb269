import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { evidenceOf, GUIDELINE, type LagRule, partitionsWith } from './rule.ts';

/** Members, unread records, no commit. Source: lag rules L2, L3, L11; look-alikes as observed on Kafka 4.3.1 and 3.9.1. */
export const stalled: LagRule = (diagnosis) => {
  const silent = partitionsWith(diagnosis, 'stalled');
  const [worst] = silent;
  if (worst === undefined) return [];
  const { group } = diagnosis;
  const { confidence } = worst;
  const idle = silent.every(({ producedPerSecond }) => producedPerSecond === 0);
  const owners = [...new Set(silent.map(({ owner }) => owner).filter((owner) => owner !== null))];
  return [
    {
      rule: 'LAG-STALLED',
      severity: confidence === 'low' ? 'medium' : 'high',
      says: `${named(group.group)} committed nothing on ${count(silent.length, 'lagging partition')} while it was watched.`,
      evidence: [
        `group state ${group.state ?? 'unknown'}`,
        ...(owners.length === 0 ? [] : [`owned by ${owners.map(named).join(', ')}`]),
        ...evidenceOf(silent),
      ],
      remedy: `${stalledRemedy(group.type === 'share', confidence === 'low')}${idle ? IDLE : ''}`,
      guideline: group.type === 'share' ? `${GUIDELINE}#share-groups` : `${GUIDELINE}#stalled`,
      confidence,
    },
  ];
};

/** Markers and aborted records count as lag and are never delivered. Source: lag-faults-observed 14. */
const IDLE =
  ' Nothing was written meanwhile: on a topic with transactions, what is unread may be markers and aborted records only.';

function stalledRemedy(share: boolean, short: boolean): string {
  const first = short
    ? 'First watch longer (sample_seconds 90): batches and commit timers are silent for up to 85 s. '
    : '';
  return share
    ? `${first}Nothing was acknowledged: look for members that hold records (processing or paused), and for records that are released again and again.`
    : `${first}No broker API tells a blocked handler, a paused consumer, a failing record that is retried in place, and a dead static member apart: take a thread dump and the log of the owning member. Inspect the record at the committed offset before you skip it; never reset the whole group for one record.`;
}
