import type { KafkaSettings } from '../config/settings.ts';
import type { EndpointCheck } from '../ports.ts';
import type { Connections } from './connection/connections.ts';

/** Connects and says what answered. */
export async function checkCluster(connections: Connections, _settings: KafkaSettings, signal: AbortSignal): Promise<EndpointCheck> {
  const link = await connections.bootstrap({ signal, timeoutMs: 4_000 });
  return { reachable: true, found: `${link.address.host}:${link.address.port}`, problems: [] };
}
