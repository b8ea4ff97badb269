import { connect } from 'node:net';
import type { Api, RequestOf, ResponseOf } from '../src/kafka/protocol/api.ts';
import { decodeResponse, encodeRequest, frame } from '../src/kafka/protocol/message.ts';

const TIMEOUT_MS = 30_000;
const LENGTH_BYTES = 4;
const CORRELATION_ID_BYTES = 4;

/** One request to one PLAINTEXT listener (`host:port`), over nothing but the codec and a socket of its own. */
export async function askBroker<A extends Api>(
  address: string,
  api: A,
  version: number,
  body: RequestOf<A>,
): Promise<ResponseOf<A>> {
  const [host = '', port] = address.split(':');
  const socket = connect(Number(port), host);
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error(`${api.name}: no answer from ${address}`)));
  socket.write(frame(encodeRequest(api, version, { correlationId: 1, clientId: 'sandbox' }, body)));
  try {
    let received = Buffer.alloc(0);
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk]);
      const end = received.length < LENGTH_BYTES ? Number.POSITIVE_INFINITY : LENGTH_BYTES + received.readInt32BE(0);
      if (received.length >= end) {
        return decodeResponse(api, version, received.subarray(LENGTH_BYTES + CORRELATION_ID_BYTES, end));
      }
    }
    throw new Error(`${api.name}: ${address} closed the connection`);
  } finally {
    socket.destroy();
  }
}
