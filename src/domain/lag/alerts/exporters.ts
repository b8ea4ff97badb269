import type { Exporter } from './exporter.ts';

/** burrow_exporter in front of LinkedIn's Burrow. Its status codes: 5 STOP, 6 STALL. It knows no members and no log starts. */
const burrow: Exporter = {
  name: 'Burrow with burrow_exporter',
  source:
    'github.com/jirwin/burrow_exporter exporter/metrics.go and github.com/shamil/burrow_exporter exporter/collector.go, read 2026-11',
  labels: { cluster: 'cluster', group: 'group', topic: 'topic', partition: 'partition' },
  lag: 'kafka_burrow_partition_lag',
  endOffset: 'kafka_burrow_topic_partition_offset',
  startOffset: null,
  committed: { metric: 'kafka_burrow_partition_current_offset', per: 'partition' },
  timeLagSeconds: null,
  empty: null,
  stalledStatus: { metric: 'kafka_burrow_partition_status', values: [5, 6] },
};

/** A group without members has `unknown` in the labels of its member. */
const kafkaLagExporter: Exporter = {
  name: 'kafka-lag-exporter (seglo)',
  source: 'github.com/seglo/kafka-lag-exporter README.md and KafkaClient.scala, read 2026-11',
  labels: { cluster: 'cluster_name', group: 'group', topic: 'topic', partition: 'partition' },
  lag: 'kafka_consumergroup_group_lag',
  endOffset: 'kafka_partition_latest_offset',
  startOffset: 'kafka_partition_earliest_offset',
  committed: { metric: 'kafka_consumergroup_group_offset', per: 'partition' },
  timeLagSeconds: 'kafka_consumergroup_group_lag_seconds',
  empty: { label: 'consumer_id', is: 'unknown' },
  stalledStatus: null,
};

/** The names of kafka-lag-exporter, and the state of a group as a number: 5 is Empty. */
const klagExporter: Exporter = {
  ...kafkaLagExporter,
  name: 'klag-exporter (SoftwareMill)',
  source: 'github.com/softwaremill/klag-exporter README.md and src/metrics/definitions.rs, read 2026-11',
  empty: { metric: 'kafka_consumergroup_group_state', value: 5 },
};

/** Committed offsets are summed over a topic. */
const kminion: Exporter = {
  name: 'kminion (Redpanda)',
  source: 'github.com/redpanda-data/kminion docs/metrics.md, read 2026-11',
  labels: { cluster: null, group: 'group_id', topic: 'topic_name', partition: 'partition_id' },
  lag: 'kminion_kafka_consumer_group_topic_partition_lag',
  endOffset: 'kminion_kafka_topic_partition_high_water_mark',
  startOffset: 'kminion_kafka_topic_partition_low_water_mark',
  committed: { metric: 'kminion_kafka_consumer_group_topic_offset_sum', per: 'topic' },
  timeLagSeconds: null,
  empty: { metric: 'kminion_kafka_consumer_group_members', value: 0 },
  stalledStatus: null,
};

/** danielqsj/kafka_exporter, which Strimzi deploys as its Kafka Exporter. */
const kafkaExporter: Exporter = {
  name: 'kafka_exporter (danielqsj), the Kafka Exporter of Strimzi',
  source:
    'github.com/danielqsj/kafka_exporter README.md and the prometheus-rules.yaml of github.com/strimzi/strimzi-kafka-operator, read 2026-11',
  labels: { cluster: null, group: 'consumergroup', topic: 'topic', partition: 'partition' },
  lag: 'kafka_consumergroup_lag',
  endOffset: 'kafka_topic_partition_current_offset',
  startOffset: 'kafka_topic_partition_oldest_offset',
  committed: { metric: 'kafka_consumergroup_current_offset', per: 'partition' },
  timeLagSeconds: null,
  empty: { metric: 'kafka_consumergroup_members', value: 0 },
  stalledStatus: null,
};

export const exporterIds = ['burrow', 'kafka-lag-exporter', 'klag-exporter', 'kminion', 'kafka-exporter'] as const;

export type ExporterId = (typeof exporterIds)[number];

export const exporters: Readonly<Record<ExporterId, Exporter>> = {
  burrow,
  'kafka-lag-exporter': kafkaLagExporter,
  'klag-exporter': klagExporter,
  kminion,
  'kafka-exporter': kafkaExporter,
};
