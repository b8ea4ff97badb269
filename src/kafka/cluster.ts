import type { BrokerObservation, ClusterObservation, TopicObservation } from '../domain/cluster/observation.ts';
import { named } from '../domain/named.ts';
import { locate, type Metadata } from './brokers.ts';
import type { Call } from './call.ts';
import { addressText } from './connection/address.ts';
import type { BrokerAddress, BrokerLink } from './connection/connections.ts';
import { describeCluster } from './protocol/apis/60-describe-cluster.ts';
import { errorName } from './protocol/errors.ts';
import { releaseOf } from './release.ts';

/** Brokers, which of them answer just now, and every topic with its partitions: two requests, and one more a broker. */
export async function observeCluster(call: Call, nowMs: number): Promise<ClusterObservation> {
  const { link, metadata } = await locate(call, null);
  const registered = await readRegistered(call, link, metadata);
  const brokers = await Promise.all(registered.map((broker) => probe(call, broker)));
  return {
    observedAtMs: nowMs,
    clusterId: metadata.clusterId,
    brokers: brokers.sort((a, b) => a.nodeId - b.nodeId),
    topics: metadata.topics.map(topicOf),
    gaps: call.gaps,
  };
}

interface Registered {
  readonly address: BrokerAddress & { readonly nodeId: number };
  readonly rack: string | null;
  readonly fenced: boolean | null;
}

/** Live brokers stand in Metadata; DescribeCluster v2 (4.0) adds those that are registered but fenced. */
async function readRegistered(call: Call, link: BrokerLink, metadata: Metadata): Promise<Registered[]> {
  const tellsFenced = (link.version(describeCluster) ?? 0) >= 2;
  const live = metadata.brokers.map(
    ({ nodeId, host, port, rack }): Registered => ({
      address: { nodeId, host, port },
      rack,
      fenced: tellsFenced ? false : null,
    }),
  );
  if (!tellsFenced) return live;
  const answer = await call.ask(link.address, describeCluster, { includeFencedBrokers: true }, 'fenced brokers');
  if (answer !== null && answer.errorCode !== 0) {
    const why = `${named(addressText(link.address))} answered ${errorName(answer.errorCode)}`;
    call.addGap({ what: 'fenced brokers', why, broker: null });
  }
  if (answer === null || answer.errorCode !== 0) return live.map((broker) => ({ ...broker, fenced: null }));
  const fenced = answer.brokers
    .filter(({ brokerId, isFenced }) => isFenced && !live.some(({ address }) => address.nodeId === brokerId))
    .map(({ brokerId, host, port, rack }) => ({ address: { nodeId: brokerId, host, port }, rack, fenced: true }));
  return [...live, ...fenced];
}

async function probe(call: Call, { address, rack, fenced }: Registered): Promise<BrokerObservation> {
  const link = fenced ? null : await call.reach(address, `API versions of broker ${address.nodeId}`);
  return {
    nodeId: address.nodeId,
    host: address.host,
    port: address.port,
    rack,
    fenced,
    reachable: fenced ? null : link !== null,
    release: link === null ? null : releaseOf(link.ranges),
  };
}

const topicOf = (topic: Metadata['topics'][number]): TopicObservation => ({
  name: topic.name ?? '',
  internal: topic.isInternal,
  error: topic.errorCode === 0 ? null : errorName(topic.errorCode),
  partitions: topic.partitions.map((partition) => ({
    partition: partition.partitionIndex,
    leader: partition.leaderId >= 0 ? partition.leaderId : null,
    replicas: partition.replicaNodes,
    isr: partition.isrNodes,
    offlineReplicas: partition.offlineReplicas,
  })),
});
