import type { Release } from '../configs/catalog.ts';
import type { PipelineClient, SinkKind, SourceKind } from './request.ts';

/** MirrorSourceConnector tells Connect that it supports exactly-once. Source: Apache Kafka docs, geo-replication (KAFKA-14021, KIP-710). */
export const MIRROR_SINCE: Release = '3.5';

interface Flow {
  readonly client: PipelineClient;
  readonly sources: readonly SourceKind[];
  readonly sinks: readonly SinkKind[];
}

/** A connector that copies one Kafka cluster into another; its workers keep their offsets in the target, whatever that is called. */
export const isMirror = ({ client, sources, sinks }: Flow): boolean =>
  client === 'connect_source' &&
  sources.every((source) => source === 'kafka') &&
  (sinks.includes('kafka') || sinks.includes('other_kafka_cluster'));

/** Whether the copies go where the workers keep their offsets: one target, not two. */
export const hasOneTarget = ({ sinks }: Pick<Flow, 'sinks'>): boolean =>
  sinks.filter((sink) => sink === 'kafka' || sink === 'other_kafka_cluster').length === 1;
