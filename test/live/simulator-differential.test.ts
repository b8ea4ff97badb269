import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../../sandbox/wait.ts';
import type { KafkaSettings } from '../../src/config/settings.ts';
import type { GroupHistory, GroupSelection } from '../../src/domain/lag/observation.ts';
import { type Connections, createConnections } from '../../src/kafka/connection/connections.ts';
import type { Api, RequestOf } from '../../src/kafka/protocol/api.ts';
import { metadata } from '../../src/kafka/protocol/apis/03-metadata.ts';
import { findCoordinator } from '../../src/kafka/protocol/apis/10-find-coordinator.ts';
import { initProducerId } from '../../src/kafka/protocol/apis/22-init-producer-id.ts';
import { describeConfigs } from '../../src/kafka/protocol/apis/32-describe-configs.ts';
import { frame } from '../../src/kafka/protocol/message.ts';
import { createClusterReader } from '../../src/kafka/reader.ts';
import { packageRoot } from '../../src/package-root.ts';
import type { ClusterReader } from '../../src/ports.ts';
import { type SimulatedCluster, startSimulatedCluster } from '../../src/simulator/cluster.ts';
import { rangesOf } from '../../src/simulator/releases.ts';
import { parseScenarioText } from '../../src/simulator/scenario/parse.ts';
import { comparable } from '../support/alike.ts';
import { describeLive } from '../support/live.ts';
import { type LoadedScenario, loadScenario } from '../support/load-scenario.ts';
import type { AskedCluster } from '../support/questions/asked.ts';
import { protocolQuestions } from '../support/questions/index.ts';
import { withKafka } from '../support/sandbox.ts';

const FILE = join(packageRoot(), 'resources', 'scenarios', 'common.json');
const TIMEOUT_MS = 20_000;
const AN_HOUR_MS = 3_600_000;
const quiet = { write: () => {} };
const signal = new AbortController().signal;

/** Topics that a real cluster makes for itself when they are needed; the simulator keeps their content elsewhere. */
const OWN_TOPICS = ['__transaction_state', '__share_group_state'];

/** One of the two clusters. */
interface Side {
  readonly asked: AskedCluster;
  readonly reader: ClusterReader;
  readonly addresses: readonly string[];
  close(): Promise<void>;
}

function sideOf(bootstrapServers: string, release: '3.9' | '4.3', startMs: number): Side {
  const addresses = bootstrapServers.split(',');
  const settings: KafkaSettings = { bootstrapServers: addresses, securityProtocol: 'PLAINTEXT', sasl: null, tls: null };
  const connections = createConnections(settings, quiet);
  const reader = createClusterReader(settings, quiet);
  const ask = asking(connections, addresses);
  const ids = new Map<string, string>();
  return {
    addresses,
    reader,
    asked: {
      ask,
      startMs,
      newest: ({ key, versions: [, newest] }) => Math.min(newest, rangesOf(release).get(key)?.max ?? newest),
      async topicId(name) {
        if (ids.size === 0) {
          const { topics } = await ask(1, metadata, 12, { topics: null });
          for (const topic of topics) ids.set(topic.name ?? '', topic.topicId);
        }
        return ids.get(name) ?? 'AAAAAAAAAAAAAAAAAAAAAQ';
      },
      async transactionCoordinator(transactionalId) {
        const request = { keyType: 1, coordinatorKeys: [transactionalId] };
        return (await ask(1, findCoordinator, 4, request)).coordinators[0]?.nodeId ?? 0;
      },
    },
    async close() {
      await Promise.all([connections.close(), reader.close()]);
    },
  };
}

function asking(connections: Connections, addresses: readonly string[]): AskedCluster['ask'] {
  return async <A extends Api>(broker: number, api: A, version: number, request: RequestOf<A>) => {
    const [host = '', port] = (addresses[broker - 1] ?? '').split(':');
    const options = { signal, timeoutMs: TIMEOUT_MS };
    const link = await connections.broker({ nodeId: broker, host, port: Number(port) }, options);
    // The cap makes it this version, or none at all.
    expect(link.version(api, version), `${api.name} v${version}`).toBe(version);
    return link.send(api, request, { ...options, cap: version });
  };
}

/** A broker fetches its first producer ids when it is asked for one, and answers COORDINATOR_LOAD_IN_PROGRESS meanwhile. */
const waitForProducerIds = ({ ask }: AskedCluster): Promise<void> =>
  waitUntil(
    async () =>
      (await ask(1, initProducerId, 4, { transactionalId: null, transactionTimeoutMs: 1_000 })).errorCode === 0,
    { timeoutMs: 30_000, what: 'Waiting for producer ids' },
  );

for (const [version, release] of [
  ['4.3.1', '4.3'],
  ['3.9.2', '3.9'],
] as const) {
  describeLive(`the simulator against Kafka ${version}`, ['java', 'maven'], () => {
    const kafka = withKafka(version, { brokers: 3 });
    let simulated: SimulatedCluster;
    let loaded: LoadedScenario;
    let sides: { readonly real: Side; readonly simulator: Side };

    beforeAll(async () => {
      const startMs = Date.now();
      const scenario = { ...parseScenarioText(readFileSync(FILE, 'utf8'), FILE), release };
      loaded = await loadScenario(scenario, startMs, kafka().bootstrapServers);
      simulated = await startSimulatedCluster(scenario, { startMs });
      simulated.clock.advance(Date.now() - startMs);
      sides = {
        real: sideOf(kafka().bootstrapServers, release, startMs),
        simulator: sideOf(simulated.bootstrapServers, release, startMs),
      };
      await waitForProducerIds(sides.real.asked);
    });
    afterAll(async () => {
      await Promise.all([sides?.real.close(), sides?.simulator.close()]);
      await Promise.all([loaded?.close(), simulated?.close()]);
    });

    /** The same of both, blanked out where it must differ. */
    async function expectAlike(what: (side: Side) => Promise<unknown>): Promise<unknown> {
      const [real, simulator] = await Promise.all([what(sides.real), what(sides.simulator)]);
      expect(comparable(simulator)).toEqual(comparable(real));
      return simulator;
    }

    describe('has the same answers', () => {
      const asked = protocolQuestions.filter(({ since = 0 }) => since <= Number(release));
      it.each(asked.map(({ name, ask }) => [name, ask] as const))('%s', async (_, ask) => {
        await expectAlike((side) => ask(side.asked));
      });
    });

    describe('has the same observations', () => {
      const options = { signal };
      const selections: readonly GroupSelection[] = [
        { kind: 'all' },
        { kind: 'pattern', pattern: 'common-*' },
        { kind: 'pattern', pattern: 'nobody*' },
        ...['common-behind', 'common-at-end', 'common-half', 'common-overtaken', 'other-ledger', 'nobody'].map(
          (group) => ({ kind: 'named', group }) as const,
        ),
      ];
      it.each(named(selections))('of the lag of %s', async (_, selection) => {
        await expectAlike((side) => side.reader.observeLag(selection, options));
      });

      it.each(named(selections.slice(0, 4)))('of a second look at %s', async (_, selection) => {
        await expectAlike(async ({ reader }) =>
          reader.observeAgain(await reader.observeLag(selection, options), options),
        );
      });

      it.each(['common-behind', 'common-half', 'common-overtaken'])('of what lies around %s', async (group) => {
        await expectAlike(async ({ reader, asked }) => {
          const first = await reader.observeLag({ kind: 'named', group }, options);
          const since = { sinceMs: asked.startMs - AN_HOUR_MS, deep: true };
          const { histories, ...background } = await reader.background(first, { ...options, ...since });
          return { ...background, histories: [...histories.values()].map(withoutEpochs) };
        });
      });

      it('of the cluster', async () => {
        await expectAlike(async ({ reader }) => {
          const { topics, ...cluster } = await reader.describe(options);
          return { ...cluster, topics: topics.filter(({ name }) => !OWN_TOPICS.includes(name)) };
        });
      });

      it('of the connection', async () => {
        await expectAlike(async ({ reader }) => {
          const { found, ...check } = await reader.check(options);
          return { ...check, found: found?.replace(/cluster id \S+/, 'cluster id') };
        });
      });
    });

    it.each([
      ['a topic', 2, 'common.orders'],
      ['a broker', 4, '1'],
      ...(release === '4.3' ? ([['a group', 32, 'common-half']] as const) : []),
    ] as const)(
      'tells settings of %s with the values that a real broker tells',
      async (_, resourceType, resourceName) => {
        const valuesOf = async ({ asked }: Side) => {
          const resources = [{ resourceType, resourceName, configurationKeys: null }];
          const { results } = await asked.ask(1, describeConfigs, 4, { resources });
          return new Map(results.flatMap(({ configs }) => configs).map(({ name, value }) => [name, value]));
        };
        const [real, simulator] = await Promise.all([valuesOf(sides.real), valuesOf(sides.simulator)]);
        expect(simulator.size).toBeGreaterThan(5);
        expect(simulator).toEqual(new Map([...simulator.keys()].map((name) => [name, real.get(name)])));
      },
    );

    it('hangs up on what it does not know', async () => {
      const requests = [
        ...[...rangesOf(release)].map(([key, { max }]) => ({ key, version: max + 1 })),
        ...[...rangesOf(release)].flatMap(([key, { min }]) => (min === 0 ? [] : [{ key, version: min - 1 }])),
        { key: 999, version: 0 },
      ].filter(({ key }) => key !== API_VERSIONS);
      const outcomes = async ({ addresses: [address = ''] }: Side) =>
        Promise.all(requests.map(async (each) => ({ ...each, outcome: await outcomeOf(address, each) })));
      const real = await outcomes(sides.real);
      expect(real.filter(({ outcome }) => outcome !== 'closed')).toEqual([]);
      expect(await outcomes(sides.simulator)).toEqual(real);
    });
  });
}

/** kafkajs commits without a leader epoch, the simulator with that of the partition. */
const withoutEpochs = ({ partitions, ...history }: GroupHistory) => ({
  ...history,
  partitions: partitions.map(({ commits, ...partition }) => ({
    ...partition,
    commits: commits.map(({ leaderEpoch: _epoch, ...commit }) => commit),
  })),
});

/** With a title for each. */
const named = (selections: readonly GroupSelection[]) =>
  selections.map((selection) => [Object.values(selection).join(' '), selection] as const);

/** It answers an unknown version, so that a client can ask again. */
const API_VERSIONS = 18;

/** What a broker does with a header and nothing behind it. */
function outcomeOf(
  address: string,
  { key, version }: { readonly key: number; readonly version: number },
): Promise<string> {
  const [host = '', port] = address.split(':');
  const header = Buffer.alloc(11);
  header.writeInt16BE(key, 0);
  header.writeInt16BE(version, 2);
  return new Promise((resolve) => {
    const socket = connect(Number(port), host, () => socket.write(frame(header)));
    const end = (outcome: string) => {
      socket.destroy();
      resolve(outcome);
    };
    socket.setTimeout(TIMEOUT_MS, () => end('silent'));
    socket.once('data', () => end('answered'));
    socket.once('error', () => end('closed'));
    socket.once('close', () => end('closed'));
  });
}
