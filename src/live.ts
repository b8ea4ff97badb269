import type { Settings } from './config/settings.ts';
import { KnownFailure } from './failure.ts';
import type { Log } from './log.ts';
import type { ClusterReader, ConnectReader, SchemaCatalog } from './ports.ts';

/** The live systems behind the ports: each adapter is loaded on first use, once, and closed at the end. */
export interface LiveSystems {
  cluster(): Promise<ClusterReader>;
  schemas(): Promise<SchemaCatalog>;
  connect(): Promise<ConnectReader>;
  close(): Promise<void>;
}

/** `problems`: sentences about settings that could not be used; they explain why something is not configured. */
export function createLiveSystems(settings: Settings, problems: readonly string[], log: Log): LiveSystems {
  const cluster = once(async () => {
    if (settings.kafka === null) throw notConfigured('Kafka cluster', 'KAFKA_BOOTSTRAP_SERVERS', problems);
    const { createClusterReader } = await import('./kafka/reader.ts');
    return createClusterReader(settings.kafka, log);
  });
  const schemas = once(async () => {
    if (settings.registry === null) throw notConfigured('schema registry', 'SCHEMA_REGISTRY_URL', problems);
    const { createSchemaCatalog } = await import('./registry/catalog.ts');
    return createSchemaCatalog(settings.registry, log);
  });
  const connect = once(async () => {
    if (settings.connect === null) throw notConfigured('Kafka Connect worker', 'KAFKA_CONNECT_URL', problems);
    const { createConnectReader } = await import('./connect/reader.ts');
    return createConnectReader(settings.connect, log);
  });
  return {
    cluster: cluster.get,
    schemas: schemas.get,
    connect: connect.get,
    async close() {
      await (await cluster.started())?.close();
    },
  };
}

const notConfigured = (what: string, variable: string, problems: readonly string[]) =>
  new KnownFailure(
    `No ${what} is configured.`,
    problems.length === 0 ? `${variable} is not set for this server.` : `A setting is wrong: ${problems.join(' ')}`,
    `Set ${variable} in the env block of the MCP client's configuration and restart the server; kafka_server_status shows what is set.`,
  );

/** Runs `create` once it has succeeded; a failure is tried again at the next call. */
function once<T>(create: () => Promise<T>) {
  let current: Promise<T> | null = null;
  return {
    get(): Promise<T> {
      current ??= create().catch((error: unknown) => {
        current = null;
        throw error;
      });
      return current;
    },
    started: async (): Promise<T | null> => current?.catch(() => null) ?? null,
  };
}
