import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { KafkaSettings } from '../../../src/config/settings.ts';
import { type BrokerAddress, type Connections, createConnections } from '../../../src/kafka/connection/connections.ts';
import { BootstrapError, BrokerCallError, ForeignBytesError } from '../../../src/kafka/connection/errors.ts';
import { metadata } from '../../../src/kafka/protocol/apis/03-metadata.ts';
import { listGroups } from '../../../src/kafka/protocol/apis/16-list-groups.ts';
import { apiVersions } from '../../../src/kafka/protocol/apis/18-api-versions.ts';
import { ProtocolError } from '../../../src/kafka/protocol/codec/errors.ts';
import { NoCommonVersionError } from '../../../src/kafka/protocol/negotiate.ts';
import { type FakeServer, fakeBroker, fakeServer, Instead } from '../../support/fake-broker.ts';

/** What a busy machine may add to a time that we measure. */
const SLACK_MS = 700;

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function serving(starting: Promise<FakeServer>): Promise<FakeServer> {
  const server = await starting;
  cleanups.push(() => server.stop());
  return server;
}

const lines: { level: string; message: string; fields: unknown }[] = [];

function connecting(ports: readonly number[], settings: Partial<KafkaSettings> = {}): Connections {
  const connections = createConnections(
    {
      bootstrapServers: ports.map((port) => `127.0.0.1:${port}`),
      securityProtocol: 'PLAINTEXT',
      sasl: null,
      tls: null,
      ...settings,
    },
    { write: (level, message, fields) => void lines.push({ level, message, fields }) },
  );
  cleanups.push(() => connections.close());
  return connections;
}

const within = (timeoutMs: number, signal = new AbortController().signal) => ({ timeoutMs, signal });
const at = (port: number, nodeId: number | null = null): BrokerAddress => ({ nodeId, host: '127.0.0.1', port });

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = await fakeServer(() => {});
  await server.stop();
  return server.port;
}

async function failureOf(promise: Promise<unknown>): Promise<{ error: BrokerCallError; ms: number }> {
  const start = performance.now();
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof BrokerCallError)) throw new Error(`not a BrokerCallError: ${error}`);
  return { error, ms: performance.now() - start };
}

function causes(error: Error): Error[] {
  return error.cause instanceof Error ? [error.cause, ...causes(error.cause)] : [];
}

describe('a server that cannot be used', () => {
  it('refuses: the code is in the chain of causes', async () => {
    const port = await freePort();
    const { error } = await failureOf(connecting([]).broker(at(port, 4), within(2_000)));
    expect(error).toMatchObject({
      phase: 'connect',
      timedOut: false,
      aborted: false,
      apiName: null,
      address: at(port, 4),
    });
    expect(causes(error)).toContainEqual(expect.objectContaining({ code: 'ECONNREFUSED' }));
    expect(error.message).toContain(`127.0.0.1:${port}, connect: `);
  });

  it('has no name: the code is in the chain of causes', async () => {
    const address = { nodeId: null, host: 'no-such-host.invalid', port: 9092 };
    const { error } = await failureOf(connecting([]).broker(address, within(5_000)));
    expect(causes(error)).toContainEqual(
      expect.objectContaining({ code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) }),
    );
  });

  it('is silent: the deadline is kept and the socket is given up', async () => {
    const server = await serving(fakeServer(() => {}));
    const { error, ms } = await failureOf(connecting([]).broker(at(server.port), within(200)));
    expect(error).toMatchObject({ phase: 'connect', timedOut: true, aborted: false });
    expect(ms).toBeLessThan(200 + SLACK_MS);
    await vi.waitFor(() => expect(server.open).toBe(0));
  });

  it('closes at once', async () => {
    const server = await serving(fakeServer((socket) => socket.end()));
    const { error } = await failureOf(connecting([]).broker(at(server.port), within(5_000)));
    expect(error).toMatchObject({ phase: 'connect', timedOut: false });
    expect(causes(error).map(({ message }) => message)).toContain('Closed connection');
  });

  it.each<[string, Buffer]>([
    ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['a TLS alert', Buffer.from('15030300020246', 'hex')],
    ['a negative length', Buffer.from('ffffff0000000000', 'hex')],
    ['a length too short for a header', Buffer.from('0000000200000000', 'hex')],
    ['the length of 2 GB', Buffer.from('7fffffff0000', 'hex')],
  ])('speaks %s', async (_, bytes) => {
    const server = await serving(fakeServer((socket) => socket.once('data', () => socket.write(bytes))));
    const { error, ms } = await failureOf(connecting([]).broker(at(server.port), within(5_000)));
    expect(error).toMatchObject({ phase: 'connect', timedOut: false });
    expect(causes(error)).toContainEqual(expect.any(ForeignBytesError));
    expect(ms).toBeLessThan(SLACK_MS);
    await vi.waitFor(() => expect(server.open).toBe(0));
  });

  it('answers in a form that is not the one of the version', async () => {
    const noise = Buffer.from('0000000a 00000000 7fff 7fffffff'.replaceAll(' ', ''), 'hex');
    const server = await serving(fakeServer((socket) => socket.once('data', () => socket.write(noise))));
    const { error } = await failureOf(connecting([]).broker(at(server.port), within(5_000)));
    expect(causes(error)).toContainEqual(expect.any(ProtocolError));
  });

  it('wants TLS that it does not have', async () => {
    const server = await serving(fakeBroker());
    const tls = { ca: null, cert: null, key: null, keyPassword: null, checkHostname: true };
    const connections = connecting([], { securityProtocol: 'SSL', tls });
    const { error } = await failureOf(connections.broker(at(server.port), within(2_000)));
    expect(error).toMatchObject({ phase: 'connect' });
  });

  it('comes back: what failed is forgotten', async () => {
    const port = await freePort();
    const connections = connecting([]);
    await failureOf(connections.broker(at(port), within(2_000)));
    await serving(fakeBroker({ port }));
    await expect(connections.broker(at(port), within(2_000))).resolves.toBeDefined();
  });
});

describe('a link', () => {
  it('sends requests and is shared by all who want the same broker', async () => {
    const server = await serving(fakeBroker());
    const connections = connecting([]);
    const links = await Promise.all(
      Array.from({ length: 20 }, () => connections.broker(at(server.port, 7), within(2_000))),
    );
    const answers = await Promise.all(links.map((link) => link.send(metadata, { topics: null }, within(2_000))));
    expect(answers).toHaveLength(20);
    expect(answers[0]).toMatchObject({ topics: [], controllerId: -1 });
    expect(links[0]?.address).toEqual(at(server.port, 7));
    expect(server.accepted).toBe(1);
    expect(server.requests.filter((name) => name === apiVersions.name)).toHaveLength(1);
  });

  it("negotiates with each broker's own versions", async () => {
    const older = await serving(fakeBroker({ ranges: [[3, 0, 9]] }));
    const newer = await serving(
      fakeBroker({
        ranges: [
          [3, 0, 13],
          [16, 4, 5],
        ],
      }),
    );
    const connections = connecting([]);
    const [toOlder, toNewer] = await Promise.all(
      [older, newer].map(({ port }) => connections.broker(at(port), within(2_000))),
    );
    expect([toOlder?.version(metadata), toNewer?.version(metadata), toNewer?.version(metadata, 12)]).toEqual([
      9, 13, 12,
    ]);
    expect([toOlder?.version(listGroups), toNewer?.version(listGroups)]).toEqual([null, 5]);
    expect(toOlder?.ranges).toEqual(new Map([[3, { min: 0, max: 9 }]]));
  });

  it('sends nothing when there is no version in common', async () => {
    const server = await serving(fakeBroker({ ranges: [[16, 6, 8]] }));
    const link = await connecting([]).broker(at(server.port), within(2_000));
    const { error } = await failureOf(link.send(listGroups, {}, within(2_000)));
    expect(error).toMatchObject({ phase: 'request', apiName: 'ListGroups', timedOut: false });
    expect(error.cause).toBeInstanceOf(NoCommonVersionError);
    expect(server.requests).toEqual([apiVersions.name]);
  });

  it('keeps the deadline of a request; the next caller gets a fresh connection', async () => {
    let silent = true;
    const answer = () => {
      if (silent) throw new Instead('nothing');
    };
    const server = await serving(fakeBroker({ answer: (api) => (api === 'Metadata' ? answer() : undefined) }));
    const link = await connecting([]).broker(at(server.port), within(2_000));
    const { error, ms } = await failureOf(link.send(metadata, { topics: null }, within(150)));
    expect(error).toMatchObject({ phase: 'request', apiName: 'Metadata', timedOut: true });
    expect(ms).toBeLessThan(150 + SLACK_MS);
    await vi.waitFor(() => expect(server.open).toBe(0));
    silent = false;
    await expect(link.send(metadata, { topics: null }, within(2_000))).resolves.toBeDefined();
    expect(server.accepted).toBe(2);
  });

  it('lets a patient request finish where an impatient one gave up', async () => {
    const answer = async (api: string) => {
      if (api === 'Metadata') await sleep(400);
    };
    const server = await serving(fakeBroker({ answer }));
    const link = await connecting([]).broker(at(server.port), within(2_000));
    const patient = link.send(metadata, { topics: null }, within(3_000));
    const { error } = await failureOf(link.send(metadata, { topics: [] }, within(100)));
    expect(error.timedOut).toBe(true);
    await expect(patient).resolves.toBeDefined();
    await vi.waitFor(() => expect(server.open).toBe(0));
  });

  it('says that the broker closed during a request, and reconnects for the next', async () => {
    let closes = true;
    const answer = (api: string) => {
      if (api === 'Metadata' && closes) throw new Instead('close');
    };
    const server = await serving(fakeBroker({ answer }));
    const link = await connecting([]).broker(at(server.port), within(2_000));
    const { error } = await failureOf(link.send(metadata, { topics: null }, within(2_000)));
    expect(error).toMatchObject({ phase: 'request', timedOut: false, aborted: false });
    expect(error.cause).toMatchObject({ name: 'KafkaJSConnectionClosedError', message: 'Closed connection' });
    closes = false;
    await expect(link.send(metadata, { topics: null }, within(2_000))).resolves.toBeDefined();
  });

  it('reconnects when the broker closed it while it was idle', async () => {
    const server = await serving(fakeBroker());
    const link = await connecting([]).broker(at(server.port), within(2_000));
    server.closeSockets();
    await sleep(50);
    await expect(link.send(metadata, { topics: null }, within(2_000))).resolves.toBeDefined();
    expect(server.accepted).toBe(2);
  });

  it('refuses a request that cannot be written, and stays usable', async () => {
    const server = await serving(fakeBroker({ ranges: [[3, 0, 0]] }));
    const link = await connecting([]).broker(at(server.port), within(2_000));
    const { error } = await failureOf(link.send(metadata, { topics: null }, within(2_000)));
    expect(error.cause).toMatchObject({ name: 'ProtocolError', path: 'topics' });
    await expect(link.send(metadata, { topics: [] }, within(2_000))).resolves.toBeDefined();
    expect(server.accepted).toBe(1);
  });
});

describe('cancelling', () => {
  it.each([
    ['before', 0],
    ['while it connects', 100],
  ])('%s ends the call at once', async (_, afterMs) => {
    const server = await serving(fakeServer(() => {}));
    const controller = new AbortController();
    const reason = new Error('the user stopped it');
    if (afterMs === 0) controller.abort(reason);
    else setTimeout(() => controller.abort(reason), afterMs);
    const { error, ms } = await failureOf(connecting([]).broker(at(server.port), within(5_000, controller.signal)));
    expect(error).toMatchObject({ phase: 'connect', timedOut: false, aborted: true });
    expect(causes(error)).toContain(reason);
    expect(ms).toBeLessThan(afterMs + SLACK_MS);
    await vi.waitFor(() => expect(server.open).toBe(0));
  });

  it('a request ends it at once and leaves other requests alone', async () => {
    const answer = async (api: string) => {
      if (api === 'Metadata') await sleep(400);
    };
    const server = await serving(fakeBroker({ answer }));
    const link = await connecting([]).broker(at(server.port), within(2_000));
    const other = link.send(metadata, { topics: null }, within(3_000));
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const { error, ms } = await failureOf(link.send(metadata, { topics: null }, within(5_000, controller.signal)));
    expect(error).toMatchObject({ phase: 'request', aborted: true, timedOut: false });
    expect(ms).toBeLessThan(SLACK_MS);
    await expect(other).resolves.toBeDefined();
  });

  it('by one caller leaves the connection to the others who wait for it', async () => {
    const server = await serving(fakeBroker({ answer: (api) => (api === apiVersions.name ? sleep(300) : undefined) }));
    const connections = connecting([]);
    const patient = connections.broker(at(server.port), within(3_000));
    const { error } = await failureOf(connections.broker(at(server.port), within(50)));
    expect(error.timedOut).toBe(true);
    await expect(patient).resolves.toBeDefined();
    expect(server.accepted).toBe(1);
  });
});

describe('bootstrap', () => {
  it('takes the first server that answers, and does not wait for a silent one', async () => {
    const silent = await serving(fakeServer(() => {}));
    const good = await serving(fakeBroker());
    const connections = connecting([silent.port, good.port]);
    const start = performance.now();
    const link = await connections.bootstrap(within(10_000));
    expect(performance.now() - start).toBeLessThan(250 + SLACK_MS);
    expect(link.address).toEqual(at(good.port));
    await vi.waitFor(() => expect(silent.open).toBe(0));
    await connections.bootstrap(within(1_000));
    expect(good.accepted).toBe(1);
    expect(silent.accepted).toBe(1);
  });

  it('goes on at once after a refusal', async () => {
    const good = await serving(fakeBroker());
    const link = await connecting([await freePort(), await freePort(), good.port]).bootstrap(within(5_000));
    expect(link.address.port).toBe(good.port);
  });

  it('says what each server did when none answered', async () => {
    const silent = await serving(fakeServer(() => {}));
    const closing = await serving(fakeServer((socket) => socket.end()));
    const refused = await freePort();
    const ports = [silent.port, closing.port, refused];
    const error = await connecting(ports)
      .bootstrap(within(600))
      .catch((thrown: unknown) => thrown);
    if (!(error instanceof BootstrapError)) throw new Error('not a BootstrapError');
    expect(error.attempts.map(({ address, timedOut }) => [address.port, timedOut])).toEqual([
      [silent.port, true],
      [closing.port, false],
      [refused, false],
    ]);
    expect(error).toMatchObject({ timedOut: false, aborted: false });
    for (const port of ports) expect(error.message).toContain(`127.0.0.1:${port}`);
  });

  it('obeys the caller who gives up', async () => {
    const silent = await serving(fakeServer(() => {}));
    const start = performance.now();
    const bootstrapping = connecting([silent.port, silent.port]).bootstrap(within(5_000, AbortSignal.timeout(100)));
    await expect(bootstrapping).rejects.toMatchObject({ name: 'BootstrapError', aborted: true });
    expect(performance.now() - start).toBeLessThan(100 + SLACK_MS);
  });

  it('reaches IPv6 addresses', async (context) => {
    const server = await fakeBroker({ host: '::1' }).catch(() => null);
    if (server === null) return context.skip('no IPv6 on this machine');
    cleanups.push(() => server.stop());
    const link = await connecting([], { bootstrapServers: [`[::1]:${server.port}`] }).bootstrap(within(2_000));
    expect(link.address).toEqual({ nodeId: null, host: '::1', port: server.port });
  });
});

describe('nothing is left behind', () => {
  const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

  it('an idle connection has no timer', async () => {
    const server = await serving(fakeBroker());
    const before = timers();
    const link = await connecting([]).broker(at(server.port), within(2_000));
    await link.send(metadata, { topics: null }, within(2_000));
    await sleep(20);
    expect(timers()).toBeLessThanOrEqual(before);
  });

  it('close() fails what is in flight at once, closes every socket and refuses what comes after', async () => {
    const silent = await serving(fakeServer(() => {}));
    const server = await serving(
      fakeBroker({
        answer: (api) => {
          if (api === 'Metadata') throw new Instead('nothing');
        },
      }),
    );
    const before = timers();
    const connections = connecting([]);
    const link = await connections.broker(at(server.port), within(2_000));
    const pending = Promise.all([
      failureOf(link.send(metadata, { topics: null }, within(60_000))),
      failureOf(connections.broker(at(silent.port), within(60_000))),
    ]);
    await sleep(50);
    const start = performance.now();
    await connections.close();
    for (const { error } of await pending) expect(error.message).toContain('connections are closed');
    expect(performance.now() - start).toBeLessThan(SLACK_MS);
    await vi.waitFor(() => expect(server.open + silent.open).toBe(0));
    expect(timers()).toBeLessThanOrEqual(before);
    expect((await failureOf(connections.broker(at(server.port), within(1_000)))).error.message).toContain(
      'connections are closed',
    );
  });

  it('kafkajs writes to our log only, and no data, whatever KAFKAJS_LOG_LEVEL says', async () => {
    vi.stubEnv('KAFKAJS_LOG_LEVEL', 'debug');
    const printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    lines.length = 0;
    try {
      const server = await serving(fakeBroker());
      const connections = connecting([]);
      await (await connections.broker(at(server.port), within(2_000))).send(metadata, { topics: null }, within(2_000));
      await failureOf(connections.broker(at(await freePort()), within(2_000)));
      expect(printed).not.toHaveBeenCalled();
      expect(lines).toEqual([
        expect.objectContaining({ level: 'debug', message: expect.stringContaining('ECONNREFUSED') }),
      ]);
    } finally {
      printed.mockRestore();
      vi.unstubAllEnvs();
    }
  });
});
