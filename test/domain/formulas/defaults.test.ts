import { expect, it } from 'vitest';
import type { ConfigCatalog, ConfigFamily } from '../../../src/domain/configs/catalog.ts';
import { SHARE_GROUP_MAX_SIZE } from '../../../src/domain/formulas/members.ts';
import { producerBatchesFit } from '../../../src/domain/formulas/memory.ts';
import { pollFits } from '../../../src/domain/formulas/polling.ts';
import { oldestOnDiskMs } from '../../../src/domain/formulas/retention.ts';
import { configs } from '../../support/fake-ports.ts';

const catalog: ConfigCatalog = await configs();

/** The default of the newest release, which the formulas' own constants must be. */
function byDefault(family: ConfigFamily, name: string): number {
  const found = catalog.find(family, name, catalog.releases.at(-1) ?? '')?.default;
  if (found == null) throw new Error(`${family} has no default of ${name}`);
  return Number(found);
}

it('deletion waits for the check and the delay of the broker', () => {
  const [checkMs, delayMs] = [
    byDefault('broker', 'log.retention.check.interval.ms'),
    byDefault('topic', 'file.delete.delay.ms'),
  ];
  expect(oldestOnDiskMs({ retentionMs: 0, segmentMs: 0 }).value).toBe(checkMs + delayMs);
});

it('a share group takes as many members as the broker lets it', () => {
  expect(SHARE_GROUP_MAX_SIZE).toBe(byDefault('broker', 'group.share.max.size'));
});

it("a producer's default buffer takes exactly as many default batches as fit into it", () => {
  const batchBytes = byDefault('producer', 'batch.size');
  const fitting = byDefault('producer', 'buffer.memory') / batchBytes;
  expect(
    [fitting, fitting + 1].map((partitions) => producerBatchesFit({ partitions, batchBytes, batchesPerPartition: 1 })),
  ).toEqual([true, false]);
});

it("the consumer's defaults leave 600 ms for each record", () => {
  const poll = {
    records: byDefault('consumer', 'max.poll.records'),
    maxPollIntervalMs: byDefault('consumer', 'max.poll.interval.ms'),
  };
  expect([600, 601].map((p99MsPerRecord) => pollFits({ ...poll, p99MsPerRecord }))).toEqual([true, false]);
});
