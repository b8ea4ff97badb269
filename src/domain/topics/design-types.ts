import type { Figure } from '../advice/figure.ts';
import type { SettingGroup } from '../advice/setting.ts';
import type { Alert, ConsumersPlan, FailureTopic } from '../consumers/plan-types.ts';
import type { ConsumerClient } from '../consumers/request.ts';
import type { Finding } from '../finding.ts';
import type { Granularity, SchemaFormat } from './request.ts';

/** A topology that can be deployed, and what it rests on. */
export interface TopicsDesign {
  readonly summary: string;
  readonly topics: readonly TopicDesign[];
  /** One topic for each entity against one for each event type: what was chosen, what it costs, what the other would. */
  readonly granularity: readonly GranularityChoice[];
  readonly groups: readonly GroupSummary[];
  readonly failure_topics: readonly (FailureTopic & { readonly group: string; readonly source: string })[];
  readonly outbox: readonly OutboxDesign[];
  readonly not_on_kafka: readonly NotOnKafka[];
  readonly acls: readonly Acl[];
  /** Equal settings are said once, for all that they apply to. */
  readonly settings: readonly SettingGroup[];
  readonly alerts: readonly Alert[];
  readonly findings: readonly Finding[];
  readonly figures: readonly Figure[];
  readonly assumptions: readonly string[];
  readonly open_questions: readonly string[];
}

export interface TopicDesign {
  readonly name: string;
  readonly kind: 'event' | 'command' | 'state';
  readonly events: readonly string[];
  /** Field that is the key; null: no key. */
  readonly key: string | null;
  /** What readers may rely on. */
  readonly order: string;
  readonly partitions: number;
  readonly binding_constraint: string;
  readonly replication_factor: number;
  readonly min_insync_replicas: number;
  readonly cleanup_policy: 'delete' | 'compact' | 'compact,delete';
  /** null: kept for ever, or until a newer value of the key. */
  readonly retention_ms: number | null;
  readonly owner: string;
  readonly subjects: readonly string[];
  readonly subject_strategy: 'TopicNameStrategy' | 'TopicRecordNameStrategy';
  readonly schema_format: SchemaFormat;
  readonly compatibility: string;
  /** With replicas, at the average rate and full retention; null: no rate is known. */
  readonly disk_gb: number | null;
}

export interface GranularityChoice {
  readonly entity: string;
  readonly chosen: Granularity;
  readonly why: string;
  readonly gives_up: string;
  readonly alternative: string;
}

export interface GroupSummary {
  /** `group.id`, `application.id`, or what Connect makes of the connector's name. */
  readonly group: string;
  readonly service: string;
  readonly topics: readonly string[];
  readonly client: ConsumerClient;
  readonly protocol: ConsumersPlan['group']['protocol'];
  readonly instances: number;
  readonly threads_per_instance: number;
  readonly commits: string;
  readonly failures: string;
}

/** One way for all services that change a database and publish. */
export interface OutboxDesign {
  readonly services: readonly string[];
  readonly why: string;
  readonly table: string;
  readonly routes_to: readonly string[];
  readonly steps: readonly string[];
}

export interface NotOnKafka {
  readonly event: string;
  readonly why: string;
  readonly instead: string;
}

/** `pattern` holds for all `names`. */
export interface Acl {
  readonly principal: string;
  readonly operations: readonly string[];
  readonly resource_type: 'topic' | 'group';
  readonly pattern: 'literal' | 'prefixed';
  readonly names: readonly string[];
}
