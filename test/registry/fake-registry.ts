import type { ServerOptions } from 'node:https';
import { json, type Stub, startStub } from '../http/stub.ts';

/** What a fake registry answers: for `GET /path` or `POST /path`, a status and a JSON value. Else 404 as Jetty words it. */
export type Routes = Readonly<Record<string, readonly [status: number, value: unknown]>>;

export const subjectNotFound = [404, { error_code: 40401, message: "Subject 'x' not found." }] as const;

export const startFakeRegistry = (routes: Routes, tls?: ServerOptions): Promise<Stub> =>
  startStub(({ method, path }, response) => {
    const [status, value] = routes[`${method} ${path}`] ?? [404, { error_code: 404, message: 'HTTP 404 Not Found' }];
    json(response, status, value);
  }, tls);

/** Routes of a subject with versions 1 to `versions`, as Confluent answers; nobody refers to it. */
export const confluentSubject = (
  subject: string,
  versions: number,
  level: string,
  own = true,
  schema = '"string"',
): Routes => ({
  ...Object.fromEntries(
    Array.from({ length: versions }, (_, index) => index + 1).flatMap((version) => [
      [`GET /subjects/${subject}/versions/${version}`, [200, { subject, version, id: version, schema }]],
      [`GET /subjects/${subject}/versions/${version}/referencedby`, [200, []]],
    ]),
  ),
  [`GET /subjects/${subject}/versions`]: [200, Array.from({ length: versions }, (_, index) => index + 1)],
  [`GET /subjects/${subject}/versions/latest`]: [200, { subject, version: versions, id: versions, schema }],
  [`GET /config/${subject}?defaultToGlobal=true`]: [200, { compatibilityLevel: level }],
  [`GET /config/${subject}`]: own
    ? [200, { compatibilityLevel: level }]
    : [404, { error_code: 40408, message: 'no subject-level compatibility' }],
  'GET /config': [200, { compatibilityLevel: 'BACKWARD' }],
  'GET /v1/metadata/version': [200, { version: '8.1.0', commitId: 'abc' }],
});
