import type { Setting } from '../../advice/setting.ts';
import { count } from '../../words.ts';
import type { Design, ProposedGroup } from '../design.ts';
import { kafkajsTimingOf } from '../kafkajs-timing.ts';
import { bytes, SOURCE, seconds } from '../words.ts';
import { heartbeatOf } from './heartbeat.ts';
import { startOf } from './start.ts';

/** Options of kafka.consumer(), subscribe() and run(), in their own names. Source: KafkaJS 2.2.4. */
export function kafkajsSettings(design: Design): ProposedGroup[] {
  const { premises, sizing, deploys, fetching, poll } = design;
  const timing = kafkajsTimingOf(premises);
  const start = startOf(premises);
  const atLeastOnce = premises.delivery === 'at_least_once';
  const settings: Omit<Setting, 'source'>[] = [
    { name: 'groupId', value: premises.group, why: 'one group for one application' },
    {
      name: 'sessionTimeout',
      value: String(timing.sessionMs),
      why:
        poll.records === 1
          ? `heartbeats go out between messages only: above 3 × ${seconds(premises.p99Ms.value)} p99, or call heartbeat() inside the handler`
          : `heartbeats go out between commits only: at least twice the ${seconds(poll.batchMs)} of ${count(poll.records, 'message')} at p99`,
    },
    {
      name: 'heartbeatInterval',
      value: String(heartbeatOf(timing.sessionMs)),
      why: `at most a third of the session of ${seconds(timing.sessionMs)}`,
    },
    {
      name: 'rebalanceTimeout',
      value: String(timing.rebalanceMs),
      why: 'every member must finish its message and rejoin within this',
    },
    {
      name: 'partitionsConsumedConcurrently',
      value: String(Math.max(1, sizing.threads)),
      why: `${count(sizing.threads, 'partition')} at a time in one process; order within a partition is kept`,
    },
    {
      name: 'maxBytesPerPartition',
      value: String(timing.maxBytesPerPartition),
      why: `a batch of ${count(Math.max(1, Math.floor(timing.maxBytesPerPartition / premises.averageBytes.value)), 'message')} takes ${seconds((timing.maxBytesPerPartition / premises.averageBytes.value) * premises.meanMs.value)} on average`,
    },
    { name: 'minBytes', value: String(fetching.minBytes), why: fetching.minBytesWhy },
    {
      name: 'maxWaitTimeInMs',
      value: '500',
      why: 'the most latency of a fetch that finds too little; the default waits ten times as long',
    },
    {
      name: 'maxBytes',
      value: String(fetching.maxBytes),
      why: `${bytes(fetching.maxBytes)} of one broker's answer at most`,
    },
    { name: 'readUncommitted', value: 'false', why: 'records of aborted transactions are skipped' },
    { name: 'allowAutoTopicCreation', value: 'false', why: 'a typo must fail, not create a topic' },
    { name: 'fromBeginning', value: String(start.value === 'earliest'), why: start.why },
    {
      name: 'autoCommit',
      value: String(atLeastOnce),
      why: atLeastOnce ? 'commits what eachMessage has finished' : 'the application commits at the point it has chosen',
    },
    ...(atLeastOnce
      ? [
          {
            name: 'autoCommitInterval',
            value: String(deploys.commitIntervalMs),
            why: 'bounds what is read again after a crash; without it a commit waits for the end of the batch',
          },
          {
            name: 'autoCommitThreshold',
            value: '500',
            why: 'and so does this, when messages are fast',
          },
        ]
      : []),
  ];
  return [
    {
      family: 'kafkajs-consumer',
      applies_to: [premises.group],
      settings: settings.map((setting) => ({ ...setting, source: SOURCE.kafkajs })),
    },
  ];
}
