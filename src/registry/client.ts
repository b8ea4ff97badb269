import { z } from 'zod';
import type { RegistrySettings } from '../config/settings.ts';
import { KnownFailure } from '../failure.ts';
import { explainFailure, explainStatus, notTheService, type Service } from '../http/explain.ts';
import { HttpFailure } from '../http/failure.ts';
import { ask, type HttpAnswer, type HttpLimits } from '../http/request.ts';
import type { Log } from '../log.ts';
import type { EndpointProblem } from '../ports.ts';

const REGISTRY: Service = {
  name: 'schema registry',
  usualPort: 8081,
  settings: {
    url: 'SCHEMA_REGISTRY_URL',
    credentials: 'SCHEMA_REGISTRY_USERNAME and SCHEMA_REGISTRY_PASSWORD, or SCHEMA_REGISTRY_BEARER_TOKEN',
    ca: 'SCHEMA_REGISTRY_SSL_CA_FILE',
  },
};

const VENDOR_TYPE = 'application/vnd.schemaregistry.v1+json';
const ACCEPT = `${VENDOR_TYPE}, application/json`;

/** The registry answered: with a value, or with an error of its own. Both are for the caller to judge. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly status: number; readonly errorCode: number | null; readonly message: string };

/** Requests to one registry; every one of them only reads, the POST of a compatibility check too. */
export interface RegistryClient {
  readonly url: string;
  get(path: string, signal: AbortSignal): Promise<Reply>;
  post(path: string, body: unknown, signal: AbortSignal): Promise<Reply>;
}

/** A failure with the problem it stands for, so that a connection test can report it. */
export class RegistryFailure extends KnownFailure {
  constructor(readonly problem: EndpointProblem) {
    super(`Schema registry ${problem.endpoint}: ${problem.what}`, problem.likelyCause, problem.nextStep);
  }
}

export function createClient(settings: RegistrySettings, log: Log, limits?: HttpLimits): RegistryClient {
  const send = async (method: 'GET' | 'POST', path: string, body: unknown, signal: AbortSignal) => {
    const query = { method, path, accept: ACCEPT };
    const withBody = body === undefined ? query : { ...query, body: { type: VENDOR_TYPE, text: JSON.stringify(body) } };
    try {
      return replyOf(await ask(settings, withBody, signal, limits), settings.url);
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      log.write('debug', 'registry request failed', { method, path, error });
      throw new RegistryFailure(explainFailure(error, REGISTRY, settings.url));
    }
  };
  return {
    url: settings.url,
    get: (path, signal) => send('GET', path, undefined, signal),
    post: (path, body, signal) => send('POST', path, body, signal),
  };
}

const errorBody = z.looseObject({ error_code: z.int(), message: z.string().default('') });

function replyOf({ status, text }: HttpAnswer, url: string): Reply {
  const value = parsed(text);
  if (status >= 200 && status < 300) {
    if (value === undefined)
      throw new RegistryFailure(notTheService(REGISTRY, url, 'answered with something that is not JSON'));
    return { ok: true, value };
  }
  const error = errorBody.safeParse(value);
  return error.success
    ? { ok: false, status, errorCode: error.data.error_code, message: error.data.message }
    : { ok: false, status, errorCode: null, message: '' };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The failure that an error of the registry stands for, in our own words. */
export const refused = (reply: Reply & { ok: false }, url: string) =>
  new RegistryFailure(explainStatus(reply.status, REGISTRY, url));

/** The value in the shape that the API promises. Throws RegistryFailure for another shape. */
export function shaped<S extends z.ZodType>(schema: S, value: unknown, url: string): z.output<S> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new RegistryFailure(notTheService(REGISTRY, url, 'answered in a shape that no schema registry uses'));
}

/** Subject, version or setting not found, said by a registry: 40401 to 40409. A wrong path brings 404 or another code. */
export const isNotFound = (reply: Reply): boolean =>
  !reply.ok &&
  reply.status === 404 &&
  reply.errorCode !== null &&
  reply.errorCode >= 40_401 &&
  reply.errorCode <= 40_499;

/** A subject as one path segment. Dots alone would be taken for a way up. */
export const segment = (subject: string): string =>
  encodeURIComponent(subject).replace(/^\.{1,2}$/, (dots) => '%2E'.repeat(dots.length));
