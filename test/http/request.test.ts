import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TlsSettings } from '../../src/config/settings.ts';
import { HttpFailure } from '../../src/http/failure.ts';
import { ask, type HttpEndpoint, type HttpLimits, type HttpQuery } from '../../src/http/request.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { json, type Stub, startStub } from './stub.ts';

const LIMITS: HttpLimits = { deadlineMs: 1_000, maxAnswerBytes: 10_000 };
const GET: HttpQuery = { method: 'GET', path: '/subjects', accept: 'application/json' };
const POST: HttpQuery = { ...GET, method: 'POST', body: { type: 'application/json', text: '{"ä":1}' } };
const never = new AbortController().signal;

const stubs: { close(): Promise<void> }[] = [];
const stub = async (...args: Parameters<typeof startStub>): Promise<Stub> => {
  const started = await startStub(...args);
  stubs.push(started);
  return started;
};
afterEach(async () => {
  await Promise.all(stubs.splice(0).map((each) => each.close()));
});

const at = (url: string, more: Partial<HttpEndpoint> = {}): HttpEndpoint => ({ url, auth: null, tls: null, ...more });
const failure = async (asking: Promise<unknown>): Promise<HttpFailure> => {
  const error: unknown = await asking.then(
    () => new Error('it answered'),
    (reason: unknown) => reason,
  );
  if (error instanceof HttpFailure) return error;
  throw error;
};

describe('ask', () => {
  it('sends method, path, headers and body under the path of the base URL, and closes its connection', async () => {
    const server = await stub((_request, response) => json(response, 200, ['a']));
    const endpoint = at(`${server.url}/apis/ccompat/v7`, {
      auth: { kind: 'basic', username: 'müller', password: 'p:w' },
    });
    expect(await ask(endpoint, POST, never, LIMITS)).toMatchObject({ status: 200, text: '["a"]' });
    expect(server.seen).toMatchObject([{ method: 'POST', path: '/apis/ccompat/v7/subjects', body: '{"ä":1}' }]);
    expect(server.seen[0]?.headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from('müller:p:w').toString('base64')}`,
    });
    await delay(20);
    expect(server.openSockets()).toBe(0);
  });

  it('sends a bearer token, and nothing of user information in the URL', async () => {
    const server = await stub((_request, response) => json(response, 200, []));
    await ask(at(server.url, { auth: { kind: 'bearer', token: 't0ken' } }), GET, never, LIMITS);
    await ask(at(server.url.replace('//', '//user:secret@')), GET, never, LIMITS);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer t0ken', undefined]);
  });

  it.each([429, 502, 503, 504])('tries once more after HTTP %i', async (status) => {
    const server = await stub((_request, response, nth) => json(response, nth === 1 ? status : 200, []));
    expect((await ask(at(server.url), POST, never, LIMITS)).status).toBe(200);
    expect(server.seen).toHaveLength(2);
  });

  it.each([
    ['503 again', 503, 2],
    ['500', 500, 1],
    ['401', 401, 1],
    ['404', 404, 1],
  ])('gives up after %s', async (_case, status, requests) => {
    const server = await stub((_request, response) => json(response, status, {}));
    expect((await ask(at(server.url), GET, never, LIMITS)).status).toBe(status);
    expect(server.seen).toHaveLength(requests);
  });

  it('does not wait for a Retry-After beyond a second', async () => {
    const server = await stub((_request, response) => response.writeHead(429, { 'retry-after': '30' }).end());
    expect((await ask(at(server.url), GET, never, LIMITS)).status).toBe(429);
    expect(server.seen).toHaveLength(1);
  });

  it('tries once more after a dropped connection', async () => {
    const server = await stub((_request, response, nth) =>
      nth === 1 ? response.socket?.destroy() : json(response, 200, []),
    );
    expect((await ask(at(server.url), GET, never, LIMITS)).status).toBe(200);
    const dropping = await stub((_request, response) => response.socket?.destroy());
    expect((await failure(ask(at(dropping.url), GET, never, LIMITS))).kind).toBe('dropped');
    expect(dropping.seen).toHaveLength(2);
    const both = await stub((_request, response, nth) =>
      nth === 1 ? json(response, 503, {}) : response.socket?.destroy(),
    );
    expect((await failure(ask(at(both.url), GET, never, LIMITS))).kind).toBe('dropped');
    expect(both.seen).toHaveLength(2);
  });

  it('follows a redirect within the same address and no other', async () => {
    const other = await stub((_request, response) => json(response, 200, ['stolen']));
    const server = await stub((request, response) =>
      request.path === '/subjects'
        ? response.writeHead(302, { location: '/moved' }).end()
        : request.path === '/moved'
          ? json(response, 200, ['here'])
          : response.writeHead(307, { location: `${other.url}/subjects` }).end(),
    );
    const secret = { auth: { kind: 'bearer', token: 't0ken' } } as const;
    expect((await ask(at(server.url), GET, never, LIMITS)).text).toBe('["here"]');
    const refused = await failure(ask(at(server.url, secret), { ...GET, path: '/away' }, never, LIMITS));
    expect([refused.kind, refused.detail]).toEqual(['redirected', other.url]);
    expect((await failure(ask(at(server.url), { ...POST, path: '/subjects' }, never, LIMITS))).kind).toBe('redirected');
    expect(other.seen).toEqual([]);
  });

  it('ends a redirect that never ends', async () => {
    const server = await stub((_request, response) => response.writeHead(302, { location: '/again' }).end());
    expect((await failure(ask(at(server.url), GET, never, LIMITS))).kind).toBe('redirected');
    expect(server.seen.length).toBeLessThanOrEqual(3);
  });

  it.each([
    ['never answers', (_request: unknown, _response: unknown) => {}],
    [
      'stops in the middle',
      (_request: unknown, response: { writeHead(status: number): { write(text: string): void } }) => {
        response.writeHead(200).write('[');
      },
    ],
  ])('meets its deadline when the other side %s', async (_case, handle) => {
    const server = await stub(handle);
    const start = performance.now();
    expect((await failure(ask(at(server.url), GET, never, { ...LIMITS, deadlineMs: 300 }))).kind).toBe('silent');
    expect(performance.now() - start).toBeLessThan(900);
    await delay(20);
    expect(server.openSockets()).toBe(0);
  });

  it('counts the retry into the deadline', async () => {
    const server = await stub((_request, response, nth) => {
      if (nth === 1) setTimeout(() => json(response, 503, {}), 200);
    });
    const start = performance.now();
    expect((await failure(ask(at(server.url), GET, never, { ...LIMITS, deadlineMs: 700 }))).kind).toBe('silent');
    expect(performance.now() - start).toBeLessThan(1_200);
  });

  it('ends at once when the call is cancelled, and leaves no connection', async () => {
    const server = await stub(() => {});
    const controller = new AbortController();
    const asking = ask(at(server.url), GET, controller.signal, LIMITS);
    setTimeout(() => controller.abort(new Error('cancelled')), 50);
    await expect(asking).rejects.toThrow('cancelled');
    await delay(20);
    expect(server.openSockets()).toBe(0);
    await expect(ask(at(server.url), GET, controller.signal, LIMITS)).rejects.toThrow('cancelled');
    expect(server.seen).toHaveLength(1);
  });

  it('is cancelled in the pause before a retry too', async () => {
    const server = await stub((_request, response) => json(response, 503, {}));
    const controller = new AbortController();
    const asking = ask(at(server.url), GET, controller.signal, LIMITS);
    setTimeout(() => controller.abort(new Error('cancelled')), 100);
    await expect(asking).rejects.toThrow('cancelled');
    expect(server.seen).toHaveLength(1);
  });

  it('reads no more than the limit', async () => {
    const server = await stub((_request, response) => response.writeHead(200).end('x'.repeat(20_000)));
    expect((await failure(ask(at(server.url), GET, never, LIMITS))).kind).toBe('too-large');
  });

  it('knows a refused port, an unknown host and a port that does not speak HTTP', async () => {
    const closed = await stub(() => {});
    await stubs.splice(0)[0]?.close();
    expect((await failure(ask(at(closed.url), GET, never, LIMITS))).kind).toBe('refused');
    expect((await failure(ask(at('http://no-such-host.invalid'), GET, never, LIMITS))).kind).toBe('unknown-host');
    const raw = createServer((socket) => socket.on('error', () => {}).end('\0\0\0\x05hello')).listen(0, '127.0.0.1');
    await once(raw, 'listening');
    const address = raw.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect((await failure(ask(at(`http://127.0.0.1:${port}`), GET, never, LIMITS))).kind).toBe('not-http');
    raw.close();
  });

  it('refuses credentials that no header can hold, without showing them', async () => {
    const error = await failure(
      ask(at('http://127.0.0.1:1', { auth: { kind: 'bearer', token: 'to\nken' } }), GET, never, LIMITS),
    );
    expect(error.kind).toBe('bad-settings');
    expect(`${error.message} ${String(error.cause)}`).not.toContain('to\nken');
  });
});

describe('ask over TLS', () => {
  let certificates: Certificates;
  beforeAll(() => {
    certificates = makeCertificates();
  });
  const tls = (more: Partial<TlsSettings> = {}): TlsSettings => ({
    ca: certificates.ca,
    cert: null,
    key: null,
    keyPassword: null,
    checkHostname: true,
    ...more,
  });
  const answers = (_request: unknown, response: Parameters<typeof json>[0]) => json(response, 200, []);
  const kind = async (url: string, settings: TlsSettings | null) =>
    (await failure(ask(at(url, { tls: settings }), GET, never, LIMITS))).kind;

  it('trusts the certificate authority that it was given, and no other', async () => {
    const server = await stub(answers, certificates.server);
    expect((await ask(at(server.url, { tls: tls() }), GET, never, LIMITS)).status).toBe(200);
    expect(await kind(server.url, null)).toBe('tls-untrusted');
    expect(await kind(server.url, tls({ ca: certificates.client.cert }))).toBe('tls-untrusted');
  });

  it('checks the host name unless told not to', async () => {
    const server = await stub(answers, certificates.elsewhere);
    expect(await kind(server.url, tls())).toBe('tls-name');
    const unchecked = tls({ checkHostname: false });
    expect((await ask(at(server.url, { tls: unchecked }), GET, never, LIMITS)).status).toBe(200);
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('shows its own certificate where one is asked for (%s)', async (version) => {
    const mutual = { ca: certificates.ca, requestCert: true, rejectUnauthorized: true };
    const server = await stub(answers, {
      ...certificates.server,
      ...mutual,
      minVersion: version,
      maxVersion: version,
    });
    expect((await ask(at(server.url, { tls: tls(certificates.client) }), GET, never, LIMITS)).status).toBe(200);
    expect(['tls-client', 'dropped']).toContain(await kind(server.url, tls()));
  });

  it('knows plain HTTP behind https, and broken PEM texts', async () => {
    const plain = await stub(answers);
    expect(await kind(plain.url.replace('http:', 'https:'), tls())).toBe('not-tls');
    const server = await stub(answers, certificates.server);
    expect(await kind(server.url, tls({ cert: 'no PEM', key: 'no PEM' }))).toBe('bad-settings');
    expect(['dropped', 'not-http']).toContain(
      (await failure(ask(at(server.url.replace('https:', 'http:')), GET, never, LIMITS))).kind,
    );
  });
});
