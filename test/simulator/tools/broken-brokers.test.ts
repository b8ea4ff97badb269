import { describe, expect, it } from 'vitest';
import type { SimulatedCluster } from '../../../src/simulator/cluster.ts';
import type { FaultAction } from '../../../src/simulator/faults.ts';
import { holds, lag, leavesNothingBehind, neverLooksWell, type Plant, withBroken } from './broken.ts';

leavesNothingBehind();

const does =
  (action: FaultAction, broker?: number): Plant =>
  (cluster: SimulatedCluster) =>
    cluster.fault({ broker, action });

interface Case {
  readonly plant: (broker?: number) => Plant;
  /** What the broker did, as the answer says it. */
  readonly did: string;
}

const cases: readonly (readonly [name: string, Case])[] = [
  ['refuses connections', { plant: (id) => does({ kind: 'refuse' }, id), did: 'refused the connection' }],
  ['hangs', { plant: (id) => does({ kind: 'hang' }, id), did: 'did not answer in time' }],
  ['hangs up', { plant: (id) => does({ kind: 'drop' }, id), did: 'closed the connection' }],
  ['cuts its answers off', { plant: (id) => does({ kind: 'cut' }, id), did: 'closed the connection' }],
  ['answers garbage', { plant: (id) => does({ kind: 'garbage' }, id), did: 'sent an answer that could not be read' }],
  [
    'was killed, and nobody has noticed',
    {
      plant: (id) => (cluster) =>
        Promise.all((id === undefined ? [1, 2, 3] : [id]).map((each) => cluster.killBroker(each, false))),
      did: 'refused the connection',
    },
  ],
];

describe.concurrent.each(cases)('one broker %s', (_, { plant, did }) => {
  const broker2 = `broker 2 \\(127\\.0\\.0\\.1:\\d+\\) ${did}`;

  it('all groups: those of the others, what is missing, and the same for its partitions', () =>
    withBroken(plant(2), async (server) => {
      const answer = await lag(server);
      holds(answer, {
        gaps: [
          new RegExp(`^groups coordinated by broker 2 \\| ${broker2} \\| 2$`),
          new RegExp(`^high watermark of 2 partitions led by broker 2 \\| ${broker2} \\| 2$`),
        ],
        text: [/^2 of 2 groups lag, at least \d+ records in all.* Partial: 2 parts could not be had/],
      });
      neverLooksWell(answer);
      expect(answer.content.groups.map((row: { group: string }) => row.group).sort()).toEqual(['fraud', 'invoices']);
    }));

  it('a group that it coordinates: unknown, and no zero', () =>
    withBroken(plant(2), async (server) => {
      const answer = await lag(server, 'billing');
      holds(answer, {
        gaps: [new RegExp(`^groups coordinated by broker 2 \\| ${broker2} \\| 2$`)],
        text: ['billing: unknown, which is not a lag of zero', 'The group may well exist'],
      });
      expect(answer.content).toMatchObject({ lag: null, groups: [{ group: 'billing', status: 'unknown', lag: null }] });
    }));

  it('a group of another coordinator: at least so much, and which partition is missing', () =>
    withBroken(plant(2), async (server) => {
      const answer = await lag(server, 'invoices');
      holds(answer, {
        gaps: [new RegExp(`^high watermark of 1 partition led by broker 2 \\| ${broker2} \\| 2$`)],
        text: [/^invoices: \w+, lag at least \d+/, "orders-1: its end offset can't be had: broker 2 did not answer"],
      });
      neverLooksWell(answer);
      const known = answer.content.partitions.filter((row: { lag: string | null }) => row.lag !== null);
      expect(known.map((row: { partition: number }) => row.partition).sort()).toEqual([0, 2]);
    }));

  it('the cluster: everything by the metadata of the others, and who does not answer', () =>
    withBroken(plant(2), async (server) => {
      const answer = await server.call('kafka_describe_cluster');
      holds(answer, {
        gaps: [new RegExp(`^API versions of broker 2 \\| ${broker2} \\| 2$`)],
        only: true,
        text: ['2 of 3 brokers answer; 3 topics, 9 partitions; by the metadata alone', 'CLUSTER-BROKER-UNREACHABLE'],
      });
      const reachable = answer.content.brokers.map((row: { broker: number; reachable: boolean }) => row.reachable);
      expect(reachable).toEqual([true, false, true]);
    }));

  it('the status: reachable, and what is wrong with which address', () =>
    withBroken(plant(2), async (server) => {
      const answer = await server.call('kafka_server_status');
      holds(answer, {
        text: ['Kafka reachable with problems', new RegExp(`Broker 2: \\S* ?127\\.0\\.0\\.1:\\d+\\S* ${did}`)],
      });
      const port = server.cluster.state.broker(2)?.port;
      expect(answer.content.problems.map((row: { endpoint: string }) => row.endpoint)).toEqual([`127.0.0.1:${port}`]);
    }));
});

describe.concurrent.each(cases)('every broker %s', (_, { plant, did }) => {
  it.each([
    ['kafka_diagnose_lag', { sample_seconds: 0 }],
    ['kafka_diagnose_lag', { group: 'billing', sample_seconds: 0 }],
    ['kafka_describe_cluster', {}],
  ])('%s %j: says that nothing is known, and why', (tool, args) =>
    withBroken(plant(), async (server) => {
      const answer = await server.call(tool, args);
      holds(answer, {
        isError: true,
        text: ['so nothing is known about the cluster', did, 'Likely cause: ', 'Next step: '],
      });
    }),
  );

  it('kafka_server_status: unreachable, each address', () =>
    withBroken(plant(), async (server) => {
      const answer = await server.call('kafka_server_status');
      holds(answer, { text: ['Kafka unreachable', did] });
      expect(answer.content.problems).toHaveLength(3);
    }));
});

describe('a broker that was killed, and the cluster has noticed', () => {
  it('is missing nowhere: the others have taken over', () =>
    withBroken(
      (cluster) => cluster.killBroker(2, true),
      async (server) => {
        const answer = await lag(server);
        holds(answer, { gaps: [], only: true, text: [/^5 of 5 groups lag, \d+ records in all/] });
        neverLooksWell(answer);
        const cluster = await server.call('kafka_describe_cluster');
        holds(cluster, { text: ['CLUSTER-BROKER-FENCED', 'CLUSTER-UNDER-REPLICATED', '9 under-replicated'] });
        expect(cluster.content.brokers[1]).toMatchObject({ broker: 2, fenced: true, reachable: null });
      },
    ));

  it('comes back, and all is as before', () =>
    withBroken(
      async (cluster) => {
        await cluster.killBroker(2, true);
        await cluster.restartBroker(2);
      },
      async (server) => {
        holds(await lag(server), { only: true, text: [/^5 of 5 groups lag/] });
        const cluster = await server.call('kafka_describe_cluster');
        holds(cluster, { only: true, text: ['3 of 3 brokers answer', 'all its replicas in sync'] });
      },
    ));
});

describe('a broker that is lost between two answers', () => {
  it('and comes back is asked again: no connection is taken for one that still works', () =>
    withBroken(
      () => {},
      async (server) => {
        holds(await lag(server), { only: true });
        await server.cluster.killBroker(2, false);
        holds(await lag(server), { gaps: [/^groups coordinated by broker 2 \| .*refused the connection/] });
        await server.cluster.restartBroker(2);
        holds(await lag(server), { only: true, text: [/^5 of 5 groups lag/] });
      },
    ));
});

describe('connections that something in between has cut while they were idle', () => {
  it('are opened again, and nothing is missing', () =>
    withBroken(
      () => {},
      async (server) => {
        for (const tool of ['kafka_diagnose_lag', 'kafka_describe_cluster']) {
          holds(await server.call(tool), { only: true });
          // It shows only when they are used again.
          for (const broker of [1, 2, 3]) server.cluster.fault({ broker, times: 1, action: { kind: 'drop' } });
          holds(await server.call(tool), { only: true });
        }
      },
    ));

  it('are opened again once: who always hangs up is a gap', () =>
    withBroken(
      () => {},
      async (server) => {
        holds(await lag(server), { only: true });
        server.cluster.fault({ broker: 2, api: 'ListGroups', action: { kind: 'drop' } });
        const before = server.cluster.requests.length;
        holds(await lag(server), { gaps: [/^groups coordinated by broker 2 \| .* closed the connection \| 2$/] });
        const asked = server.cluster.requests
          .slice(before)
          .filter(({ broker, api }) => broker === 2 && api === 'ListGroups');
        expect(asked).toHaveLength(2);
      },
    ));
});

describe('a slow cluster', () => {
  it('is waited for: slow is not missing', () =>
    withBroken(
      (cluster) => cluster.fault({ action: { kind: 'slow', ms: 150 } }),
      async (server) => {
        const answer = await lag(server);
        holds(answer, { only: true, text: [/^5 of 5 groups lag/] });
        neverLooksWell(answer);
      },
    ));
});

describe('a broker that is too slow', () => {
  it('is missing, as one that hangs', () =>
    withBroken(does({ kind: 'slow', ms: 10_000 }, 2), async (server) => {
      const answer = await lag(server);
      holds(answer, { gaps: [/^groups coordinated by broker 2 \| .* did not answer in time \| 2$/] });
      neverLooksWell(answer);
    }));
});

describe('a cluster that throttles', () => {
  it('is left alone as long as it says, and no longer than the deadline', () =>
    withBroken(
      (cluster) => cluster.fault({ broker: 2, api: 'ListGroups', times: 1, action: { kind: 'throttle', ms: 60_000 } }),
      async (server) => {
        const answer = await lag(server);
        holds(answer, { gaps: [/broker 2 \(.*\) did not answer in time \| 2$/] });
        neverLooksWell(answer);
      },
    ));

  it('a little is waited for', () =>
    withBroken(
      (cluster) => cluster.fault({ action: { kind: 'throttle', ms: 40 } }),
      async (server) => {
        holds(await lag(server), { only: true, text: [/^5 of 5 groups lag/] });
      },
    ));
});
