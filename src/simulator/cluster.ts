import { manualClock, runningClock, type SimulatedClock } from './clock.ts';
import { type Fault, Faults, faultOf } from './faults.ts';
import { buildCluster } from './scenario/build.ts';
import { parseScenario } from './scenario/parse.ts';
import type { Release, ScenarioInput } from './scenario/schema.ts';
import type { ClusterState } from './state/cluster-state.ts';
import { type BrokerServer, startBrokerServer } from './wire/broker-server.ts';
import { serveConnection } from './wire/connection.ts';

export interface SimulatorOptions {
  /** A clock that the caller turns begins at `startMs`; without it simulated time is real time. */
  readonly startMs?: number;
  /** Real milliseconds before each answer, as a network would take; none when left out. */
  readonly replyDelayMs?: number;
}

/** A running simulated cluster, and the hands that break it. */
export interface SimulatedCluster {
  /** `host:port` of every broker, comma-separated. */
  readonly bootstrapServers: string;
  readonly state: ClusterState;
  readonly clock: SimulatedClock;
  /** Names of the requests received so far, with the broker each went to. */
  readonly requests: readonly { readonly broker: number; readonly api: string }[];
  /** Connections open now, over all brokers. */
  readonly connections: number;
  /** Plants a fault; the answer takes it away again. */
  fault(fault: Fault): () => void;
  /** Nobody listens there any more. With `noticed`, the cluster elects other leaders and fences the broker; else it still thinks it is there. */
  killBroker(id: number, noticed: boolean): Promise<void>;
  /** It listens again, on the same port, and leads what nobody leads. */
  restartBroker(id: number): Promise<void>;
  /** Another replica leads from now on; null: none does. */
  moveLeader(topic: string, partition: number, to: number | null): void;
  /** A broker speaks another release from its next connection on, as in a rolling upgrade. */
  upgradeBroker(id: number, release: Release): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts brokers on loopback that speak the Kafka protocol and behave as the scenario says. Throws ScenarioError for a
 * scenario that can't be used.
 */
export async function startSimulatedCluster(
  scenario: ScenarioInput,
  { startMs, replyDelayMs = 0 }: SimulatorOptions = {},
): Promise<SimulatedCluster> {
  const checked = parseScenario(scenario, 'the scenario');
  const clock = startMs === undefined ? runningClock() : manualClock(startMs);
  const state = buildCluster(checked, clock);
  const faults = new Faults();
  for (const fault of checked.faults) faults.add(faultOf(fault));
  const requests: { broker: number; api: string }[] = [];
  const servers = new Map<number, BrokerServer>();
  for (const broker of state.brokers) {
    const side = {
      cluster: state,
      broker,
      faults,
      replyDelayMs,
      onRequest: (api: string) => void requests.push({ broker: broker.id, api }),
    };
    const server = await startBrokerServer((socket) => serveConnection(socket, side));
    broker.port = server.port;
    servers.set(broker.id, server);
  }
  /** Brokers whose process is gone. */
  const down = new Set<number>();
  const settle = () =>
    Promise.all([...servers].map(([id, each]) => (down.has(id) || faults.refuses(id) ? each.stop() : each.listen())));
  await settle();

  const server = (id: number): BrokerServer => {
    const found = servers.get(id);
    if (found === undefined) throw new RangeError(`there is no broker ${id}`);
    return found;
  };
  const moveLeader = (topic: string, partition: number, to: number | null) => {
    const found = state.partition(topic, partition);
    if (found === null) throw new RangeError(`there is no partition ${topic}-${partition}`);
    found.leader = to;
    found.leaderEpoch += 1;
  };

  return {
    bootstrapServers: state.brokers.map(({ host, port }) => `${host}:${port}`).join(','),
    state,
    clock,
    requests,
    get connections() {
      return [...servers.values()].reduce((sum, { connections }) => sum + connections, 0);
    },
    fault(fault) {
      const remove = faults.add(fault);
      if (fault.action.kind === 'refuse') void settle();
      return () => {
        remove();
        if (fault.action.kind === 'refuse') void settle();
      };
    },
    async killBroker(id, noticed) {
      await server(id).stop();
      down.add(id);
      if (noticed) fence(state, id);
    },
    async restartBroker(id) {
      down.delete(id);
      await settle();
      unfence(state, id);
    },
    moveLeader,
    async upgradeBroker(id, release) {
      await server(id).stop();
      const broker = state.broker(id);
      if (broker !== null) broker.release = release;
      await settle();
    },
    async close() {
      state.close();
      for (const id of servers.keys()) down.add(id);
      await settle();
    },
  };
}

/** What the controller does when a broker stops sending heartbeats. */
function fence(state: ClusterState, id: number): void {
  const broker = state.broker(id);
  if (broker !== null) broker.alive = false;
  for (const partition of partitionsOf(state, id)) {
    const left = partition.isr.filter((replica) => replica !== id);
    partition.offline = [...new Set([...partition.offline, id])];
    // The last in-sync replica stays in the set: only it may lead again.
    if (left.length > 0) partition.isr = left;
    if (partition.leader === id) {
      partition.leader = left[0] ?? null;
      partition.leaderEpoch += 1;
    }
  }
}

function unfence(state: ClusterState, id: number): void {
  const broker = state.broker(id);
  if (broker !== null) broker.alive = true;
  for (const partition of partitionsOf(state, id)) {
    partition.offline = partition.offline.filter((replica) => replica !== id);
    // A replica that was not in sync when the leader went would lose records, so it waits.
    if (partition.leader === null && !partition.isr.includes(id)) continue;
    partition.isr = partition.replicas.filter((replica) => !partition.offline.includes(replica));
    if (partition.leader === null) {
      partition.leader = id;
      partition.leaderEpoch += 1;
    }
  }
}

const partitionsOf = ({ topics }: ClusterState, broker: number) =>
  [...topics.values()].flatMap(({ partitions }) => partitions).filter(({ replicas }) => replicas.includes(broker));
