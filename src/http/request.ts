import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import type { HttpAuth, TlsSettings } from '../config/settings.ts';
import { classify, HttpFailure } from './failure.ts';

/** The one address that requests may go to, and how to prove who asks. */
export interface HttpEndpoint {
  /** Base URL; user information, query and fragment in it are not used. */
  readonly url: string;
  readonly auth: HttpAuth | null;
  readonly tls: TlsSettings | null;
}

export interface HttpQuery {
  readonly method: 'GET' | 'POST';
  /** Appended to the base URL; begins with a slash and is already encoded. */
  readonly path: string;
  readonly accept: string;
  /** Sent with POST: already serialized, with its media type. */
  readonly body?: { readonly type: string; readonly text: string };
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

export interface HttpLimits {
  /** For a request with its retry and redirects. */
  readonly deadlineMs: number;
  readonly maxAnswerBytes: number;
}

const LIMITS: HttpLimits = { deadlineMs: 4_000, maxAnswerBytes: 5 * 1024 * 1024 };

/** A second try comes after this pause, or after what Retry-After asks when that is at most a second. */
const BACKOFF_MS = 200;
const MAX_BACKOFF_MS = 1_000;
const MAX_REDIRECTS = 2;
const RETRIED_STATUS = new Set([429, 502, 503, 504]);

/**
 * Asks once, and once more on 429, 502, 503, 504 or a dropped connection, all within the deadline. Only for requests that
 * change nothing, since a dropped one may have been carried out. Node's fetch takes no certificate authority without
 * another dependency, so this is `node:http`; every request has a connection of its own, and none stays open.
 * Throws HttpFailure, or the signal's reason when the call was cancelled.
 */
export async function ask(
  endpoint: HttpEndpoint,
  query: HttpQuery,
  signal: AbortSignal,
  limits: HttpLimits = LIMITS,
): Promise<HttpAnswer> {
  signal.throwIfAborted();
  const until = performance.now() + limits.deadlineMs;
  const leftMs = () => Math.max(1, until - performance.now());
  const attempt = () => follow(endpoint, query, signal, { ...limits, deadlineMs: leftMs() });
  const first = await attempt().catch((error: unknown) => {
    if (error instanceof HttpFailure && error.kind === 'dropped') return error;
    throw error;
  });
  const pauseMs = first instanceof HttpFailure ? BACKOFF_MS : pauseBeforeRetry(first);
  if (pauseMs === null || pauseMs >= leftMs()) {
    if (first instanceof HttpFailure) throw first;
    return first;
  }
  await delay(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  return attempt();
}

interface RawAnswer extends HttpAnswer {
  readonly location: string | null;
  readonly retryAfter: string | null;
}

function pauseBeforeRetry(answer: RawAnswer): number | null {
  if (!RETRIED_STATUS.has(answer.status)) return null;
  const wantedMs = answer.retryAfter === null ? BACKOFF_MS : Number(answer.retryAfter) * 1_000;
  return wantedMs >= 0 && wantedMs <= MAX_BACKOFF_MS ? Math.max(wantedMs, BACKOFF_MS) : null;
}

/** Follows redirects of a GET within the same origin; credentials and questions go nowhere else. */
async function follow(
  endpoint: HttpEndpoint,
  query: HttpQuery,
  signal: AbortSignal,
  limits: HttpLimits,
): Promise<RawAnswer> {
  const base = new URL(endpoint.url);
  const until = performance.now() + limits.deadlineMs;
  let path = `${base.pathname.replace(/\/+$/, '')}${query.path}`;
  for (let redirects = 0; ; redirects++) {
    const deadlineMs = Math.max(1, until - performance.now());
    const answer = await exchange(base, path, endpoint, query, signal, { ...limits, deadlineMs });
    if (answer.status < 300 || answer.status > 399 || answer.status === 304) return answer;
    const target = targetOf(answer.location, base);
    if (target === null || target.origin !== base.origin || query.method !== 'GET' || redirects === MAX_REDIRECTS)
      throw new HttpFailure('redirected', target?.origin.slice(0, 100) ?? null);
    path = `${target.pathname}${target.search}`;
  }
}

const targetOf = (location: string | null, base: URL): URL | null =>
  location !== null && URL.canParse(location, base.href) ? new URL(location, base) : null;

function exchange(
  base: URL,
  path: string,
  endpoint: HttpEndpoint,
  query: HttpQuery,
  signal: AbortSignal,
  limits: HttpLimits,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    let connected = false;
    let request: ClientRequest | null = null;
    const end = (settle: () => void) => {
      clearTimeout(deadline);
      signal.removeEventListener('abort', onAbort);
      request?.destroy();
      settle();
    };
    const fail = (error: unknown) => end(() => reject(error));
    const onAbort = () => fail(signal.reason);
    const deadline = setTimeout(() => fail(new HttpFailure(connected ? 'silent' : 'no-route')), limits.deadlineMs);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      request = open(base, path, endpoint, query);
    } catch (error) {
      fail(new HttpFailure('bad-settings', codeOf(error), { cause: error }));
      return;
    }
    request.once('socket', (socket) =>
      socket.once('connect', () => {
        connected = true;
      }),
    );
    // Not once: destroying the request may bring a second error, which must not end the process.
    request.on('error', (error) => fail(classify(error, base.protocol === 'https:')));
    request.once('response', (response) => {
      read(response, limits.maxAnswerBytes).then((answer) => end(() => resolve(answer)), fail);
    });
    request.end(query.body?.text);
  });
}

function open(base: URL, path: string, endpoint: HttpEndpoint, query: HttpQuery): ClientRequest {
  const { tls } = endpoint;
  const options = {
    protocol: base.protocol,
    hostname: base.hostname.replace(/^\[|\]$/g, ''),
    port: base.port,
    method: query.method,
    path,
    agent: false,
    headers: {
      accept: query.accept,
      'user-agent': 'kafka-architect',
      ...(query.body === undefined
        ? {}
        : { 'content-type': query.body.type, 'content-length': Buffer.byteLength(query.body.text) }),
      ...(endpoint.auth === null ? {} : { authorization: authorization(endpoint.auth) }),
    },
  };
  if (base.protocol === 'http:') return httpRequest(options);
  return httpsRequest({
    ...options,
    rejectUnauthorized: true,
    ...(tls?.ca == null ? {} : { ca: tls.ca }),
    ...(tls?.cert == null ? {} : { cert: tls.cert }),
    ...(tls?.key == null ? {} : { key: tls.key }),
    ...(tls?.keyPassword == null ? {} : { passphrase: tls.keyPassword }),
    ...(tls?.checkHostname === false ? { checkServerIdentity: () => undefined } : {}),
  });
}

const authorization = (auth: HttpAuth): string =>
  auth.kind === 'bearer'
    ? `Bearer ${auth.token}`
    : `Basic ${Buffer.from(`${auth.username}:${auth.password}`, 'utf8').toString('base64')}`;

async function read(response: IncomingMessage, maxBytes: number): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      const buffer = Buffer.from(chunk);
      bytes += buffer.length;
      if (bytes > maxBytes) throw new HttpFailure('too-large');
      chunks.push(buffer);
    }
  } catch (error) {
    throw error instanceof HttpFailure ? error : new HttpFailure('dropped', codeOf(error), { cause: error });
  }
  return {
    status: response.statusCode ?? 0,
    text: Buffer.concat(chunks).toString('utf8'),
    location: response.headers.location ?? null,
    retryAfter: response.headers['retry-after'] ?? null,
  };
}

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
