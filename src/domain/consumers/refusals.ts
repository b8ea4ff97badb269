import { KnownFailure } from '../../failure.ts';
import { show } from '../words.ts';
import { type ConsumersRequest, consumerClients, requestNumbers } from './request.ts';

/** Every number of a request that must be above 0, and the most that any group has had, by far: more is a wrong unit. */
const MOST = {
  messages_per_s: 1e9,
  average_message_bytes: 1e9,
  largest_message_bytes: 2e9,
  processing_ms_per_message: 1e8,
  processing_p99_ms: 1e9,
  partitions: 1e6,
  instances: 1e5,
  threads_per_instance: 1e4,
  restart_seconds: 1e6,
  retention_hours: 1e6,
  failure_share: 1,
  brokers: 1e4,
} as const satisfies Record<(typeof requestNumbers)[number], number>;
const WHOLE = ['partitions', 'instances', 'threads_per_instance', 'brokers'] as const;

/** A topic name is at most 249 characters of these. Source: Apache Kafka, Topic.validate. */
const TOPIC_NAME = /^[A-Za-z0-9._-]{1,249}$/;
/** A group id this long leaves no room for a retry topic's name. */
const LONGEST_GROUP = 255;

/** Refuses nonsense and contradictions. Throws KnownFailure that names the field. */
export function refuseUnusable(request: ConsumersRequest): void {
  refuseNumbers(request);
  refuseNames(request);
  for (const contradiction of [
    unknownClient,
    everythingFails,
    tailAgainstMean,
    largestBelowAverage,
    moreThanAnyTopic,
    versionUnreadable,
  ])
    contradiction(request);
}

function refuseNumbers(request: ConsumersRequest): void {
  for (const field of requestNumbers) {
    const value = request[field];
    if (value === undefined || (value > 0 && value <= MOST[field]) || (value === 0 && field === 'failure_share'))
      continue;
    throw notThisNumber(field, value, `above 0 and at most ${show(MOST[field])}`);
  }
  for (const field of WHOLE) {
    const value = request[field];
    if (value !== undefined && !Number.isInteger(value)) throw notThisNumber(field, value, 'a whole number');
  }
}

const notThisNumber = (field: string, value: number, wanted: string): KnownFailure =>
  new KnownFailure(
    `\`${field}\` is ${value}.`,
    `It must be ${wanted}.`,
    `Correct \`${field}\`, or leave it out where it is not known.`,
  );

function refuseNames({ topic, group }: ConsumersRequest): void {
  if (topic !== undefined && !TOPIC_NAME.test(topic))
    throw new KnownFailure(
      `\`topic\` is no topic name: ${JSON.stringify(topic.slice(0, 60))}.`,
      'Kafka takes 1 to 249 of the characters a–z, A–Z, 0–9, dot, underscore and hyphen.',
      'Give the name of one topic.',
    );
  if (group !== undefined && (group.trim() === '' || group.length > LONGEST_GROUP))
    throw new KnownFailure(
      `\`group\` is ${group.trim() === '' ? 'empty' : `${show(group.length)} characters long`}.`,
      `A group.id of 1 to ${LONGEST_GROUP} characters is expected.`,
      'Give the group.id.',
    );
}

function unknownClient({ client }: ConsumersRequest): void {
  if (client === undefined || consumerClients.includes(client)) return;
  throw new KnownFailure(
    `\`client\` is not known: ${JSON.stringify(client)}.`,
    `Known: ${consumerClients.join(', ')}.`,
    'Python, Go, .NET and confluent-kafka-javascript are `librdkafka`; Spring Kafka is `java`.',
  );
}

function everythingFails({ failure_share }: ConsumersRequest): void {
  if (failure_share !== 1) return;
  throw new KnownFailure(
    '`failure_share` is 1.',
    'Where every record fails no number of retries or consumers helps; it is the share of the first tries that fail, 0.01 for 1 %.',
    'Give a share below 1, or leave `failure_share` out.',
  );
}

/** The slow hundredth alone gives a mean of a hundredth of the tail: the tail is at most so often the mean. */
export const TAIL_OVER_MEAN = 100;

function tailAgainstMean({ processing_ms_per_message: mean, processing_p99_ms: tail }: ConsumersRequest): void {
  if (mean === undefined || tail === undefined || (tail >= mean && tail <= mean * TAIL_OVER_MEAN)) return;
  const below = tail < mean;
  throw new KnownFailure(
    `\`processing_p99_ms\` ${show(tail)} is ${below ? 'below' : `more than ${TAIL_OVER_MEAN} times`} \`processing_ms_per_message\` ${show(mean)}.`,
    below
      ? 'The slowest of a hundred takes at least as long as the mean, unless one is in another unit.'
      : `One record of a hundred takes ${show(tail)} ms or more, so the mean is ${show(tail / TAIL_OVER_MEAN)} ms at least; perhaps one is in another unit.`,
    'Give both in milliseconds, or leave out the one that was not measured.',
  );
}

function largestBelowAverage({ average_message_bytes, largest_message_bytes }: ConsumersRequest): void {
  if (average_message_bytes === undefined || largest_message_bytes === undefined) return;
  if (largest_message_bytes >= average_message_bytes) return;
  throw new KnownFailure(
    `\`largest_message_bytes\` ${show(largest_message_bytes)} is below \`average_message_bytes\` ${show(average_message_bytes)}.`,
    'The largest message is at least as large as the average.',
    'Correct one of the two.',
  );
}

/** Far more than any cluster takes: a unit is wrong. Rule of thumb. */
const MOST_BYTES_PER_S = 1e12;

function moreThanAnyTopic({ messages_per_s: rate, average_message_bytes: bytes }: ConsumersRequest): void {
  if (rate === undefined || bytes === undefined || rate * bytes <= MOST_BYTES_PER_S) return;
  throw new KnownFailure(
    `\`messages_per_s\` ${show(rate)} × \`average_message_bytes\` ${show(bytes)} is ${show((rate * bytes) / 1e12)} TB/s.`,
    'No topic carries more than 1 TB/s. Probably a unit is wrong: messages per second, bytes per message.',
    'Check the two and call again.',
  );
}

function versionUnreadable({ client, client_version }: ConsumersRequest): void {
  if (client_version === undefined || (client !== 'librdkafka' && client !== 'kafkajs')) return;
  if (/^\d+\.\d+(\.\d+)?$/.test(client_version)) return;
  throw new KnownFailure(
    `\`client_version\` is no version: ${JSON.stringify(client_version.slice(0, 40))}.`,
    'A number such as 2.12 or 2.12.1 is expected.',
    'Give the version of the library, or leave `client_version` out.',
  );
}

/** More consumers than any group has: a unit is wrong. */
const MOST_CONSUMERS = 100_000;

/** Throws KnownFailure where the rate and the handler's time together ask for more consumers than any group has. */
export function refuseAbsurd(needed: number, formula: string): void {
  if (needed <= MOST_CONSUMERS) return;
  throw new KnownFailure(
    `\`messages_per_s\` and \`processing_ms_per_message\` ask for ${show(needed)} consumers: ${formula}.`,
    'Probably a unit is wrong: messages per second, milliseconds per message.',
    'Check the two and call again.',
  );
}
