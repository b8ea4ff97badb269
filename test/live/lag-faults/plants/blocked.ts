import { auto, classic, modern } from '../java-consumers.ts';
import { startKafkajs } from '../kafkajs-consumers.ts';
import type { Plant } from '../plant.ts';

/** Members that hold their partitions and do nothing with them. */
export const blocked: readonly Plant[] = [
  {
    group: 'blocked-handler',
    topics: [{ topic: 'blocked', partitions: 2, records: 100 }],
    load: { blocked: [10, 10] },
    java: [1, 2].map((number) =>
      classic(`blocked-${number}`, 'blocked-handler', {
        topics: ['blocked'],
        commits: 'batch',
        blockAt: 'blocked:1:300',
      }),
    ),
    ripeAt: 80,
    onOldReleases: true,
    verdict: { rule: 'LAG-STALLED', tells: [/blocked/, /paused/, /blocked-1/] },
  },
  {
    group: 'blocked-handler-new',
    topics: [{ topic: 'blocked-new', partitions: 2, records: 100 }],
    load: { 'blocked-new': [10, 10] },
    java: [1, 2].map((number) =>
      modern(`blocked-new-${number}`, 'blocked-handler-new', {
        topics: ['blocked-new'],
        commits: 'batch',
        blockAt: 'blocked-new:1:300',
      }),
    ),
    ripeAt: 80,
    verdict: { rule: 'LAG-STALLED' },
  },
  {
    group: 'paused',
    topics: [{ topic: 'paused', partitions: 2, records: 100 }],
    load: { paused: [5, 5] },
    java: [classic('paused-1', 'paused', { topics: ['paused'], pauseAfterMs: 20_000 }, auto(1_000))],
    ripeAt: 80,
    verdict: { rule: 'LAG-PAUSED' },
  },
  {
    group: 'paused-kafkajs',
    topics: [{ topic: 'paused-kafkajs', partitions: 2, records: 20 }],
    load: { 'paused-kafkajs': [5, 5] },
    async play(stage) {
      const consumer = await startKafkajs(stage, {
        group: 'paused-kafkajs',
        topic: 'paused-kafkajs',
        run: { eachMessage: async () => {} },
      });
      await stage.at(25);
      consumer.pause([{ topic: 'paused-kafkajs' }]);
    },
    ripeAt: 80,
    onOldReleases: true,
    verdict: { rule: 'LAG-STALLED', tells: [/paused by its application \(KafkaJS/] },
  },
  {
    group: 'poll-interval-exceeded',
    topics: [{ topic: 'poll-interval', partitions: 2, records: 100 }],
    load: { 'poll-interval': [5, 5] },
    java: [
      classic(
        'poll-interval-1',
        'poll-interval-exceeded',
        { topics: ['poll-interval'], commits: 'record', blockAt: 'poll-interval:1:150' },
        { 'max.poll.interval.ms': '20000' },
      ),
    ],
    ripeAt: 60,
    onOldReleases: true,
    verdict: { rule: 'LAG-POLL-INTERVAL-EXCEEDED' },
  },
  {
    group: 'static-killed',
    topics: [{ topic: 'static-killed', partitions: 2, records: 100 }],
    load: { 'static-killed': [10, 10] },
    java: [
      classic(
        'static-killed-1',
        'static-killed',
        { topics: ['static-killed'], commits: 'batch' },
        { 'group.instance.id': 'one' },
      ),
    ],
    async play(stage) {
      const doomed = await stage.javaProcess();
      const config = { 'group.instance.id': 'two', 'session.timeout.ms': '300000' };
      doomed.start(
        classic('static-killed-2', 'static-killed', { topics: ['static-killed'], commits: 'batch' }, config),
      );
      await doomed.told('static-killed-2', /^assigned$/);
      await stage.at(35);
      await doomed.kill();
    },
    ripeAt: 80,
    onOldReleases: true,
    verdict: { rule: 'LAG-STATIC-MEMBER-AWAY', tells: [/instance two/] },
  },
  {
    group: 'frozen',
    topics: [{ topic: 'frozen', partitions: 2, records: 100 }],
    load: { frozen: [10, 10] },
    groupSettings: { 'consumer.session.timeout.ms': '180000' },
    java: [modern('frozen-1', 'frozen', { topics: ['frozen'], commits: 'batch' })],
    async play(stage) {
      const process = await stage.javaProcess();
      process.start(modern('frozen-2', 'frozen', { topics: ['frozen'], commits: 'batch' }));
      await process.told('frozen-2', /^assigned$/);
      await stage.at(60);
      process.freeze();
    },
    ripeAt: 100,
    verdict: { rule: 'LAG-STALLED' },
  },
];
