import { apiVersions } from '../../kafka/protocol/apis/18-api-versions.ts';
import { encodeResponse, frame, type RequestHeader } from '../../kafka/protocol/message.ts';
import { errorCode } from '../faults.ts';
import { clusterError } from '../guards.ts';
import { rangesOf } from '../releases.ts';
import { serve } from '../served.ts';
import type { SimulatedBroker } from '../state/cluster-state.ts';

export const API_VERSIONS_KEY = apiVersions.key;

/** The client introduces itself since v3. Source: ApiVersionsRequest of kafka-clients. */
const SOFTWARE = /^[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?$/;
const INTRODUCED_SINCE = 3;

export const serveApiVersions = serve(apiVersions, ({ clientSoftwareName, clientSoftwareVersion }, served) => {
  const named = [clientSoftwareName, clientSoftwareVersion].every((text) => SOFTWARE.test(text));
  const nameless = served.version >= INTRODUCED_SINCE && !named;
  return {
    errorCode: nameless ? errorCode('INVALID_REQUEST') : clusterError(served, null),
    apiKeys: nameless ? [] : offered(served.broker),
    throttleTimeMs: 0,
  };
});

/** A version that the broker does not know is answered with v0 and what it does know, so that a client can ask again. */
export function refuseVersion({ correlationId }: RequestHeader, broker: SimulatedBroker): Buffer {
  const body = { errorCode: errorCode('UNSUPPORTED_VERSION'), apiKeys: offered(broker), throttleTimeMs: 0 };
  return frame(encodeResponse(apiVersions, 0, correlationId, body));
}

const offered = ({ release }: SimulatedBroker) =>
  [...rangesOf(release)].map(([apiKey, { min, max }]) => ({ apiKey, minVersion: min, maxVersion: max }));
