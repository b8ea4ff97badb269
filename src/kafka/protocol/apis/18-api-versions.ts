import { defineApi } from '../api.ts';
import { array, bool, int16, int32, int64, string, struct } from '../codec/schema.ts';

/**
 * ApiVersions answers which versions of which APIs this broker speaks, and the cluster's feature levels. Ask each broker
 * for itself: during a rolling upgrade they differ. It is allowed before authentication.
 *
 * - v1 throttle time; v3 flexible, the client introduces itself, features come as tagged fields
 * - v4 features may start at 0; v5 the client may say which cluster and node it expects (REBOOTSTRAP_REQUIRED)
 *
 * A broker that does not know the version answers UNSUPPORTED_VERSION in the form of v0. For the same reason the header of
 * the response never has tagged fields.
 */
export const apiVersions = defineApi({
  key: 18,
  name: 'ApiVersions',
  versions: [0, 5],
  flexibleFrom: 3,
  request: struct({
    clientSoftwareName: string({ versions: '3+' }),
    clientSoftwareVersion: string({ versions: '3+' }),
    clusterId: string({ versions: '5+', nullable: '5+', default: null }),
    nodeId: int32({ versions: '5+', default: -1 }),
  }),
  response: struct({
    errorCode: int16(),
    apiKeys: array(struct({ apiKey: int16(), minVersion: int16(), maxVersion: int16() })),
    throttleTimeMs: int32({ versions: '1+' }),
    supportedFeatures: array(struct({ name: string(), minVersion: int16(), maxVersion: int16() }), {
      versions: '3+',
      tag: 0,
      tagged: '3+',
    }),
    finalizedFeaturesEpoch: int64({ versions: '3+', default: -1n, tag: 1, tagged: '3+' }),
    finalizedFeatures: array(struct({ name: string(), maxVersionLevel: int16(), minVersionLevel: int16() }), {
      versions: '3+',
      tag: 2,
      tagged: '3+',
    }),
    zkMigrationReady: bool({ versions: '3+', default: false, tag: 3, tagged: '3+' }),
  }),
});
