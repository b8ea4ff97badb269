import { setTimeout as sleep } from 'node:timers/promises';
import { quietClient } from '../../../../sandbox/client.ts';
import { waitUntil } from '../../../../sandbox/wait.ts';
import { plantTopics } from '../../../support/plant.ts';
import { auto, classic } from '../java-consumers.ts';
import type { Plant } from '../plant.ts';
import type { Stage } from '../stage.ts';

/** Records or topics that are gone, and commits that stand where nothing is. */
export const loss: readonly Plant[] = [
  {
    group: 'lost-to-retention',
    topics: [{ topic: 'lost', partitions: 2, records: 500 }],
    offsets: { lost: [40, 100] },
    play: (stage) => deleteRecords(stage, 'lost', [100, 100]),
    ripeAt: 20,
    onOldReleases: true,
    verdict: { rule: 'LAG-OFFSETS-LOST-TO-RETENTION' },
  },
  {
    group: 'lost-while-reading',
    topics: [{ topic: 'lost-live', partitions: 1, records: 4_000 }],
    java: [
      classic(
        'lost-live-1',
        'lost-while-reading',
        { topics: ['lost-live'], commits: 'batch', recordMs: 50 },
        { 'max.poll.records': '20' },
      ),
    ],
    async play(stage) {
      await stage.at(40);
      await deleteRecords(stage, 'lost-live', [3_500]);
    },
    ripeAt: 50,
    onOldReleases: true,
    verdict: { rule: 'LAG-OFFSETS-LOST-TO-RETENTION' },
  },
  {
    group: 'topic-deleted',
    topics: [{ topic: 'deleted', partitions: 2, records: 100 }],
    java: [classic('deleted-1', 'topic-deleted', { topics: ['deleted'] }, auto(1_000))],
    async play(stage) {
      await stage.at(40);
      await stage.admin.deleteTopics({ topics: ['deleted'] });
    },
    ripeAt: 60,
    onOldReleases: true,
    verdict: { rule: 'LAG-TOPIC-MISSING' },
  },
  {
    group: 'topic-recreated',
    topics: [{ topic: 'recreated', partitions: 1, records: 500 }],
    java: [
      // It leaves with its old position when the position is out of range, and that is committed to the new topic.
      classic(
        'recreated-1',
        'topic-recreated',
        { topics: ['recreated'] },
        { ...auto(1_000), 'auto.offset.reset': 'none' },
      ),
    ],
    offsets: { recreated: [100] },
    async play(stage) {
      await stage.at(40);
      await stage.admin.deleteTopics({ topics: ['recreated'] });
      await replant(stage, 'recreated', 50);
    },
    ripeAt: 75,
    verdict: { rule: 'LAG-TOPIC-RECREATED' },
  },
  {
    group: 'committed-beyond-end',
    topics: [{ topic: 'beyond', partitions: 1, records: 50 }],
    offsets: { beyond: [5_000] },
    ripeAt: 20,
    onOldReleases: true,
    verdict: { rule: 'LAG-COMMITTED-BEYOND-END' },
  },
];

/** kafkajs deletes only where it has looked at the topic before. */
async function deleteRecords({ bootstrapServers }: Stage, topic: string, below: readonly number[]): Promise<void> {
  const admin = quietClient('delete-records', bootstrapServers).admin();
  await admin.connect();
  try {
    await admin.fetchTopicOffsets(topic);
    const partitions = below.map((offset, partition) => ({ partition, offset: String(offset) }));
    await admin.deleteTopicRecords({ topic, partitions });
  } finally {
    await admin.disconnect();
  }
}

async function replant({ admin, bootstrapServers }: Stage, topic: string, records: number): Promise<void> {
  await waitUntil(async () => !(await admin.listTopics()).includes(topic), { timeoutMs: 10_000, what: 'The deletion' });
  await sleep(500);
  await plantTopics(bootstrapServers, [{ topic, partitions: 1, records }]);
}
