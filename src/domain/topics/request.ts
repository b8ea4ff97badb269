import type { ConsumerClient } from '../consumers/request.ts';

export const eventKinds = ['event', 'command', 'request', 'state'] as const;
/** `request`: the sender waits for the answer. `state`: the latest value of an entity is what counts. */
export type EventKind = (typeof eventKinds)[number];
export const orderNeeds = ['per_entity', 'none', 'total'] as const;
export type OrderNeed = (typeof orderNeeds)[number];
export const granularities = ['per_entity', 'per_event'] as const;
export type Granularity = (typeof granularities)[number];
export const schemaFormats = ['avro', 'protobuf', 'json'] as const;
export type SchemaFormat = (typeof schemaFormats)[number];

/** More than these is no design that anybody reads; ask for a part of it. */
export const MOST = { services: 60, events: 200, nameChars: 100 } as const;

/** A business to design topics for. Undefined means not known; numbers are positive and finite. */
export interface TopicsRequest {
  readonly services: readonly ServiceRequest[];
  readonly events: readonly EventRequest[];
  readonly environment?: EnvironmentRequest | undefined;
  readonly preferences?: PreferencesRequest | undefined;
}

export interface ServiceRequest {
  readonly name: string;
  readonly client?: ConsumerClient | undefined;
  readonly instances?: number | undefined;
  /** It changes a database and publishes events about that. */
  readonly database?: boolean | undefined;
  /** Mean time of its handler for one event. */
  readonly processing_ms_per_event?: number | undefined;
  readonly processing_p99_ms?: number | undefined;
  /** It commits its offsets; false is an anti-pattern. */
  readonly commits?: boolean | undefined;
}

export interface EventRequest {
  readonly name: string;
  /** The entity whose life it is about: `order`. */
  readonly entity?: string | undefined;
  readonly producer: string;
  readonly consumers: readonly string[];
  readonly kind?: EventKind | undefined;
  readonly peak_per_s?: number | undefined;
  readonly average_per_s?: number | undefined;
  readonly bytes?: number | undefined;
  readonly order?: OrderNeed | undefined;
  /** The field that identifies the entity, when it is not `<entity>_id`; empty: the event has no key. */
  readonly key?: string | undefined;
  readonly distinct_keys?: number | undefined;
  readonly hottest_key_share?: number | undefined;
  readonly retention_days?: number | undefined;
  /** New consumers must be able to read it from the beginning. */
  readonly replay?: boolean | undefined;
  readonly personal_data?: boolean | undefined;
  /** The event that sets it off; a circle of these is refused. */
  readonly caused_by?: string | undefined;
}

export interface EnvironmentRequest {
  readonly brokers?: number | undefined;
  readonly kafka_version?: string | undefined;
  readonly existing_replicas?: number | undefined;
}

export interface PreferencesRequest {
  /** First part of every name: `shop`. */
  readonly domain?: string | undefined;
  readonly granularity?: Granularity | undefined;
  readonly schema_format?: SchemaFormat | undefined;
  readonly growth_factor?: number | undefined;
  /** Somebody is alerted about lag; false is an anti-pattern. */
  readonly lag_alerts?: boolean | undefined;
}
