import { defineApi } from '../api.ts';
import { array, int16, string, struct } from '../codec/schema.ts';

/**
 * SaslHandshake names the mechanism a client will authenticate with. Send it to each broker, on each new connection of a
 * SASL listener, before anything but ApiVersions.
 *
 * - v0 is followed by bare tokens, each with its length; v1 by SaslAuthenticate requests
 *
 * A mechanism that is not enabled answers UNSUPPORTED_SASL_MECHANISM and the list of those that are: that is how to find
 * them. No version is flexible, because old clients do not negotiate this one [KAFKA-9577].
 */
export const saslHandshake = defineApi({
  key: 17,
  name: 'SaslHandshake',
  versions: [0, 1],
  flexibleFrom: Number.POSITIVE_INFINITY,
  request: struct({ mechanism: string() }),
  response: struct({ errorCode: int16(), mechanisms: array(string()) }),
});
