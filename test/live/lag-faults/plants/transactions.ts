import { beginTransaction, writeHangingBatch } from '../../../support/transactions.ts';
import { auto, classic } from '../java-consumers.ts';
import type { Plant } from '../plant.ts';

const READ_COMMITTED = { 'isolation.level': 'read_committed' };

/** Older than kafka-transactions find-hanging takes for late by default. */
const TWENTY_MINUTES_MS = 1_200_000;

/** Records that a reader of committed ones may not see, or that are none. */
export const transactions: readonly Plant[] = [
  {
    group: 'open-transaction',
    topics: [{ topic: 'open-transaction', partitions: 1, records: 20 }],
    load: { 'open-transaction': [10] },
    java: [
      classic(
        'open-transaction-1',
        'open-transaction',
        { topics: ['open-transaction'] },
        { ...auto(1_000), ...READ_COMMITTED },
      ),
    ],
    async play(stage) {
      const writer = await beginTransaction(stage.bootstrapServers, 'open-writer', 600_000);
      await writer.send('open-transaction', 5);
      stage.atEnd(async () => {
        await writer.abort();
        await writer.disconnect();
      });
    },
    ripeAt: 60,
    onOldReleases: true,
    verdict: { rule: 'LAG-OPEN-TRANSACTION' },
  },
  {
    group: 'hanging-transaction',
    topics: [{ topic: 'hanging', partitions: 1, records: 20 }],
    load: { hanging: [10] },
    java: [classic('hanging-1', 'hanging-transaction', { topics: ['hanging'] }, { ...auto(1_000), ...READ_COMMITTED })],
    play: (stage) => writeHangingBatch(stage.address, 'hanging', 'hanging-writer', Date.now() - TWENTY_MINUTES_MS),
    ripeAt: 60,
    onOldReleases: true,
    verdict: { rule: 'LAG-HANGING-TRANSACTION' },
  },
  {
    group: 'offsets-pending',
    topics: [{ topic: 'offsets-pending', partitions: 1, records: 40 }],
    offsets: { 'offsets-pending': [5] },
    async play(stage) {
      const writer = await beginTransaction(stage.bootstrapServers, 'pending-writer', 600_000);
      await writer.sendOffsets('offsets-pending', 'offsets-pending', [30]);
      stage.atEnd(async () => {
        await writer.abort();
        await writer.disconnect();
      });
    },
    ripeAt: 40,
    onOldReleases: true,
    // The pending commit of 30 does not count.
    verdict: { rule: 'LAG-NO-ACTIVE-MEMBERS', tells: [/35 records wait/] },
  },
  {
    group: 'phantom',
    topics: [{ topic: 'phantom', partitions: 1, records: 0 }],
    java: [classic('phantom-1', 'phantom', { topics: ['phantom'], commits: 'record' }, READ_COMMITTED)],
    async play(stage) {
      await stage.java.told('phantom-1', /^assigned$/);
      const whole = await beginTransaction(stage.bootstrapServers, 'phantom-writer', 60_000);
      await whole.send('phantom', 119);
      await whole.commit();
      await whole.disconnect();
      const aborted = await beginTransaction(stage.bootstrapServers, 'phantom-writer', 60_000);
      await aborted.send('phantom', 50);
      await aborted.abort();
      await aborted.disconnect();
    },
    ripeAt: 70,
    onOldReleases: true,
    verdict: { rule: 'LAG-PHANTOM' },
  },
];
