import { auto, classic, modern } from '../java-consumers.ts';
import type { Plant } from '../plant.ts';

/** More is written than is read. */
export const capacity: readonly Plant[] = [
  {
    group: 'slow-sink',
    topics: [{ topic: 'slow-sink', partitions: 2, records: 50 }],
    load: { 'slow-sink': [40, 40] },
    java: [1, 2].map((number) =>
      classic(
        `slow-sink-${number}`,
        'slow-sink',
        { topics: ['slow-sink'], commits: 'batch', recordMs: 50 },
        { 'max.poll.records': '20' },
      ),
    ),
    ripeAt: 80,
    onOldReleases: true,
    verdict: { rule: 'LAG-FALLING-BEHIND' },
  },
  {
    group: 'slow-sink-new',
    topics: [{ topic: 'slow-sink-new', partitions: 2, records: 50 }],
    load: { 'slow-sink-new': [40, 40] },
    java: [1, 2].map((number) =>
      modern(
        `slow-sink-new-${number}`,
        'slow-sink-new',
        { topics: ['slow-sink-new'], recordMs: 50 },
        { 'max.poll.records': '20', ...auto(2_000) },
      ),
    ),
    ripeAt: 100,
    verdict: { rule: 'LAG-FALLING-BEHIND' },
  },
  {
    group: 'slow-batches',
    topics: [{ topic: 'slow-batches', partitions: 1, records: 500 }],
    load: { 'slow-batches': [40] },
    java: [classic('slow-batches-1', 'slow-batches', { topics: ['slow-batches'], commits: 'batch', recordMs: 50 })],
    ripeAt: 110,
    verdict: { rule: 'LAG-FALLING-BEHIND' },
  },
  {
    group: 'hot-key',
    topics: [{ topic: 'hot-key', partitions: 4, records: 10 }],
    load: { 'hot-key': [40, 2, 1, 1] },
    java: [1, 2, 3, 4].map((number) =>
      classic(
        `hot-key-${number}`,
        'hot-key',
        { topics: ['hot-key'], commits: 'batch', recordMs: 40 },
        { 'max.poll.records': '20' },
      ),
    ),
    ripeAt: 80,
    onOldReleases: true,
    verdict: { rule: 'LAG-HOT-PARTITION' },
  },
  {
    group: 'too-few',
    topics: [{ topic: 'too-few', partitions: 6, records: 400 }],
    load: { 'too-few': [10, 10, 10, 10, 10, 10] },
    java: [classic('too-few-1', 'too-few', { topics: ['too-few'], recordMs: 40 }, auto(1_000))],
    ripeAt: 100,
    verdict: { rule: 'LAG-TOO-FEW-CONSUMERS' },
  },
];
