export const consumerClients = ['java', 'librdkafka', 'kafkajs', 'streams', 'connect'] as const;
/** `librdkafka` stands for every binding of it: Python, Go, .NET, Node (confluent-kafka-javascript, node-rdkafka). */
export type ConsumerClient = (typeof consumerClients)[number];

export const deliveries = ['at_least_once', 'at_most_once', 'exactly_once'] as const;
export type Delivery = (typeof deliveries)[number];

/** What is known about a consumer group before it is designed. Undefined means not known; numbers are positive and finite. */
export interface ConsumersRequest {
  readonly group?: string | undefined;
  readonly topic?: string | undefined;
  readonly client?: ConsumerClient | undefined;
  /** Release of the brokers, and of the Java client where `client_version` is not given: `4.3` or `4.3.1`. */
  readonly kafka_version?: string | undefined;
  /** Release of the client library: of Apache Kafka for Java, Streams and Connect, of librdkafka or kafkajs otherwise. */
  readonly client_version?: string | undefined;
  /** Peak rate that the group must bear. */
  readonly messages_per_s?: number | undefined;
  readonly average_message_bytes?: number | undefined;
  readonly largest_message_bytes?: number | undefined;
  /** Mean time of the handler for one message. */
  readonly processing_ms_per_message?: number | undefined;
  /** The slowest of a hundred. */
  readonly processing_p99_ms?: number | undefined;
  readonly partitions?: number | undefined;
  readonly instances?: number | undefined;
  /** Consumers in one instance: threads with a consumer each, stream threads, tasks of a worker, kafkajs' concurrent partitions. */
  readonly threads_per_instance?: number | undefined;
  readonly ordering?: 'per_key' | 'none' | undefined;
  /** Only the latest record of a key counts, as on a compacted topic: an older one must not come after it. */
  readonly latest_value_only?: boolean | undefined;
  readonly delivery?: Delivery | undefined;
  /** From the stop of an instance until it polls again, in a deploy. */
  readonly restart_seconds?: number | undefined;
  /** Share of messages whose handler fails at the first try, 0…1. */
  readonly failure_share?: number | undefined;
  /** The poll loop hands records to other threads and polls on before they are finished. */
  readonly hands_off?: boolean | undefined;
  /** The application commits its offsets itself, or stores them with its results. */
  readonly commits?: boolean | undefined;
  /** The producer of the topic waits for an answer of this group. */
  readonly request_reply?: boolean | undefined;
  /** Somebody is alerted about the group's lag. */
  readonly lag_alerts?: boolean | undefined;
  readonly retention_hours?: number | undefined;
  /** Number of brokers, for the fetch rule and the retry topics' replication. */
  readonly brokers?: number | undefined;
  /** The configuration in use, by name; it is checked, not trusted. */
  readonly config?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** Every number of a request. */
export const requestNumbers = [
  'messages_per_s',
  'average_message_bytes',
  'largest_message_bytes',
  'processing_ms_per_message',
  'processing_p99_ms',
  'partitions',
  'instances',
  'threads_per_instance',
  'restart_seconds',
  'failure_share',
  'retention_hours',
  'brokers',
] as const satisfies readonly (keyof ConsumersRequest)[];
