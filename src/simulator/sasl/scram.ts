import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Login } from '../served.ts';
import type { User } from './user.ts';

/** The least that RFC 7677 allows, and what Kafka stores by default. */
const ITERATIONS = 4_096;
const FAILED = { reply: Buffer.from('e=other-error'), user: null, failed: true };

/** Two messages of the client, with a proof that it knows the password. Source: RFC 5802. */
export function scramLogin(hash: 'sha256' | 'sha512', users: readonly User[]): Login {
  let first: { readonly user: User; readonly nonce: string; readonly salt: Buffer; readonly text: string } | null =
    null;
  const hmac = (key: Buffer, text: string) => createHmac(hash, key).update(text).digest();

  return {
    step(bytes) {
      const text = bytes.toString('utf8');
      if (first === null) {
        const bare = text.replace(/^n,[^,]*,/, '');
        const name = /(?:^|,)n=([^,]*)/.exec(bare)?.[1]?.replaceAll('=2C', ',').replaceAll('=3D', '=');
        const clientNonce = /(?:^|,)r=([^,]*)/.exec(bare)?.[1];
        const user = users.find(({ username }) => username === name);
        if (user === undefined || clientNonce === undefined) return FAILED;
        const nonce = `${clientNonce}${randomBytes(18).toString('base64url')}`;
        // Kafka salts with letters and digits (ScramFormatter of kafka-clients), and kafka-ts reads nothing else.
        const salt = Buffer.from(randomBytes(16).toString('hex'));
        const reply = `r=${nonce},s=${salt.toString('base64')},i=${ITERATIONS}`;
        first = { user, nonce, salt, text: `${bare},${reply}` };
        return { reply: Buffer.from(reply), user: null, failed: false };
      }
      const { user, nonce, salt } = first;
      const withoutProof = text.replace(/,p=.*$/, '');
      const proof = Buffer.from(/,p=(.*)$/.exec(text)?.[1] ?? '', 'base64');
      const length = hash === 'sha256' ? 32 : 64;
      const salted = pbkdf2Sync(user.password, salt, ITERATIONS, length, hash);
      const clientKey = hmac(salted, 'Client Key');
      const stored = createHash(hash).update(clientKey).digest();
      const signed = `${first.text},${withoutProof}`;
      const signature = hmac(stored, signed);
      const expected = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)));
      if (
        !withoutProof.includes(`r=${nonce}`) ||
        proof.length !== expected.length ||
        !timingSafeEqual(proof, expected)
      ) {
        return FAILED;
      }
      const verifier = hmac(hmac(salted, 'Server Key'), signed).toString('base64');
      return { reply: Buffer.from(`v=${verifier}`), user: user.username, failed: false };
    },
  };
}
