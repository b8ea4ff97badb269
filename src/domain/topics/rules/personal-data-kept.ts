import type { Retention } from '../retention.ts';
import type { DesignRule } from '../rule.ts';
import type { Topic } from '../topic.ts';
import { DAY_MS, GUIDELINE, lasting } from '../words.ts';

const CRYPTO_SHREDDING =
  'Encrypt the personal fields with a key for each person, kept outside Kafka, and delete that key: it works for backups, mirrors and every copy.';

/** Personal data that no retention ever removes, or not in time. */
export const personalDataKept: DesignRule = ({ topics }) =>
  topics
    .filter((topic) => topic.personal && !goneInTime(topic))
    .map(({ name, retention }) => ({
      rule: 'DESIGN-PERSONAL-DATA-KEPT',
      severity: 'high',
      says: `${name} keeps personal data ${howLong(retention)}.`,
      evidence: [
        retention.policy === 'delete'
          ? `oldest record on disk: ${retention.oldestMs === null ? 'no bound' : lasting(retention.oldestMs)}; deadline ${lasting(retention.deadlineMs ?? 0)} (assumed)`
          : `cleanup.policy=${retention.policy}: ${stays(retention)}; after a tombstone it is gone within ${lasting((retention.compaction?.maxLagMs ?? 0) + (retention.segmentMs ?? 0))}`,
      ],
      remedy:
        retention.policy === 'delete'
          ? CRYPTO_SHREDDING
          : `Write a tombstone for each person who leaves, in time for the deadline. Safer: ${CRYPTO_SHREDDING.charAt(0).toLowerCase()}${CRYPTO_SHREDDING.slice(1)}`,
      guideline: GUIDELINE.personalData,
      confidence: 'high',
    }));

function howLong({ oldestMs, policy, retentionMs }: Retention): string {
  if (oldestMs !== null) return `up to ${lasting(oldestMs)}`;
  if (policy === 'delete') return 'for ever';
  return `until a tombstone comes${retentionMs === null ? '' : `; its retention of ${lasting(retentionMs)} is no bound`}`;
}

/** Source: KIP-354, rejected alternatives: compaction might prevent records from being deleted on time. */
const stays = ({ retentionMs }: Retention): string =>
  retentionMs === null
    ? 'the last value of each key stays'
    : `compaction merges segments, and a merged one stays while its newest record is younger than ${lasting(retentionMs)} (KIP-354)`;

const goneInTime = ({ retention }: Topic): boolean =>
  retention.oldestMs !== null && retention.oldestMs + DAY_MS <= (retention.deadlineMs ?? Infinity);
