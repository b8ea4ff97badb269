import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** Different free loopback ports, chosen by the operating system. Somebody may take one before it is used: try again then. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
    return address.port;
  });
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** Does anybody listen there? */
export function portOpen(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (open: boolean) => {
      socket.destroy();
      answer(open);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.setTimeout(1_000, () => settle(false));
  });
}

/** Runs `start` again, with new ports, when its error says that a port was taken in the meantime. */
export async function retryTakenPorts<T>(start: () => Promise<T>, attempts = 3): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (attempts <= 1 || !/address already in use|BindException/i.test(String(error))) throw error;
    return retryTakenPorts(start, attempts - 1);
  }
}
