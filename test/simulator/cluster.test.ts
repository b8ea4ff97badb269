import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { metadata } from '../../src/kafka/protocol/apis/03-metadata.ts';
import { listGroups } from '../../src/kafka/protocol/apis/16-list-groups.ts';
import { apiVersions } from '../../src/kafka/protocol/apis/18-api-versions.ts';
import { describeCluster } from '../../src/kafka/protocol/apis/60-describe-cluster.ts';
import { type SimulatedCluster, startSimulatedCluster } from '../../src/simulator/cluster.ts';
import { ScenarioError } from '../../src/simulator/scenario/parse.ts';
import type { ScenarioInput } from '../../src/simulator/scenario/schema.ts';
import { scenario, ZERO_MS } from './build.ts';
import { type RawClient, rawClient } from './wire/raw-client.ts';

const clusters: SimulatedCluster[] = [];
afterEach(async () => {
  for (const cluster of clusters.splice(0)) await cluster.close();
});

async function started(more: Partial<ScenarioInput> = {}): Promise<SimulatedCluster> {
  const topics = [{ name: 't', partitions: 3, replication_factor: 2 }];
  const cluster = await startSimulatedCluster(scenario({ topics, ...more }), { startMs: ZERO_MS });
  clusters.push(cluster);
  return cluster;
}

function brokerOf(cluster: SimulatedCluster, id: number) {
  const broker = cluster.state.broker(id);
  if (broker === null) throw new Error(`no broker ${id}`);
  return broker;
}

const to = (cluster: SimulatedCluster, id: number): Promise<RawClient> => rawClient(brokerOf(cluster, id));

/** Leader, in-sync and offline replicas of each partition of `t`, as a broker tells them. */
async function seenFrom(cluster: SimulatedCluster, id: number) {
  const client = await to(cluster, id);
  const answer = await client.ask(metadata, 9, { topics: [{ name: 't' }] });
  client.close();
  return {
    brokers: answer?.brokers.map(({ nodeId }) => nodeId),
    partitions: answer?.topics[0]?.partitions.map(({ leaderId, isrNodes, offlineReplicas }) => [
      leaderId,
      isrNodes.join(),
      offlineReplicas.join(),
    ]),
  };
}

/** What happens to somebody who connects. */
const knock = ({ host, port }: { host: string; port: number }) =>
  new Promise<string>((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve('open');
    });
    socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  });

describe('a cluster', () => {
  it('has a broker behind each address, and tells the same from every one', async () => {
    const cluster = await started();
    expect(cluster.bootstrapServers.split(',')).toHaveLength(3);
    const seen = await Promise.all([1, 2, 3].map((id) => seenFrom(cluster, id)));
    expect(seen[0]).toEqual({
      brokers: [1, 2, 3],
      partitions: [
        [1, '1,2', ''],
        [2, '2,3', ''],
        [3, '3,1', ''],
      ],
    });
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
    expect(cluster.requests).toEqual([1, 2, 3].map((broker) => ({ broker, api: 'Metadata' })));
  });

  it('that is closed leaves no connection, and nobody listens', async () => {
    const cluster = await started();
    const client = await to(cluster, 2);
    expect(cluster.connections).toBe(1);
    await cluster.close();
    await client.gone;
    expect(cluster.connections).toBe(0);
    expect(await Promise.all([1, 2, 3].map((id) => knock(brokerOf(cluster, id))))).toEqual(
      Array.from({ length: 3 }, () => 'ECONNREFUSED'),
    );
  });

  it('is not started from a scenario that is none', async () => {
    await expect(startSimulatedCluster(scenario({ brokers: [] }))).rejects.toThrow(ScenarioError);
  });
});

describe('a broker that is killed', () => {
  it('noticed: is gone from the metadata, others lead, and it is known to be fenced', async () => {
    const cluster = await started();
    await cluster.killBroker(1, true);
    expect(await knock(brokerOf(cluster, 1))).toBe('ECONNREFUSED');
    expect(await seenFrom(cluster, 2)).toEqual({
      brokers: [2, 3],
      partitions: [
        [2, '2', '1'],
        [2, '2,3', ''],
        [3, '3', '1'],
      ],
    });
    const client = await to(cluster, 2);
    const answer = await client.ask(describeCluster, 2, { includeFencedBrokers: true });
    expect(answer?.brokers.map(({ brokerId, isFenced }) => [brokerId, isFenced])).toEqual([
      [1, true],
      [2, false],
      [3, false],
    ]);
  });

  it('unnoticed: stands in the metadata as if nothing had happened', async () => {
    const cluster = await started();
    const before = await seenFrom(cluster, 2);
    await cluster.killBroker(1, false);
    expect(await seenFrom(cluster, 2)).toEqual(before);
    expect(await knock(brokerOf(cluster, 1))).toBe('ECONNREFUSED');
  });

  it('ends the connections to it', async () => {
    const cluster = await started();
    const client = await to(cluster, 1);
    await cluster.killBroker(1, false);
    expect(await client.gone).toHaveLength(0);
  });

  it('with the last replica leaves a partition without a leader, until just that one is back', async () => {
    const cluster = await started({ topics: [{ name: 't', assignment: [[1, 2]] }] });
    await cluster.killBroker(1, true);
    await cluster.killBroker(2, true);
    expect((await seenFrom(cluster, 3)).partitions).toEqual([[-1, '2', '1,2']]);
    await cluster.restartBroker(1);
    expect((await seenFrom(cluster, 3)).partitions).toEqual([[-1, '2', '2']]);
    await cluster.restartBroker(2);
    expect((await seenFrom(cluster, 3)).partitions).toEqual([[2, '1,2', '']]);
    expect(cluster.state.partition('t', 0)?.leaderEpoch).toBe(3);
  });

  it('comes back on the same port', async () => {
    const cluster = await started();
    const before = brokerOf(cluster, 1).port;
    await cluster.killBroker(1, true);
    await cluster.restartBroker(1);
    expect(brokerOf(cluster, 1).port).toBe(before);
    expect((await seenFrom(cluster, 1)).brokers).toEqual([1, 2, 3]);
  });

  it('takes its groups to another coordinator', async () => {
    const cluster = await started({ offsets_partitions: 1, groups: [{ name: 'g', topics: ['t'] }] });
    const listedAt = async (id: number) => (await (await to(cluster, id)).ask(listGroups, 4, {}))?.groups.length;
    expect([await listedAt(1), await listedAt(2)]).toEqual([1, 0]);
    await cluster.killBroker(1, true);
    expect([await listedAt(2), await listedAt(3)]).toEqual([1, 0]);
  });

  it('must be one of the cluster', async () => {
    await expect((await started()).killBroker(9, true)).rejects.toThrow(RangeError);
  });
});

describe('a leader that moves', () => {
  it('is told with a new epoch', async () => {
    const cluster = await started();
    cluster.moveLeader('t', 0, 2);
    cluster.moveLeader('t', 1, null);
    expect((await seenFrom(cluster, 3)).partitions?.map(([leader]) => leader)).toEqual([2, -1, 3]);
    expect(cluster.state.partition('t', 0)?.leaderEpoch).toBe(1);
  });

  it('must lead a partition that is there', async () => {
    const cluster = await started();
    expect(() => cluster.moveLeader('t', 3, 1)).toThrow(new RangeError('there is no partition t-3'));
  });
});

describe('a rolling upgrade', () => {
  it('ends the connections, and the broker speaks the new release from then on', async () => {
    const cluster = await started({ release: '3.9' });
    const highestDescribeCluster = async (id: number) => {
      const answer = await (await to(cluster, id)).ask(apiVersions, 0, {});
      return answer?.apiKeys.find(({ apiKey }) => apiKey === describeCluster.key)?.maxVersion;
    };
    const before = await to(cluster, 1);
    expect(await highestDescribeCluster(1)).toBe(1);
    await cluster.upgradeBroker(1, '4.3');
    await before.gone;
    expect([await highestDescribeCluster(1), await highestDescribeCluster(2)]).toEqual([2, 1]);
  });
});

describe('a fault that refuses', () => {
  const refuse = { action: { kind: 'refuse' } } as const;

  it('ends connections and takes no new ones, until it is taken away', async () => {
    const cluster = await started();
    const client = await to(cluster, 1);
    const remove = cluster.fault({ ...refuse, broker: 1 });
    expect(await client.gone).toHaveLength(0);
    expect([await knock(brokerOf(cluster, 1)), await knock(brokerOf(cluster, 2))]).toEqual(['ECONNREFUSED', 'open']);
    remove();
    await vi.waitFor(async () => expect(await knock(brokerOf(cluster, 1))).toBe('open'));
  });

  it('may stand in the scenario', async () => {
    const cluster = await started({ faults: [{ broker: 2, action: { kind: 'refuse' } }] });
    expect([await knock(brokerOf(cluster, 1)), await knock(brokerOf(cluster, 2))]).toEqual(['open', 'ECONNREFUSED']);
  });

  it('does not bring back who was killed when it goes', async () => {
    const cluster = await started();
    await cluster.killBroker(2, false);
    cluster.fault({ ...refuse, broker: 1 })();
    await vi.waitFor(async () => expect(await knock(brokerOf(cluster, 1))).toBe('open'));
    expect(await knock(brokerOf(cluster, 2))).toBe('ECONNREFUSED');
  });

  it('taken away just before the end leaves nobody listening', async () => {
    const cluster = await started();
    const remove = cluster.fault(refuse);
    remove();
    await cluster.close();
    remove();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await Promise.all([1, 2, 3].map((id) => knock(brokerOf(cluster, id))))).toEqual(
      Array.from({ length: 3 }, () => 'ECONNREFUSED'),
    );
  });
});

describe('time', () => {
  it('stands still until the test turns it', async () => {
    const cluster = await started({ topics: [{ name: 't', rates: [{ from_s: 0, per_s: 10 }] }] });
    const end = () => cluster.state.partition('t', 0)?.log.end(cluster.state.now());
    expect([cluster.clock.now(), end()]).toEqual([ZERO_MS, 0n]);
    cluster.clock.advance(1_000);
    expect(end()).toBe(10n);
  });

  it('is the real one without a beginning', async () => {
    const cluster = await startSimulatedCluster(scenario());
    clusters.push(cluster);
    expect(Math.abs(cluster.clock.now() - Date.now())).toBeLessThan(1_000);
  });
});
