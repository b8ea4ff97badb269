import { auto, classic, modern } from '../java-consumers.ts';
import type { Plant } from '../plant.ts';

/** What is committed, where, and by whom. */
export const commits: readonly Plant[] = [
  {
    group: 'never-commits',
    topics: [{ topic: 'never', partitions: 2, records: 50 }],
    load: { never: [5, 5] },
    java: [classic('never-1', 'never-commits', { topics: ['never'] })],
    ripeAt: 70,
    onOldReleases: true,
    verdict: { rule: 'LAG-NEVER-COMMITTED' },
  },
  {
    group: 'never-commits-new',
    topics: [{ topic: 'never-new', partitions: 2, records: 50 }],
    load: { 'never-new': [5, 5] },
    java: [modern('never-new-1', 'never-commits-new', { topics: ['never-new'] })],
    ripeAt: 70,
    verdict: { rule: 'LAG-NEVER-COMMITTED' },
  },
  {
    group: 'stale-subscription',
    topics: [
      { topic: 'stale-old', partitions: 2, records: 100 },
      { topic: 'stale-now', partitions: 2, records: 20 },
    ],
    offsets: { 'stale-old': [40, 40] },
    load: { 'stale-old': [10, 10], 'stale-now': [5, 5] },
    java: [classic('stale-1', 'stale-subscription', { topics: ['stale-now'] }, auto(1_000))],
    ripeAt: 60,
    onOldReleases: true,
    verdict: { rule: 'LAG-STALE-SUBSCRIPTION' },
  },
  {
    group: 'topic-missing',
    topics: [],
    java: [classic('topic-missing-1', 'topic-missing', { topics: ['nowhere'] })],
    ripeAt: 60,
    onOldReleases: true,
    verdict: { rule: 'LAG-TOPIC-MISSING' },
  },
  {
    group: 'idle-members',
    topics: [{ topic: 'idle-members', partitions: 2, records: 20 }],
    load: { 'idle-members': [5, 5] },
    java: [1, 2, 3, 4].map((number) =>
      modern(`idle-members-${number}`, 'idle-members', { topics: ['idle-members'] }, auto(1_000)),
    ),
    ripeAt: 60,
    verdict: { rule: 'LAG-IDLE-MEMBERS', tells: [/2 of 4|2 members/] },
  },
];
