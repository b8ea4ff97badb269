import { defineApi } from '../api.ts';
import { bytes, int16, int64, string, struct } from '../codec/schema.ts';

/**
 * SaslAuthenticate carries one step of the mechanism that SaslHandshake v1 named: PLAIN takes one, SCRAM two. Send it to the
 * same broker on the same connection.
 *
 * - v1 how long the session lasts (`connections.max.reauth.ms`, or until a token expires); v2 flexible
 *
 * A session that is over is renewed on the same connection by handshake and authentication anew; a client that goes on
 * without is disconnected. A `sessionLifetimeMs` of 0 means for ever. A refusal may be held back for a while
 * (`connection.failed.authentication.delay.ms`) and is not explained, so that nobody learns which part was wrong.
 */
export const saslAuthenticate = defineApi({
  key: 36,
  name: 'SaslAuthenticate',
  versions: [0, 2],
  flexibleFrom: 2,
  request: struct({ authBytes: bytes() }),
  response: struct({
    errorCode: int16(),
    errorMessage: string({ nullable: '0+' }),
    authBytes: bytes(),
    sessionLifetimeMs: int64({ versions: '1+', default: 0n }),
  }),
});
