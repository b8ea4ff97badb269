import type { KafkaSettings } from '../config/settings.ts';
import type { LagObservation } from '../domain/lag/observation.ts';
import type { Log } from '../log.ts';
import type { ClusterReader } from '../ports.ts';
import { observeBackground } from './background.ts';
import { type Call, startCall } from './call.ts';
import { checkCluster } from './check.ts';
import { observeCluster } from './cluster.ts';
import { createConnections } from './connection/connections.ts';
import { unreachable } from './failures/failures.ts';
import { observeLag, observeLagAgain } from './lag.ts';
import { observeTopicThroughput } from './topic-throughput.ts';
import { observeTransactionSupport } from './transaction-support.ts';

/** A live Kafka behind the port. Connects on first use; `close` ends every connection. */
export function createClusterReader(settings: KafkaSettings, log: Log): ClusterReader {
  const connections = createConnections(settings, log);
  /** The call of each look: brokers that failed in it would only be waited for once more for its background. */
  const calls = new WeakMap<LagObservation, Call>();
  const inCall = async <T>(signal: AbortSignal, read: (call: Call) => Promise<T>): Promise<T> => {
    try {
      return await read(startCall(connections, signal));
    } catch (error) {
      signal.throwIfAborted();
      throw await unreachable(error, settings, signal);
    }
  };
  return {
    check: ({ signal }) => checkCluster(connections, settings, signal),
    describe: ({ signal }) => inCall(signal, (call) => observeCluster(call, Date.now())),
    observeLag: (selection, { signal }) =>
      inCall(signal, async (call) => {
        const look = await observeLag(call, selection, Date.now);
        calls.set(look, call);
        return look;
      }),
    observeAgain: (first, { signal }) => inCall(signal, (call) => observeLagAgain(call, first, Date.now)),
    observeTopic: (name, { signal }) => inCall(signal, (call) => observeTopicThroughput(call, name, Date.now)),
    observeTransactions: ({ signal }) => inCall(signal, (call) => observeTransactionSupport(call, Date.now)),
    background: (first, { signal, ...question }) => {
      const start = () => startCall(connections, signal, calls.get(first));
      return inCall(signal, () => observeBackground(start, first, question, Date.now));
    },
    close: () => connections.close(),
  };
}
