import { z } from 'zod';

/*
 * A scenario is a whole cluster as data. Times are seconds from the moment the cluster starts; what is negative has happened
 * already, so commit histories and produce curves reach back as far as the scenario says.
 */

const seconds = z.number();
const name = z.string().min(1).max(249);

const rateStep = z.strictObject({
  from_s: seconds.describe('When this rate begins'),
  per_s: z.number().min(0).describe('Records a second, until the next step'),
});

const release = z.enum(['3.0', '3.9', '4.0', '4.3', '4.4']);

const topic = z.strictObject({
  name: name.describe('With "count", {n} stands for the number'),
  count: z.int().min(1).optional().describe('Makes that many topics'),
  partitions: z.int().min(1).default(1),
  replication_factor: z.int().min(1).default(1),
  /** Broker ids of each partition's replicas, leader first; overrides partitions and replication_factor. */
  assignment: z.array(z.array(z.int()).min(1)).optional(),
  configs: z.record(z.string(), z.string()).default({}),
  rates: z.array(rateStep).default([]).describe('Records a second of the whole topic'),
  /** Part of the records that each partition gets, in any unit; evenly when left out. */
  shares: z.array(z.number().min(0)).optional(),
  record_bytes: z.int().min(0).default(200),
  /** Offset below which records were deleted (DeleteRecords), by partition. */
  deleted_below: z.array(z.int().min(0)).default([]),
  /** Partitions whose replicas are all offline, so that they have no leader. */
  leaderless: z.array(z.int().min(0)).default([]),
  /** Replicas that have fallen out of the in-sync set, by partition. */
  out_of_sync: z.array(z.strictObject({ partition: z.int().min(0), replicas: z.array(z.int()) })).default([]),
});

const member = z.strictObject({
  client_id: z.string().describe('With "count", {n} stands for the number'),
  count: z.int().min(1).optional(),
  host: z.string().default('10.0.0.1'),
  instance_id: z.string().optional().describe('group.instance.id of a static member'),
  rack: z.string().optional(),
  per_s: z.union([z.number().min(0), z.array(rateStep)]).describe('Records that it can process a second'),
  from_s: seconds.optional().describe('When it joined; from the beginning when left out'),
  until_s: seconds.optional().describe('When it left'),
  /** It leaves and comes back with a new member id, again and again. */
  flaps: z.strictObject({ from_s: seconds, up_s: z.number().positive(), down_s: z.number().positive() }).optional(),
  commits: z.boolean().default(true).describe('false: it reads and never commits'),
  /** 4.x protocol: it has not caught up with the group epoch yet and still holds what it must give up. */
  behind: z.boolean().default(false),
});

const group = z.strictObject({
  name: name.describe('With "count", {n} stands for the number'),
  count: z.int().min(1).optional(),
  type: z.enum(['classic', 'consumer', 'share', 'streams']).default('classic'),
  protocol_type: z.string().default('consumer').describe('consumer, connect; empty for a group that only has commits'),
  assignor: z.string().default('range'),
  topics: z.array(name).min(1).describe('What it reads; for a group with "count", {n} stands for its number'),
  members: z.array(member).default([]),
  /** How it was when the scenario's history begins. */
  begins: z.union([z.literal('start'), z.literal('end'), z.strictObject({ behind: z.int().min(0) })]).default('end'),
  /** Commits that nobody renews: a list of offsets by topic, null for none. They win over members and begins. */
  committed: z.record(z.string(), z.array(z.int().nullable())).optional(),
  commit_every_s: z.number().positive().default(5),
  /** Auto-commit of the Java client: unchanged offsets are committed again. */
  commits_unchanged: z.boolean().default(true),
  /** Partitions that stop at a time: a poison record, a stuck handler. */
  stuck: z.array(z.strictObject({ topic: name, partition: z.int().min(0), from_s: seconds })).default([]),
  /** It never reads beyond the last stable offset, so an open transaction stops it. */
  read_committed: z.boolean().default(false),
  /** false: a share group that has not read yet. */
  begun: z.boolean().default(true),
  session_timeout_ms: z.int().default(45_000),
  rebalance_timeout_ms: z.int().default(300_000),
});

const transaction = z.strictObject({
  transactional_id: name,
  producer_id: z.int().min(0),
  topic: name,
  partition: z.int().min(0),
  records: z.int().min(1).default(1),
  from_s: seconds,
  /** hanging: its coordinator knows nothing of it (any more), so nothing will end it. */
  outcome: z.enum(['open', 'hanging', 'committed', 'aborted']),
  until_s: seconds.optional().describe('When it was committed or aborted; one second after its begin when left out'),
  timeout_ms: z.int().min(1).default(60_000),
});

const subject = z.strictObject({
  name,
  type: z.enum(['AVRO', 'PROTOBUF', 'JSON']).default('AVRO'),
  level: z.string().optional(),
  versions: z
    .array(
      z.strictObject({
        schema: z.union([z.string(), z.record(z.string(), z.unknown())]),
        references: z.array(z.strictObject({ name: z.string(), subject: name, version: z.int().min(1) })).default([]),
      }),
    )
    .min(1),
});

const fault = z.strictObject({
  broker: z.int().optional().describe('Every broker when left out'),
  api: z.string().optional().describe('Such as ListOffsets; every API when left out'),
  topic: name.optional(),
  partition: z.int().min(0).optional(),
  group: name.optional(),
  times: z.int().min(1).optional().describe('For so many requests; for ever when left out'),
  action: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('refuse') }),
    z.strictObject({ kind: z.literal('hang') }),
    z.strictObject({ kind: z.literal('slow'), ms: z.int().min(0) }),
    z.strictObject({ kind: z.literal('drop') }),
    z.strictObject({ kind: z.literal('cut') }),
    z.strictObject({ kind: z.literal('garbage') }),
    z.strictObject({ kind: z.literal('error'), error: z.string().describe('Such as NOT_LEADER_OR_FOLLOWER') }),
    z.strictObject({ kind: z.literal('throttle'), ms: z.int().min(1) }),
  ]),
});

const denial = z.strictObject({
  resource: z.enum(['cluster', 'topic', 'group', 'transactional_id']),
  /** A name, or a prefix that ends with *. */
  name: z.string().default('*'),
  operations: z.array(z.enum(['read', 'write', 'create', 'delete', 'alter', 'describe', 'describe_configs'])).min(1),
});

export const scenarioSchema = z.strictObject({
  name,
  about: z.string(),
  release: release.default('4.3'),
  cluster_id: z.string().default('simulated-cluster'),
  brokers: z
    .array(z.strictObject({ id: z.int().min(0), rack: z.string().optional(), release: release.optional() }))
    .min(1),
  /** Partitions of __consumer_offsets; null: the topic does not exist yet. */
  offsets_partitions: z.int().min(1).nullable().default(4),
  /** How far back commits are kept in __consumer_offsets; compaction took the rest. */
  commit_history_s: z.number().min(0).default(600),
  broker_configs: z.record(z.string(), z.string()).default({}),
  topics: z.array(topic).default([]),
  groups: z.array(group).default([]),
  transactions: z.array(transaction).default([]),
  quotas: z
    .array(
      z.strictObject({ entity: z.record(z.string(), z.string().nullable()), values: z.record(z.string(), z.number()) }),
    )
    .default([]),
  users: z
    .array(z.strictObject({ username: z.string().min(1), password: z.string().min(1) }))
    .default([])
    .describe('Somebody has to log in when there are any (PLAIN, SCRAM-SHA-256, SCRAM-SHA-512)'),
  denied: z.array(denial).default([]).describe('What the client may not do'),
  faults: z.array(fault).default([]),
  registry: z
    .strictObject({ level: z.string().default('BACKWARD'), subjects: z.array(subject).default([]) })
    .optional(),
});

/** A cluster as its author wrote it. */
export type ScenarioInput = z.input<typeof scenarioSchema>;
/** The same with every default in place. */
export type Scenario = z.output<typeof scenarioSchema>;
export type Release = z.output<typeof release>;
export type ScenarioFault = z.output<typeof fault>;
export type ScenarioGroup = z.output<typeof group>;
export type ScenarioMember = z.output<typeof member>;
export type ScenarioTopic = z.output<typeof topic>;
export type ScenarioTransaction = z.output<typeof transaction>;
export type ScenarioRegistry = NonNullable<Scenario['registry']>;
