import { setTimeout as sleep } from 'node:timers/promises';
import { auto, classic, modern } from '../java-consumers.ts';
import { startKafkajs } from '../kafkajs-consumers.ts';
import type { Plant } from '../plant.ts';

/** What only looks ill. No look at it may raise an alarm. */
export const lookAlikes: readonly Plant[] = [
  {
    group: 'healthy',
    topics: [{ topic: 'healthy', partitions: 2, records: 20 }],
    load: { healthy: [10, 10] },
    java: [1, 2].map((number) => classic(`healthy-${number}`, 'healthy', { topics: ['healthy'] }, auto(5_000))),
    ripeAt: 60,
    onOldReleases: true,
    verdict: 'calm',
  },
  {
    group: 'healthy-new',
    topics: [{ topic: 'healthy-new', partitions: 2, records: 20 }],
    load: { 'healthy-new': [10, 10] },
    java: [1, 2].map((number) => modern(`healthy-new-${number}`, 'healthy-new', { regex: 'healthy-ne.' }, auto(5_000))),
    ripeAt: 60,
    verdict: 'calm',
  },
  {
    group: 'slow-topic-auto',
    topics: [{ topic: 'slow-topic-auto', partitions: 1, records: 3 }],
    load: { 'slow-topic-auto': [0.05] },
    java: [classic('slow-topic-auto-1', 'slow-topic-auto', { topics: ['slow-topic-auto'] }, auto(5_000))],
    ripeAt: 70,
    onOldReleases: true,
    verdict: 'calm',
  },
  {
    group: 'slow-topic-sync',
    topics: [{ topic: 'slow-topic-sync', partitions: 1, records: 3 }],
    load: { 'slow-topic-sync': [0.05] },
    java: [classic('slow-topic-sync-1', 'slow-topic-sync', { topics: ['slow-topic-sync'], commits: 'batch' })],
    ripeAt: 70,
    onOldReleases: true,
    verdict: 'calm',
  },
  {
    group: 'batches-of-500',
    topics: [{ topic: 'batches-of-500', partitions: 1, records: 1_500 }],
    load: { 'batches-of-500': [12] },
    java: [
      classic('batches-of-500-1', 'batches-of-500', { topics: ['batches-of-500'], commits: 'batch', recordMs: 52 }),
    ],
    ripeAt: 90,
    verdict: 'calm',
  },
  {
    group: 'slow-kafkajs',
    topics: [{ topic: 'slow-kafkajs', partitions: 3, records: 150 }],
    load: { 'slow-kafkajs': [1, 1, 1] },
    async play(stage) {
      let over = false;
      stage.atEnd(async () => {
        over = true;
      });
      await startKafkajs(stage, {
        group: 'slow-kafkajs',
        topic: 'slow-kafkajs',
        run: { eachMessage: () => sleep(over ? 0 : 200) },
      });
    },
    ripeAt: 90,
    verdict: 'calm',
  },
  {
    group: 'commit-timer',
    topics: [{ topic: 'commit-timer', partitions: 2, records: 20 }],
    load: { 'commit-timer': [10, 10] },
    java: [classic('commit-timer-1', 'commit-timer', { topics: ['commit-timer'], commitEveryMs: 60_000 })],
    ripeAt: 100,
    verdict: 'calm',
  },
  {
    group: 'six-partitions',
    topics: [{ topic: 'six-partitions', partitions: 6, records: 400 }],
    load: { 'six-partitions': [3, 3, 3, 3, 3, 3] },
    java: [classic('six-partitions-1', 'six-partitions', { topics: ['six-partitions'], recordMs: 40 }, auto(1_000))],
    ripeAt: 90,
    verdict: 'calm',
  },
  {
    group: 'joining',
    topics: [{ topic: 'joining', partitions: 4, records: 20 }],
    load: { joining: [0.9, 0.9, 0.9, 0.9] },
    // The first member is in its handler for ten seconds at a time, and gives up partitions only between two polls.
    java: [
      modern(
        'joining-1',
        'joining',
        { topics: ['joining'], commits: 'batch', recordMs: 250 },
        { 'max.poll.records': '40' },
      ),
    ],
    async play(stage) {
      await stage.at(88);
      stage.java.start(modern('joining-2', 'joining', { topics: ['joining'], commits: 'batch' }));
    },
    ripeAt: 91,
    verdict: 'calm',
  },
  {
    group: 'deploy-of-static',
    topics: [{ topic: 'deploy', partitions: 2, records: 20 }],
    load: { deploy: [5, 5] },
    java: [1, 2].map((number) =>
      classic(
        `deploy-${number}`,
        'deploy-of-static',
        { topics: ['deploy'] },
        { ...auto(5_000), 'group.instance.id': `deploy-${number}`, 'session.timeout.ms': '60000' },
      ),
    ),
    async play(stage) {
      await stage.at(60);
      await stage.java.close('deploy-2');
    },
    ripeAt: 68,
    onOldReleases: true,
    verdict: 'calm',
  },
  {
    group: 'deploy-of-static-new',
    topics: [{ topic: 'deploy-new', partitions: 2, records: 20 }],
    load: { 'deploy-new': [5, 5] },
    groupSettings: { 'consumer.session.timeout.ms': '60000' },
    java: [1, 2].map((number) =>
      modern(
        `deploy-new-${number}`,
        'deploy-of-static-new',
        { topics: ['deploy-new'] },
        { ...auto(5_000), 'group.instance.id': `deploy-new-${number}` },
      ),
    ),
    async play(stage) {
      await stage.at(60);
      await stage.java.close('deploy-new-2');
    },
    ripeAt: 68,
    verdict: 'calm',
  },
  {
    group: 'standalone',
    topics: [{ topic: 'standalone', partitions: 2, records: 20 }],
    load: { standalone: [10, 10] },
    java: [classic('standalone-1', 'standalone', { assign: ['standalone:0', 'standalone:1'] }, auto(1_000))],
    ripeAt: 60,
    onOldReleases: true,
    verdict: { rule: 'LAG-ASSIGN-CONSUMER' },
  },
];
