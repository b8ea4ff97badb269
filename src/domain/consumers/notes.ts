import type { Release } from '../configs/catalog.ts';
import { atLeast } from '../configs/release.ts';
import { named } from '../named.ts';
import type { Design } from './design.ts';
import { shareGroupFits } from './protocol.ts';

/** What becomes of the poll or message in hand when a stop comes: it depends on when its offset is committed. */
const IN_HAND = {
  java: {
    at_least_once: [
      'finish the poll in hand, or drop the rest of it: what is not committed is read again',
      'commitSync(offsets) of what is done',
    ],
    at_most_once: ['finish the poll in hand: it is committed already, so what is dropped is lost'],
    exactly_once: [
      'finish the poll in hand and commitTransaction(), or abortTransaction(): offsets go with the results',
    ],
  },
  librdkafka: {
    at_least_once: ['leave the poll loop; finish the message in hand and store its offset'],
    at_most_once: [
      'leave the poll loop; finish the messages in hand: they are committed already, so what is dropped is lost',
    ],
    exactly_once: [
      'leave the poll loop; finish the message in hand and commit_transaction(), or abort_transaction(): offsets go with the results',
    ],
  },
} as const;

/** stop() waits for the handler. Source: KafkaJS 2.2.4. */
const KAFKAJS_STOP = {
  at_least_once: ['On SIGTERM: await consumer.stop() ends after the message in hand'],
  at_most_once: [
    'On SIGTERM: await consumer.stop(); finish the part in hand: it is committed already, so what is dropped is lost',
    'then return from eachBatch at !isRunning()',
  ],
  exactly_once: [
    'On SIGTERM: await consumer.stop(); at !isRunning() send the offsets and commit(), or abort(), and return from eachBatch',
  ],
} as const;

/** Stop order and peculiarities of each client, in the words of its own API. */
export function shutdownOf({ premises, protocol, membership }: Design): string[] {
  const { client, delivery } = premises;
  if (protocol.protocol === 'share')
    return [
      'On SIGTERM: set a flag and call shareConsumer.wakeup(); stop polling',
      'finish the record in hand, acknowledge it; RELEASE the rest of the poll so that others get it at once',
      'commitSync()',
      'close()',
    ];
  if (client === 'streams')
    return [
      protocol.protocol === 'streams'
        ? 'On SIGTERM: KafkaStreams.close(timeout), with a timeout'
        : `On SIGTERM: KafkaStreams.close(timeout), with a timeout: the member stays in the group until its session ends${membership.isStatic ? ', which is what static members want' : ''}`,
      'keep state.dir on a volume that survives the restart',
    ];
  if (client === 'connect')
    return [
      'A deploy of the connector: PUT its config, or PUT /connectors/<name>/stop (3.5 and later)',
      'SIGTERM to a worker: tasks have task.shutdown.graceful.timeout.ms (5 s) to finish put() and commit',
    ];
  if (client === 'kafkajs')
    return [
      ...KAFKAJS_STOP[delivery],
      'await consumer.disconnect() leaves the group',
      ...(delivery === 'at_least_once' ? ['in eachBatch return at !isRunning()'] : []),
    ];
  if (client === 'librdkafka')
    return [
      ...IN_HAND.librdkafka[delivery].map((step) => `On SIGTERM: ${step}`),
      `consumer.close(): ${delivery === 'at_least_once' ? 'commits what is stored and ' : ''}leaves the group (a static member stays)`,
      'then flush() and close the producers of retry topics',
    ];
  return [
    'On SIGTERM: set a flag and call consumer.wakeup(), the only call another thread may make',
    ...IN_HAND.java[delivery],
    `consumer.close(): ${membership.isStatic ? 'a static member stays in the group' : 'leaves the group at once'}`,
    'then flush() and close the producers of retry topics',
  ];
}

/** Source: KIP-848. */
const ROLL_OVER =
  'The cluster needs group.version=1 (kafka-features.sh describe). A classic group moves over live, one instance at a time, once session, heartbeat and assignor are deleted from its configuration.';

/** Source: kafka-share-groups.sh of 4.2.1 and 4.3.1; observed with brokers 4.3.1, on an id that no group had yet. */
const newShareGroup = (topic: string): string =>
  `Take a new group.id; stop the old members, and before the first new one set where it starts: kafka-share-groups.sh --bootstrap-server B --group NEW --reset-offsets --topic ${named(topic)} --to-datetime YYYY-MM-DDThh:mm:ss.sss --execute, with the time of the oldest unread record. Without that, share.auto.offset.reset=earliest reads again all that is kept.`;

/** Source: KIP-1071, StreamsConfig 4.2.1 and 4.3.1. */
function streamsProtocolNotes(protocol: Design['protocol']['protocol'], release: Release): string[] {
  if (!atLeast(release, '4.2')) return [];
  return [
    protocol === 'streams'
      ? 'The brokers assign the tasks; warm-up replicas are not supported yet. Back to the classic protocol, too, needs a full stop.'
      : 'A new application may take group.protocol=streams (production-ready for its core set from 4.2). Static membership there needs 4.4; an existing one must be stopped as a whole to move.',
  ];
}

/** What differs from the Java client, and what a setting cannot say. */
export function clientNotesOf({ premises, protocol, membership, sizing }: Design): string[] {
  const { client, release, ordered, delivery } = premises;
  const rack =
    'Brokers in several zones: client.rack = the zone of the instance, and replica.selector.class = RackAwareReplicaSelector on the brokers, so that fetches stay in the zone.';
  if (client === 'kafkajs')
    return [
      delivery === 'at_least_once'
        ? 'Heartbeats go out between messages only: a long handler must call heartbeat().'
        : 'eachBatch sends no heartbeat by itself: it must call heartbeat().',
      'No cooperative rebalancing, no static membership, no consumer protocol; last release 2.2.4 of 2023. For new services: @confluentinc/kafka-javascript.',
      'One event loop: partitionsConsumedConcurrently helps handlers that wait, not those that compute.',
      `An ${delivery === 'at_least_once' ? 'eachMessage' : 'eachBatch'} that throws is tried again by kafkajs itself (retry.retries, 5 by default), then the consumer restarts: catch what belongs into a retry or dead-letter topic.`,
    ];
  if (client === 'streams')
    return [
      `Parallelism ends at the tasks: the partitions of the widest input of each sub-topology; ${sizing.partitions} here.`,
      'Never change the partitions of an input topic: state and joins depend on them.',
      ...streamsProtocolNotes(protocol.protocol, release),
    ];
  if (client === 'connect')
    return [
      'Its lag is watched like that of any other group.',
      'consumer.override.* needs connector.client.config.override.policy=All on the workers (the default since 3.0).',
      'More tasks than partitions idle.',
    ];
  if (client === 'librdkafka')
    return [
      'max.poll.records does not bound a consumer here (from 2.15 on it does a share consumer): poll() hands out one message, prefetched in the background.',
      ...(protocol.protocol === 'consumer' ? [ROLL_OVER] : []),
      'Heartbeats go out in the background; only max.poll.interval.ms notices a hanging handler.',
      ...(!ordered && delivery === 'at_least_once' && atLeast(release, '4.2')
        ? ['No order is needed, so a share group would fit; librdkafka 2.15 has it as a preview, not for production.']
        : []),
      rack,
    ];
  if (protocol.protocol === 'share')
    return [
      'KafkaShareConsumer of 4.2.1 or later; share.version=1 on the cluster (2 for dead letters, 4.4); __share_group_state needs 3 brokers.',
      'No lag by committed offset: kafka-share-groups.sh --describe shows start offset and lag.',
      'auto.offset.reset, isolation.level, enable.auto.commit and session.timeout.ms are errors in this client: they are settings of the group.',
      ...(premises.told.groupType === 'share'
        ? []
        : [
            `Where a consumer group does this work today: it cannot become a share group under its id, the coordinator refuses the members. ${newShareGroup(premises.topic)}`,
          ]),
    ];
  return [
    sizing.threads > 1
      ? 'One KafkaConsumer for each thread: the client is not thread-safe.'
      : 'The client is not thread-safe: only wakeup() may come from another thread.',
    ...(protocol.protocol === 'consumer'
      ? [ROLL_OVER, 'Patterns in subscribe() go to the broker as RE2J with full match: ^topic.*, not ^topic.']
      : [
          'From the default assignor list one rolling restart switches to cooperative sticky; from a list without it two.',
        ]),
    ...(shareGroupFits(premises)
      ? [
          `No order is needed, so a share group would fit: its members are not bound to partitions. It cannot have the id of a consumer group. ${newShareGroup(premises.topic)}`,
        ]
      : []),
    ...(membership.isStatic
      ? ['Two members with one group.instance.id fence each other (FencedInstanceIdException).']
      : []),
    rack,
  ];
}
