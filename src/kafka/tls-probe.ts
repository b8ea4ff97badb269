import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { BrokerAddress } from './connection/address.ts';

/** A port that has just hung up answers a hello in milliseconds, one on another continent in under a second. */
const TIMEOUT_MS = 1_000;

/**
 * Whether a TLS hello is answered with TLS at an address that has just closed a plaintext connection: tells a TLS port from
 * a server that hangs up on everyone, which look the same to a plaintext client. Sends nothing but the hello. Null when it
 * can't be told: the port can't be reached any more, or says nothing in time.
 */
export function speaksTls(
  { host, port }: BrokerAddress,
  signal: AbortSignal,
  timeoutMs = TIMEOUT_MS,
): Promise<boolean | null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => {
    let reached = false;
    // Proxies choose the broker by the name in the hello. The certificate is not judged: the only question is whether the
    // other side speaks TLS at all.
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket = connect({ host, port, ...name, rejectUnauthorized: false });
    const settle = (answer: boolean | null) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      socket.destroy();
      resolve(answer);
    };
    const giveUp = () => settle(null);
    const timer = setTimeout(giveUp, timeoutMs);
    signal.addEventListener('abort', giveUp, { once: true });
    socket.once('connect', () => {
      reached = true;
    });
    socket.once('secureConnect', () => settle(true));
    // An alert (for example: client certificate required) is an answer in TLS as well. Not once: a second error may follow.
    socket.on('error', (error) => settle(isAlert(error) ? true : reached ? false : null));
    socket.once('close', () => settle(reached ? false : null));
  });
}

const isAlert = (error: Error): boolean =>
  ('code' in error && /^ERR_SSL_.*ALERT/.test(String(error.code))) || /SSL alert number/.test(error.message);
