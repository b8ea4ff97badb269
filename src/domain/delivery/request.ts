export const pipelineClients = [
  'java',
  'librdkafka',
  'kafkajs',
  'streams',
  'connect_source',
  'connect_sink',
  'flink',
] as const;
/** What does the processing. `librdkafka` stands for every binding of it: Python, Go, .NET, Node. */
export type PipelineClient = (typeof pipelineClients)[number];

/** Where a pipeline reads from. `database`: a service changes it and publishes; `outbox`: it publishes rows of an outbox table. */
export const sourceKinds = ['kafka', 'database', 'outbox', 'http_request', 'file', 'queue'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** What a pipeline writes to or sets off. */
export const sinkKinds = [
  'kafka',
  'other_kafka_cluster',
  'database',
  'http_api',
  'email_or_payment',
  'object_store',
  'search_or_cache',
] as const;
export type SinkKind = (typeof sinkKinds)[number];

/** A pipeline of which somebody asks for exactly-once. Undefined means not known; numbers are positive and finite. */
export interface ExactlyOnceRequest {
  readonly pipeline?: string | undefined;
  readonly sources: readonly SourceKind[];
  readonly sinks: readonly SinkKind[];
  readonly client?: PipelineClient | undefined;
  /** Release of the brokers: `4.3` or `4.3.1`. */
  readonly kafka_version?: string | undefined;
  /** Release of the Java client, where it is another one; of no account for librdkafka and KafkaJS. */
  readonly client_version?: string | undefined;
  /** The outside ends (callers, APIs, the other cluster's consumers) refuse a second message with the same id. */
  readonly idempotency_keys?: boolean | undefined;
  readonly instances?: number | undefined;
  readonly input_partitions?: number | undefined;
  /** Of all output topics together. */
  readonly output_partitions?: number | undefined;
  readonly messages_per_s?: number | undefined;
  readonly average_message_bytes?: number | undefined;
  readonly commit_interval_ms?: number | undefined;
  readonly brokers?: number | undefined;
  readonly order_matters?: boolean | undefined;
  readonly keyed?: boolean | undefined;
  /** The offsets of its input are committed; false: never. */
  readonly commits?: boolean | undefined;
  /** Whoever writes the input waits for an answer. */
  readonly request_reply?: boolean | undefined;
  /** Somebody is alerted about its lag. */
  readonly lag_alerts?: boolean | undefined;
  /** The configuration in use, by name, producer's and consumer's in one; it is checked, not trusted. */
  readonly config?: Readonly<Record<string, string | number | boolean>> | undefined;
}
