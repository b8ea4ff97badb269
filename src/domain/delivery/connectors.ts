import type { Release } from '../configs/catalog.ts';
import { atLeast } from '../configs/release.ts';
import { named } from '../named.ts';

/** What a source connector of the configuration in use declares to Connect (KIP-618). */
export interface SourceConnector {
  /** For sentences. */
  readonly label: string;
  /** `none`: Connect refuses it with exactly.once.support=required. `unknown`: nobody here knows. */
  readonly support: 'declared' | 'none' | 'unknown';
  /** Why, with its source. */
  readonly why: string;
  /** Whether transaction.boundary=connector is accepted; null: not known. */
  readonly definesBoundaries: boolean | null;
  /** Tasks that it makes at most, whatever tasks.max says; null: tasks.max decides. */
  readonly mostTasks: number | null;
  /** It fails where tasks.max is above that. */
  readonly refusesMoreTasks: boolean;
  /** Between two polls where poll.interval.ms is not set; null: not known. */
  readonly pollMs: number | null;
  readonly isDebezium: boolean;
}

/** One setting of the connector; null: not given. */
type Text = (name: string) => string | null;
type Known = (text: Text, release: Release) => Omit<SourceConnector, 'label'>;

/** What holds where nothing else is known. */
const anyOther = {
  definesBoundaries: null,
  mostTasks: null,
  refusesMoreTasks: false,
  pollMs: null,
  isDebezium: false,
} as const;

/** poll.interval.ms. Source: Debezium 3.6 CommonConnectorConfig. */
const DEBEZIUM_POLL_MS = 500;
/** poll.interval.ms. Source: Confluent docs, JDBC source connector configuration. */
const JDBC_POLL_MS = 5_000;

/** Sources: Debezium docs, Exactly once delivery; taskConfigs of Debezium 3.6.1: MySQL, MariaDB and Oracle refuse more than one task. */
const debezium =
  (refusesMoreTasks: boolean, tasks: (text: Text) => number | null = () => 1): Known =>
  (text) => ({
    support: 'declared',
    why: 'Debezium declares support for it',
    // SourceConnector's own answer, which Debezium leaves as it is. [javadoc of SourceConnector: UNSUPPORTED]
    definesBoundaries: false,
    mostTasks: tasks(text),
    refusesMoreTasks,
    pollMs: DEBEZIUM_POLL_MS,
    isDebezium: true,
  });

/** SQL Server takes a task for each database at most. Source: Debezium 3.6.1 SqlServerConnector. */
const databases = (text: Text): number | null =>
  text('database.names')
    ?.split(',')
    .filter((name) => name.trim() !== '').length ?? null;

const OTHER_DEBEZIUM: Known = () => ({
  ...anyOther,
  support: 'unknown',
  why: "it is not in Debezium's list of connectors with exactly-once support",
  isDebezium: true,
});

/** Sources: issue 1316 of confluentinc/kafka-connect-jdbc, open; its docs say at least once. */
const CONFLUENT_JDBC: Known = () => ({
  ...anyOther,
  support: 'none',
  why: "Confluent's JDBC source declares no exactly-once support (kafka-connect-jdbc issue 1316)",
  definesBoundaries: false,
  pollMs: JDBC_POLL_MS,
});

/** Source: pull request 333 of Aiven-Open/jdbc-connector-for-apache-kafka. */
const AIVEN_JDBC: Known = () => ({
  ...anyOther,
  support: 'unknown',
  why: "Aiven's JDBC source declares support by mode, and only in newer versions",
  pollMs: JDBC_POLL_MS,
});

/** It tracks its place in a file, and none in standard input. Source: KAFKA-14017, pull request 12355 of apache/kafka. */
const FILE_SINCE: Release = '3.4';
const FILE_STREAM: Known = (text, release) => {
  const declares = text('file') !== null && atLeast(release, FILE_SINCE);
  return {
    ...anyOther,
    support: declares ? 'declared' : 'unknown',
    why: declares
      ? 'it declares support for a file that only grows'
      : `it declares support since ${FILE_SINCE}, and only where \`file\` is set: from standard input it has none`,
    definesBoundaries: false,
    mostTasks: 1,
  };
};

/** Sources: tests of MQSourceConnector (boundaries UNSUPPORTED); issue 129 of ibm-messaging/kafka-connect-mq-source. */
const IBM_MQ: Known = () => ({
  ...anyOther,
  support: 'unknown',
  why: 'version 1 has at least once only; version 2 supports exactly-once with tasks.max=1 and mq.exactly.once.state.queue set',
  definesBoundaries: false,
});

/** Its verdict is that of the mirror; it leaves the boundaries to Connect. Source: Apache Kafka MirrorSourceConnector 3.5–4.4. */
const MIRROR: Known = () => ({
  ...anyOther,
  support: 'declared',
  why: 'MirrorSourceConnector declares support',
  definesBoundaries: false,
});

/** By full class name or by what Connect takes as its alias. */
const known: readonly (readonly [pattern: RegExp, what: Known])[] = [
  [/^(io\.debezium\.connector\.postgresql\.)?PostgresConnector$/, debezium(false)],
  [/^(io\.debezium\.connector\.mongodb\.)?MongoDbConnector$/, debezium(false)],
  [/^(io\.debezium\.connector\.mysql\.)?MySqlConnector$/, debezium(true)],
  [/^(io\.debezium\.connector\.mariadb\.)?MariaDbConnector$/, debezium(true)],
  [/^(io\.debezium\.connector\.oracle\.)?OracleConnector$/, debezium(true)],
  [/^(io\.debezium\.connector\.sqlserver\.)?SqlServerConnector$/, debezium(false, databases)],
  [/^io\.debezium\./, OTHER_DEBEZIUM],
  [/^io\.confluent\.connect\.jdbc\.JdbcSourceConnector$/, CONFLUENT_JDBC],
  [/^io\.aiven\.connect\.jdbc\.JdbcSourceConnector$/, AIVEN_JDBC],
  [/^(org\.apache\.kafka\.connect\.file\.)?FileStreamSource(Connector)?$/, FILE_STREAM],
  [/^(com\.ibm\.eventstreams\.connect\.mqsource\.)?MQSourceConnector$/, IBM_MQ],
  [/^(org\.apache\.kafka\.connect\.mirror\.)?MirrorSource(Connector)?$/, MIRROR],
];

const stranger: Known = () => ({
  ...anyOther,
  support: 'unknown',
  why: 'not every connector declares exactly-once support, and this one is not known here',
});

/** A Java class or its alias; anything else names no connector. */
const CLASS_NAME = /^[\w$]+(\.[\w$]+)*$/;

/** What the connector of that class says to Connect; null: that is no class name. */
export function sourceConnectorOf(className: string, text: Text, release: Release): SourceConnector | null {
  if (!CLASS_NAME.test(className)) return null;
  const what = known.find(([pattern]) => pattern.test(className))?.[1] ?? stranger;
  return { ...what(text, release), label: named(className.split('.').at(-1) ?? className) };
}
