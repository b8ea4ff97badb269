import { isIPv6 } from 'node:net';

/** Where a broker listens. `nodeId` is null for a bootstrap server, of which only the address is known. */
export interface BrokerAddress {
  readonly nodeId: number | null;
  readonly host: string;
  readonly port: number;
  readonly rack?: string | null;
}

/** Reads `host:port` or `[IPv6]:port`. Throws RangeError on anything else. */
export function parseBootstrapServer(server: string): BrokerAddress {
  const match = /^(?:\[([^\]]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(server.trim());
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port < 1 || port > 65_535) {
    throw new RangeError(`not host:port (IPv6 in brackets): ${server}`);
  }
  return { nodeId: null, host, port };
}

/** `host:port`, IPv6 in brackets. */
export function addressText({ host, port }: BrokerAddress): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}
