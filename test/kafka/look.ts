import { afterEach } from 'vitest';
import type { GroupSelection, LagBackground, LagObservation } from '../../src/domain/lag/observation.ts';
import { type BackgroundQuestion, observeBackground } from '../../src/kafka/background.ts';
import { type Call, startCall } from '../../src/kafka/call.ts';
import { createConnections } from '../../src/kafka/connection/connections.ts';
import { observeLag } from '../../src/kafka/lag.ts';
import { type SimulatedCluster, startSimulatedCluster } from '../../src/simulator/cluster.ts';
import type { ScenarioInput } from '../../src/simulator/scenario/schema.ts';
import { ZERO_MS } from '../simulator/build.ts';

/** A simulated cluster, its clock at ZERO_MS, and our own client to it. */
export interface Lookout {
  readonly cluster: SimulatedCluster;
  readonly signal: AbortController;
  startCall(): Call;
  look(selection: GroupSelection | string): Promise<LagObservation>;
  background(first: LagObservation, question?: Partial<BackgroundQuestion>): Promise<LagBackground>;
  /** A look at one group and its deep background. */
  study(group: string, question?: Partial<BackgroundQuestion>): Promise<LagBackground>;
  /** Requests that the brokers have seen, without those that set connections up, and forgets them. */
  takeRequests(): readonly { readonly broker: number; readonly api: string }[];
}

const cleanups: (() => Promise<void>)[] = [];

/** Ends with the test. */
export async function lookout(scenario: ScenarioInput, startMs = ZERO_MS): Promise<Lookout> {
  const cluster = await startSimulatedCluster(scenario, { startMs });
  const connections = createConnections(
    {
      bootstrapServers: cluster.bootstrapServers.split(','),
      securityProtocol: 'PLAINTEXT',
      sasl: null,
      tls: null,
    },
    { write: () => {} },
  );
  cleanups.push(async () => {
    await connections.close();
    await cluster.close();
  });
  const signal = new AbortController();
  const call = () => startCall(connections, signal.signal);
  const { now } = cluster.clock;
  let taken = 0;
  const look = (selection: GroupSelection | string) =>
    observeLag(call(), typeof selection === 'string' ? { kind: 'named', group: selection } : selection, now);
  const background = (first: LagObservation, question: Partial<BackgroundQuestion> = {}) =>
    observeBackground(call, first, { sinceMs: null, deep: true, ...question }, now);
  return {
    cluster,
    signal,
    startCall: call,
    look,
    background,
    study: async (group, question) => background(await look(group), question),
    takeRequests() {
      const seen = cluster.requests.slice(taken);
      taken = cluster.requests.length;
      return seen.filter(({ api }) => api !== 'ApiVersions');
    },
  };
}

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});
