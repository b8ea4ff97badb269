import { setTimeout as sleep } from 'node:timers/promises';
import { classic, modern } from '../java-consumers.ts';
import { startKafkajs } from '../kafkajs-consumers.ts';
import type { Plant } from '../plant.ts';

/** A record that the handler can't bear, and the ways in which a client goes on about it. */
export const poison: readonly Plant[] = [
  {
    group: 'crash-loop',
    topics: [{ topic: 'crash', partitions: 3, records: 150 }],
    load: { crash: [5, 5, 5] },
    java: [1, 2].map((number) =>
      classic(`crash-${number}`, 'crash-loop', {
        topics: ['crash'],
        commits: 'record',
        poisonAt: 'crash:1:200',
        onPoison: 'crash',
      }),
    ),
    ripeAt: 85,
    onOldReleases: true,
    verdict: { rule: 'LAG-CRASH-LOOP' },
  },
  {
    group: 'crash-loop-new',
    topics: [{ topic: 'crash-new', partitions: 3, records: 150 }],
    load: { 'crash-new': [5, 5, 5] },
    java: [1, 2].map((number) =>
      modern(`crash-new-${number}`, 'crash-loop-new', {
        topics: ['crash-new'],
        commits: 'record',
        poisonAt: 'crash-new:1:200',
        onPoison: 'crash',
      }),
    ),
    ripeAt: 85,
    verdict: { rule: 'LAG-CRASH-LOOP' },
  },
  {
    group: 'crash-loop-unclean',
    topics: [{ topic: 'crash-unclean', partitions: 3, records: 150 }],
    load: { 'crash-unclean': [5, 5, 5] },
    java: [
      classic('crash-unclean-1', 'crash-loop-unclean', {
        topics: ['crash-unclean'],
        commits: 'batch',
        poisonAt: 'crash-unclean:1:200',
        onPoison: 'die',
      }),
    ],
    ripeAt: 85,
    verdict: { rule: 'LAG-CRASH-LOOP' },
  },
  {
    group: 'crash-loop-kafkajs',
    topics: [{ topic: 'crash-kafkajs', partitions: 3, records: 30 }],
    load: { 'crash-kafkajs': [5, 5, 5] },
    async play(stage) {
      await startKafkajs(stage, {
        group: 'crash-loop-kafkajs',
        topic: 'crash-kafkajs',
        retry: { retries: 1, initialRetryTime: 100 },
        run: {
          autoCommitThreshold: 1,
          eachMessage: async ({ partition, message }) => {
            if (partition === 1 && message.offset === '50') throw new Error('poison');
          },
        },
      });
    },
    ripeAt: 85,
    onOldReleases: true,
    verdict: { rule: 'LAG-CRASH-LOOP', tells: [/crash-kafkajs-1 stands at 50/] },
  },
  {
    group: 'retry-in-place',
    topics: [{ topic: 'retry', partitions: 3, records: 150 }],
    load: { retry: [5, 5, 5] },
    java: [
      classic('retry-1', 'retry-in-place', {
        topics: ['retry'],
        commits: 'record',
        poisonAt: 'retry:1:200',
        onPoison: 'retry',
      }),
    ],
    ripeAt: 85,
    onOldReleases: true,
    verdict: { rule: 'LAG-POISON-RECORD', tells: [/retry-1 stands at 200/] },
  },
  {
    group: 'retry-and-commit',
    topics: [{ topic: 'retry-commit', partitions: 3, records: 150 }],
    load: { 'retry-commit': [5, 5, 5] },
    java: [
      classic('retry-commit-1', 'retry-and-commit', {
        topics: ['retry-commit'],
        commits: 'record',
        poisonAt: 'retry-commit:1:200',
        onPoison: 'retry and commit',
      }),
    ],
    ripeAt: 85,
    onOldReleases: true,
    verdict: { rule: 'LAG-POISON-RECORD', tells: [/retry-commit-1 stands at 200/] },
  },
  {
    group: 'handler-too-slow-kafkajs',
    topics: [{ topic: 'overlong-kafkajs', partitions: 2, records: 30 }],
    load: { 'overlong-kafkajs': [5, 5] },
    async play(stage) {
      let over = false;
      stage.atEnd(async () => {
        over = true;
      });
      // No heartbeat goes out before a message is through, which takes longer than the session.
      await startKafkajs(stage, {
        group: 'handler-too-slow-kafkajs',
        topic: 'overlong-kafkajs',
        sessionTimeout: 3_000,
        run: { eachMessage: () => sleep(over ? 0 : 7_000) },
      });
    },
    ripeAt: 100,
    verdict: { rule: 'LAG-CRASH-LOOP' },
  },
];
