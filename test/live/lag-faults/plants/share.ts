import type { JavaShareConsumer } from '../../../support/java-clients.ts';
import type { Plant } from '../plant.ts';

const member = (
  id: string,
  group: string,
  behaviour: Pick<JavaShareConsumer, 'topics' | 'acknowledges'> & Partial<JavaShareConsumer>,
): JavaShareConsumer => ({
  id,
  // Few records at a time, however large the batches are that they were written in (KIP-1206).
  config: {
    'group.id': group,
    'share.acknowledgement.mode': 'explicit',
    'share.acquire.mode': 'record_limit',
    'max.poll.records': '10',
  },
  ...behaviour,
  kind: 'share',
});

const FROM_THE_BEGINNING = { 'share.auto.offset.reset': 'earliest' };

/** Share groups (KIP-932), whose members take records instead of partitions. */
export const share: readonly Plant[] = [
  {
    group: 'share-lagging',
    topics: [{ topic: 'share-lagging', partitions: 2, records: 100 }],
    load: { 'share-lagging': [20, 20] },
    groupSettings: FROM_THE_BEGINNING,
    java: [
      member('share-lagging-1', 'share-lagging', { topics: ['share-lagging'], acknowledges: 'ACCEPT', recordMs: 100 }),
    ],
    ripeAt: 80,
    verdict: { rule: 'LAG-FALLING-BEHIND' },
  },
  {
    group: 'share-holding',
    topics: [{ topic: 'share-holding', partitions: 2, records: 100 }],
    load: { 'share-holding': [5, 5] },
    groupSettings: FROM_THE_BEGINNING,
    java: [member('share-holding-1', 'share-holding', { topics: ['share-holding'], acknowledges: 'nothing' })],
    ripeAt: 80,
    verdict: { rule: 'LAG-SHARE-NOT-ACKNOWLEDGED' },
  },
  {
    group: 'share-releasing',
    topics: [{ topic: 'share-releasing', partitions: 2, records: 300 }],
    load: { 'share-releasing': [3, 3] },
    groupSettings: FROM_THE_BEGINNING,
    java: [
      member('share-releasing-1', 'share-releasing', {
        topics: ['share-releasing'],
        acknowledges: 'RELEASE',
        recordMs: 20,
      }),
    ],
    ripeAt: 60,
    verdict: { rule: 'LAG-SHARE-PROGRESS-UNPROVEN' },
  },
  {
    group: 'share-not-begun',
    topics: [{ topic: 'share-not-begun', partitions: 2, records: 100 }],
    java: [member('share-not-begun-1', 'share-not-begun', { topics: ['share-not-begun'], acknowledges: 'ACCEPT' })],
    ripeAt: 40,
    verdict: { rule: 'LAG-SHARE-NOT-BEGUN' },
  },
];
