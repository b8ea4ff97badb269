import { connect, type Socket } from 'node:net';
import type { Api, RequestOf, ResponseOf } from '../../../src/kafka/protocol/api.ts';
import { decodeResponse, encodeRequest, frame } from '../../../src/kafka/protocol/message.ts';
import type { SimulatedBroker } from '../../../src/simulator/state/cluster-state.ts';

/** A client that sends what it is told, byte for byte, and waits for whole messages. */
export interface RawClient {
  write(bytes: Buffer): void;
  /** The next message, without its length; null when the broker hangs up first. */
  next(): Promise<Buffer | null>;
  /** What a broker answers; null when it hangs up instead. */
  ask<A extends Api>(api: A, version: number, request: RequestOf<A>): Promise<ResponseOf<A> | null>;
  /** Resolves when the connection is gone, with the bytes that were no whole message. */
  readonly gone: Promise<Buffer>;
  close(): void;
}

const LENGTH_BYTES = 4;
const CORRELATION_BYTES = 4;

export async function rawClient({ host, port }: Pick<SimulatedBroker, 'host' | 'port'>): Promise<RawClient> {
  const socket = await connected(host, port);
  let received = Buffer.alloc(0);
  let over = false;
  let correlationId = 0;
  let wake = () => {};
  socket.on('data', (bytes) => {
    received = Buffer.concat([received, bytes]);
    wake();
  });
  const gone = new Promise<Buffer>((resolve) => {
    socket.once('close', () => {
      over = true;
      wake();
      resolve(received);
    });
  });

  async function next(): Promise<Buffer | null> {
    for (;;) {
      const length = received.length < LENGTH_BYTES ? null : LENGTH_BYTES + received.readInt32BE(0);
      if (length !== null && received.length >= length) {
        const message = received.subarray(LENGTH_BYTES, length);
        received = received.subarray(length);
        return message;
      }
      if (over) return null;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  return {
    gone,
    next,
    write: (bytes) => void socket.write(bytes),
    async ask(api, version, request) {
      correlationId += 1;
      socket.write(frame(encodeRequest(api, version, { correlationId, clientId: 'raw' }, request)));
      const message = await next();
      if (message === null) return null;
      if (message.readInt32BE(0) !== correlationId) throw new Error('the answer to another request');
      return decodeResponse(api, version, message.subarray(CORRELATION_BYTES));
    },
    close: () => void socket.destroy(),
  };
}

function connected(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    // What a broker that hangs up does to the socket shows in `gone`; only a connection that was never there is an error.
    socket.on('error', reject);
    socket.once('connect', () => resolve(socket));
  });
}
