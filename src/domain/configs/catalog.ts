/** Minor release of Apache Kafka, such as `4.3`. */
export type Release = string;

/** What kind of component a configuration name belongs to. `resources/data/kafka-configs` has one file for each. */
export const configFamilies = [
  'topic',
  'broker',
  'group',
  'producer',
  'consumer',
  'admin',
  'streams',
  'connect-worker',
  'connect-source',
  'connect-sink',
  'librdkafka',
  'kafkajs-producer',
  'kafkajs-consumer',
] as const;
export type ConfigFamily = (typeof configFamilies)[number];

/** What one release says of one configuration name. */
export interface ConfigDefinition {
  readonly name: string;
  /**
   * `INT`, `LONG`, `BOOLEAN`, `STRING`, `LIST`, `DOUBLE`, `CLASS`, `PASSWORD`, `SHORT`; of clients that are no Java clients also
   * `API` (set through a function) and `OBJECT` (an object or a function).
   */
  readonly type: string;
  /** As it is written in a properties file; null: none, or it must be given. */
  readonly default: string | null;
  /** It has no default and must be given. */
  readonly required: boolean;
  /** The validator in its own words, such as `[0,...]` or `[compact, delete]`; null: none. */
  readonly valid: string | null;
  /** Whose words these are: a Kafka release, earlier than the one asked for where that one is not published; or a client's version. */
  readonly as_of: string;
  /** librdkafka: the name that this one stands for; null: it is a name of its own. */
  readonly alias_of: string | null;
  /** librdkafka: which kind of client reads it; null: not said. */
  readonly used_by: 'consumer' | 'producer' | 'both' | null;
  /** kafkajs: the call that takes it, such as `consumer.run()`; null: not said. */
  readonly where: string | null;
  /** The client's own documentation calls it deprecated. */
  readonly deprecated: boolean;
}

/** Configuration names, defaults and accepted values by release. Source: ConfigDef objects of the released jars. */
export interface ConfigCatalog {
  /** Of Apache Kafka, ascending. */
  readonly releases: readonly Release[];
  /**
   * null: this release has no such name in this family. Prefixed names (`producer.override.acks` of a source connector) are
   * answered by the family behind the prefix, with the default that holds there. Families of other clients have one version
   * each, whatever the release.
   */
  find(family: ConfigFamily, name: string, release: Release): ConfigDefinition | null;
  /** Releases that have the name, ascending; empty where none has. */
  releasesWith(family: ConfigFamily, name: string): readonly Release[];
  /** Without prefixed names. */
  names(family: ConfigFamily, release: Release): readonly string[];
  /** Whose configuration it is, for sentences: `Apache Kafka 4.3`, `librdkafka 2.15.1`. */
  label(family: ConfigFamily, release: Release): string;
}
