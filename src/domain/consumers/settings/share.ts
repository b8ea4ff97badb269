import type { Setting } from '../../advice/setting.ts';
import { atLeast } from '../../configs/release.ts';
import { count } from '../../words.ts';
import { SHARE_DELIVERIES } from '../attempts.ts';
import type { Design, ProposedGroup } from '../design.ts';
import { SOURCE, seconds } from '../words.ts';
import { fetchSettings, pollSettings } from './java.ts';

/** Configuration of a KafkaShareConsumer and of its group. Offsets, isolation and sessions are the group's, an error in the client. */
export const shareSettings = (design: Design): ProposedGroup[] => [
  {
    family: 'consumer',
    applies_to: [design.premises.group],
    settings: [
      {
        name: 'group.id',
        value: design.premises.group,
        why: 'one share group for one application, under an id that no consumer group has: a group keeps its type',
        source: SOURCE.consumerConfig,
      },
      {
        name: 'share.acknowledgement.mode',
        value: 'explicit',
        why: 'each record is accepted, released or rejected on its own; implicit accepts a whole poll',
        source: SOURCE.shareGroups,
      },
      ...pollSettings(design),
      ...(design.poll.binds
        ? [
            {
              name: 'share.acquire.mode',
              value: 'record_limit',
              why: 'max.poll.records is a hard limit then; by default whole batches are taken and locked',
              source: SOURCE.shareGroups,
            },
          ]
        : []),
      ...fetchSettings(design),
      {
        name: 'allow.auto.create.topics',
        value: 'false',
        why: 'a typo must fail, not create a topic',
        source: SOURCE.consumerConfig,
      },
    ],
  },
  { family: 'group', applies_to: [design.premises.group], settings: groupOf(design) },
  ...deadLetterTopicOf(design),
];

function groupOf({ premises, poll, failures }: Design): Setting[] {
  const { release } = premises;
  return [
    {
      name: 'share.auto.offset.reset',
      value: 'earliest',
      why: 'a new group reads what is kept; latest would skip what arrived before its first member',
      source: SOURCE.groupConfig,
    },
    {
      name: 'share.isolation.level',
      value: 'read_committed',
      why: 'records of aborted transactions are skipped',
      source: SOURCE.groupConfig,
    },
    {
      name: 'share.record.lock.duration.ms',
      value: String(poll.intervalMs),
      why: poll.oneRecordTooSlow
        ? `the longest lock is 60 s: renew it while a record of up to ${seconds(premises.p99Ms.value)} is worked on`
        : `at least twice the ${seconds(poll.batchMs)} that ${count(poll.records, 'record')} ${poll.records === 1 ? 'takes' : 'take'} at p99; after it others get ${poll.records === 1 ? 'it' : 'them'}`,
      source: SOURCE.groupConfig,
    },
    ...(atLeast(release, '4.3')
      ? [
          {
            name: 'share.delivery.count.limit',
            value: String(SHARE_DELIVERIES),
            why: 'a record that failed so often is archived',
            source: SOURCE.groupConfig,
          },
        ]
      : []),
    ...(failures.nativeDeadLetterTopic === null
      ? []
      : [
          {
            name: 'errors.deadletterqueue.topic.name',
            value: failures.nativeDeadLetterTopic,
            why: 'archived records are kept; the name starts with the prefix that brokers ask for, dlq.',
            source: SOURCE.shareDeadLetters,
          },
          {
            name: 'errors.deadletterqueue.copy.record.enable',
            value: 'true',
            why: 'the record itself, not only where it was: it may be deleted before somebody looks',
            source: SOURCE.shareDeadLetters,
          },
        ]),
  ];
}

const deadLetterTopicOf = ({ failures }: Design): ProposedGroup[] =>
  failures.nativeDeadLetterTopic === null
    ? []
    : [
        {
          family: 'topic',
          applies_to: [failures.nativeDeadLetterTopic],
          settings: [
            {
              name: 'errors.deadletterqueue.group.enable',
              value: 'true',
              why: 'brokers write dead letters of share groups only to topics that allow it',
              source: SOURCE.shareDeadLetters,
            },
          ],
        },
      ];
