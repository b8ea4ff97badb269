import { classic, modern } from '../java-consumers.ts';
import type { Plant } from '../plant.ts';

/** Members that come and go, and those that went. */
export const churn: readonly Plant[] = [
  {
    group: 'storm',
    topics: [{ topic: 'storm', partitions: 4, records: 10 }],
    load: { storm: [10, 10, 10, 10] },
    java: [
      classic('storm-1', 'storm', { topics: ['storm'], commits: 'batch' }),
      classic('storm-2', 'storm', { topics: ['storm'], commits: 'batch', lifeMs: 4_000, backMs: 3_000 }),
    ],
    ripeAt: 75,
    onOldReleases: true,
    verdict: { rule: 'LAG-REBALANCE-STORM' },
  },
  {
    group: 'storm-new',
    topics: [{ topic: 'storm-new', partitions: 4, records: 10 }],
    load: { 'storm-new': [10, 10, 10, 10] },
    java: [
      modern('storm-new-1', 'storm-new', { topics: ['storm-new'], commits: 'batch' }),
      modern('storm-new-2', 'storm-new', { topics: ['storm-new'], commits: 'batch', lifeMs: 4_000, backMs: 3_000 }),
    ],
    ripeAt: 75,
    verdict: { rule: 'LAG-REBALANCE-STORM' },
  },
  {
    group: 'storm-of-poll-interval',
    topics: [{ topic: 'storm-poll', partitions: 4, records: 200 }],
    load: { 'storm-poll': [10, 10, 10, 10] },
    java: [
      classic('storm-poll-1', 'storm-of-poll-interval', { topics: ['storm-poll'], commits: 'batch' }),
      classic(
        'storm-poll-2',
        'storm-of-poll-interval',
        { topics: ['storm-poll'], commits: 'batch', recordMs: 100 },
        { 'max.poll.interval.ms': '6000', 'max.poll.records': '90' },
      ),
    ],
    ripeAt: 85,
    onOldReleases: true,
    verdict: { rule: 'LAG-REBALANCE-STORM' },
  },
  {
    group: 'left',
    topics: [{ topic: 'left', partitions: 2, records: 100 }],
    load: { left: [5, 5] },
    java: [1, 2].map((number) => classic(`left-${number}`, 'left', { topics: ['left'], commits: 'batch' })),
    async play(stage) {
      await stage.at(35);
      await Promise.all([stage.java.close('left-1'), stage.java.close('left-2')]);
    },
    ripeAt: 70,
    onOldReleases: true,
    verdict: { rule: 'LAG-NO-ACTIVE-MEMBERS' },
  },
  {
    group: 'left-new',
    topics: [{ topic: 'left-new', partitions: 2, records: 100 }],
    load: { 'left-new': [5, 5] },
    java: [modern('left-new-1', 'left-new', { topics: ['left-new'], commits: 'batch' })],
    async play(stage) {
      await stage.at(35);
      await stage.java.close('left-new-1');
    },
    ripeAt: 70,
    verdict: { rule: 'LAG-NO-ACTIVE-MEMBERS' },
  },
];
