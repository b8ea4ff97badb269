import { type Client, createKafkaClient, setLogger } from 'kafka-ts';
import type { SimulatedCluster } from '../../../src/simulator/cluster.ts';

// It writes to standard output otherwise.
const silent = () => {};
setLogger({ debug: silent, info: silent, warn: silent, error: silent });

type Options = Partial<Parameters<typeof createKafkaClient>[0]>;

/** A client of kafka-ts that says nothing. */
export function clientOf({ bootstrapServers }: SimulatedCluster, options: Options = {}): Client {
  const servers = bootstrapServers.split(',').map((server) => {
    const [host = '', port] = server.split(':');
    return { host, port: Number(port) };
  });
  return createKafkaClient({ clientId: 'kafka-ts', bootstrapServers: servers, requestTimeout: 10_000, ...options });
}
