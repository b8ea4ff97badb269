import { createServer, type Server, type Socket } from 'node:net';

export interface BrokerServer {
  readonly port: number;
  /** Connections that are open now. */
  readonly connections: number;
  /** Ends every connection, and listens no more until `listen`. */
  stop(): Promise<void>;
  /** Listens on the same port again. */
  listen(): Promise<void>;
}

/** Listens on loopback, on a port that the system chooses, and hands each connection to `onConnection`. */
export async function startBrokerServer(onConnection: (socket: Socket) => void): Promise<BrokerServer> {
  const sockets = new Set<Socket>();
  let port = 0;
  let server: Server | null = null;
  let before = Promise.resolve();

  /** One after the other, in the order in which they were asked for: who stops last is not overtaken by who listens. */
  function inTurn(step: () => Promise<void>): Promise<void> {
    const done = before.then(step);
    before = done.catch(() => {});
    return done;
  }

  async function listen(): Promise<void> {
    if (server !== null) return;
    // As brokers do: a small answer may not wait until the client has acknowledged the one before.
    const started = createServer({ noDelay: true }, (socket) => {
      sockets.add(socket);
      // A client that goes away in the middle is its own affair.
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
      onConnection(socket);
    });
    await new Promise<void>((resolve, reject) => {
      started.once('error', reject);
      started.listen(port, '127.0.0.1', resolve);
    });
    const address = started.address();
    if (address === null || typeof address === 'string') throw new Error('the system gave no port');
    port = address.port;
    server = started;
  }

  async function stop(): Promise<void> {
    const stopping = server;
    server = null;
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    if (stopping !== null) await new Promise<void>((resolve) => stopping.close(() => resolve()));
  }

  await listen();
  return {
    get port() {
      return port;
    },
    get connections() {
      return sockets.size;
    },
    listen: () => inTurn(listen),
    stop: () => inTurn(stop),
  };
}
