import { connect } from 'node:tls';
import type { BrokerAddress } from './connection/address.ts';

/** Quick on a live port; a port that has just hung up on us answers in milliseconds. */
const PROBE_TIMEOUT_MS = 1_000;

/**
 * Whether a TLS hello is answered with TLS at an address that has just closed a plaintext connection: tells a TLS port from
 * one that wants SASL, which look the same to a plaintext client. Sends nothing but the hello. Null when it can't be told.
 */
export function speaksTls({ host, port }: BrokerAddress, signal: AbortSignal): Promise<boolean | null> {
  return new Promise((resolve) => {
    // The certificate is not judged: the only question is whether the other side speaks TLS at all.
    const socket = connect({ host, port, rejectUnauthorized: false });
    const settle = (answer: boolean | null) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      socket.destroy();
      resolve(answer);
    };
    const giveUp = () => settle(null);
    const timer = setTimeout(giveUp, PROBE_TIMEOUT_MS);
    signal.addEventListener('abort', giveUp, { once: true });
    socket.once('secureConnect', () => settle(true));
    // An alert (for example: client certificate required) is an answer in TLS as well.
    socket.once('error', (error) => settle('code' in error && /^ERR_SSL_.*ALERT/.test(String(error.code))));
    socket.once('close', () => settle(false));
  });
}
