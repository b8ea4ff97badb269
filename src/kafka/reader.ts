import type { KafkaSettings } from '../config/settings.ts';
import type { Log } from '../log.ts';
import type { ClusterReader } from '../ports.ts';
import { startCall } from './call.ts';
import { checkCluster } from './check.ts';
import { observeCluster } from './cluster.ts';
import { createConnections } from './connection/connections.ts';
import { unreachable } from './failures/failures.ts';
import { observeLag, observeLagAgain } from './lag.ts';

/** A live Kafka behind the port. Connects on first use; `close` ends every connection. */
export function createClusterReader(settings: KafkaSettings, log: Log): ClusterReader {
  const connections = createConnections(settings, log);
  const inCall = async <T>(
    signal: AbortSignal,
    read: (call: ReturnType<typeof startCall>) => Promise<T>,
  ): Promise<T> => {
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
    observeLag: (selection, { signal }) => inCall(signal, (call) => observeLag(call, selection, Date.now)),
    observeAgain: (first, { signal }) => inCall(signal, (call) => observeLagAgain(call, first, Date.now)),
    close: () => connections.close(),
  };
}
