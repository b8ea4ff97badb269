import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { apiVersions } from '../../src/kafka/protocol/apis/18-api-versions.ts';
import { apis } from '../../src/kafka/protocol/apis/index.ts';
import { decodeRequestBody, decodeRequestHeader, encodeResponse, frame } from '../../src/kafka/protocol/message.ts';

/** A TCP server for tests of connections. */
export interface FakeServer {
  readonly port: number;
  /** Sockets accepted so far. */
  readonly accepted: number;
  /** Sockets open now. */
  readonly open: number;
  /** Names of the requests received, ApiVersions included. */
  readonly requests: readonly string[];
  closeSockets(): void;
  stop(): Promise<void>;
}

export interface BrokerBehaviour {
  /** API key, lowest and highest version; by default all that we have. */
  readonly ranges?: readonly (readonly [key: number, min: number, max: number])[];
  /** The body of a response to the named API; see {@link Instead} for anything else. */
  readonly answer?: (api: string, request: unknown, version: number) => Promise<unknown> | unknown;
  readonly port?: number;
  readonly host?: string;
  readonly tls?: TlsOptions;
}

/** Thrown by `answer` to send bytes that are no message, or to end the connection. */
export class Instead extends Error {
  readonly bytes: Buffer | 'close' | 'nothing';

  constructor(bytes: Buffer | 'close' | 'nothing') {
    super('instead of an answer');
    this.bytes = bytes;
  }
}

/** Accepts connections and does with each socket what it is told. */
export async function fakeServer(
  onSocket: (socket: Socket) => void,
  { port = 0, host = '127.0.0.1', tls, requests = [] }: BrokerBehaviour & { requests?: string[] } = {},
): Promise<FakeServer> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  const accept = (socket: Socket) => {
    accepted++;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    onSocket(socket);
    // A socket that nobody reads does not notice that the other side is gone.
    socket.resume();
  };
  const server: Server = tls ? createTlsServer(tls, accept) : createServer(accept);
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const closeSockets = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    requests,
    get accepted() {
      return accepted;
    },
    get open() {
      return sockets.size;
    },
    closeSockets,
    stop() {
      closeSockets();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Speaks the Kafka protocol with the codec under test: good for how connections behave, no judge of the bytes. */
export function fakeBroker(behaviour: BrokerBehaviour = {}): Promise<FakeServer> {
  const requests: string[] = [];
  const ranges = behaviour.ranges ?? apis.map(({ key, versions: [min, max] }) => [key, min, max] as const);
  const onSocket = (socket: Socket) => {
    let received = Buffer.alloc(0);
    socket.on('data', async (bytes) => {
      received = Buffer.concat([received, bytes]);
      while (received.length >= 4 && received.length >= 4 + received.readInt32BE(0)) {
        const end = 4 + received.readInt32BE(0);
        const message = received.subarray(4, end);
        received = received.subarray(end);
        await respond(socket, message);
      }
    });
  };

  async function respond(socket: Socket, message: Buffer): Promise<void> {
    const { header, bodyOffset } = decodeRequestHeader(message);
    const api = apis.find(({ key }) => key === header.apiKey);
    if (!api) return void socket.destroy();
    requests.push(api.name);
    try {
      const request = decodeRequestBody(api, header.apiVersion, message, bodyOffset);
      const body = (await behaviour.answer?.(api.name, request, header.apiVersion)) ?? defaultAnswer(api.name);
      socket.write(frame(encodeResponse(api, header.apiVersion, header.correlationId, body)));
    } catch (error) {
      if (!(error instanceof Instead)) throw error;
      if (error.bytes === 'close') socket.destroy();
      else if (error.bytes !== 'nothing') socket.write(error.bytes);
    }
  }

  function defaultAnswer(name: string): unknown {
    switch (name) {
      case apiVersions.name:
        return {
          errorCode: 0,
          apiKeys: ranges.map(([apiKey, minVersion, maxVersion]) => ({ apiKey, minVersion, maxVersion })),
        };
      case 'Metadata':
        return { brokers: [], topics: [] };
      case 'ListGroups':
        return { errorCode: 0, groups: [] };
      default:
        throw new Instead('nothing');
    }
  }

  return fakeServer(onSocket, { ...behaviour, requests });
}
