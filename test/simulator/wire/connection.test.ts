import { afterEach, describe, expect, it } from 'vitest';
import { fetch } from '../../../src/kafka/protocol/apis/01-fetch.ts';
import { listOffsets } from '../../../src/kafka/protocol/apis/02-list-offsets.ts';
import { metadata } from '../../../src/kafka/protocol/apis/03-metadata.ts';
import { listGroups } from '../../../src/kafka/protocol/apis/16-list-groups.ts';
import { apiVersions } from '../../../src/kafka/protocol/apis/18-api-versions.ts';
import { ProtocolError } from '../../../src/kafka/protocol/codec/errors.ts';
import { decodeResponse, encodeRequest, frame } from '../../../src/kafka/protocol/message.ts';
import { type SimulatedCluster, startSimulatedCluster } from '../../../src/simulator/cluster.ts';
import { errorCode, type FaultAction } from '../../../src/simulator/faults.ts';
import type { ScenarioInput } from '../../../src/simulator/scenario/schema.ts';
import { scenario } from '../build.ts';
import { type RawClient, rawClient } from './raw-client.ts';

const clusters: SimulatedCluster[] = [];
afterEach(async () => {
  for (const cluster of clusters.splice(0)) {
    await cluster.close();
    expect(cluster.connections).toBe(0);
  }
});

async function started(more: Partial<ScenarioInput> = {}, replyDelayMs = 0): Promise<SimulatedCluster> {
  const cluster = await startSimulatedCluster(scenario({ topics: [{ name: 't' }], ...more }), { replyDelayMs });
  clusters.push(cluster);
  return cluster;
}

async function connected(cluster: SimulatedCluster): Promise<RawClient> {
  const broker = cluster.state.broker(1);
  if (broker === null) throw new Error('no broker 1');
  return rawClient(broker);
}

const header = { correlationId: 7, clientId: null };
const request = (version: number) => encodeRequest(metadata, version, header, { topics: null });
/** The same request with another version written into its header. */
const claiming = (version: number) => {
  const bytes = encodeRequest(metadata, 12, header, { topics: null });
  bytes.writeInt16BE(version, 2);
  return frame(bytes);
};

describe('a broker answers', () => {
  it('requests in order, however many are sent at once', async () => {
    const client = await connected(await started({}, 3));
    const ids = [5, 6, 7, 8];
    client.write(
      Buffer.concat(ids.map((correlationId) => frame(encodeRequest(listGroups, 4, { ...header, correlationId }, {})))),
    );
    for (const id of ids) expect((await client.next())?.readInt32BE(0)).toBe(id);
  });

  it('a request that comes in pieces', async () => {
    const client = await connected(await started());
    for (const byte of frame(request(9))) {
      client.write(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    const message = await client.next();
    expect(message && decodeResponse(metadata, 9, message.subarray(4)).topics.map(({ name }) => name)).toContain('t');
  });

  it('ApiVersions of a version that it does not know, in the form of v0', async () => {
    const client = await connected(await started({ release: '3.0' }));
    client.write(frame(encodeRequest(apiVersions, 5, header, { clientSoftwareName: 'x', clientSoftwareVersion: '1' })));
    const message = await client.next();
    const answer = message && decodeResponse(apiVersions, 0, message.subarray(4));
    expect(answer?.errorCode).toBe(errorCode('UNSUPPORTED_VERSION'));
    expect(answer?.apiKeys.length).toBeGreaterThan(10);
    expect(await client.ask(apiVersions, 3, { clientSoftwareName: 'x', clientSoftwareVersion: '1' })).toMatchObject({
      errorCode: 0,
    });
  });
});

describe('a broker hangs up', () => {
  it.each<[string, Buffer]>([
    ['on a version above its highest', claiming(99)],
    ['on a negative version', claiming(-1)],
    ['on an API that it does not have', frame(Buffer.concat([Buffer.of(0x7f, 0xff), request(9).subarray(2)]))],
    ['on a request that is cut short', frame(request(9).subarray(0, -2))],
    ['on a request with bytes behind it', frame(Buffer.concat([request(9), Buffer.of(1)]))],
    ['on an empty message', frame(Buffer.alloc(0))],
    ['on a length below zero', Buffer.of(0xff, 0xff, 0xff, 0xff)],
    ['on another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ])('%s', async (_, bytes) => {
    const cluster = await started();
    const client = await connected(cluster);
    client.write(bytes);
    expect(await client.gone).toHaveLength(0);
    const other = await connected(cluster);
    expect(await other.ask(listGroups, 4, {})).toMatchObject({ errorCode: 0 });
  });

  it('on whoever has not logged in, once it asks for more than how to', async () => {
    const client = await connected(await started({ users: [{ username: 'u', password: 'p' }] }));
    expect(await client.ask(apiVersions, 0, {})).toMatchObject({ errorCode: 0 });
    expect(await client.ask(metadata, 9, { topics: null })).toBeNull();
  });

  it('on version 5 of ListGroups where the release has 4, as in a rolling upgrade', async () => {
    const client = await connected(await started({ brokers: [{ id: 1, release: '3.0' }] }));
    expect(await client.ask(listGroups, 4, {})).toMatchObject({ errorCode: 0 });
    expect(await client.ask(listGroups, 5, {})).toBeNull();
  });
});

describe('a fault', () => {
  const struck = async (action: FaultAction, more: { readonly api?: string; readonly times?: number } = {}) => {
    const cluster = await started();
    cluster.fault({ ...more, action });
    return { cluster, client: await connected(cluster) };
  };

  it('drop: hangs up instead', async () => {
    const { client } = await struck({ kind: 'drop' });
    expect(await client.ask(listGroups, 4, {})).toBeNull();
  });

  it('cut: half of the answer, then the end', async () => {
    const { client } = await struck({ kind: 'cut' }, { api: 'ListGroups' });
    expect(await client.ask(listGroups, 4, {})).toBeNull();
    const half = await client.gone;
    expect(half.length).toBeGreaterThan(4);
    expect(half.length).toBeLessThan(4 + half.readInt32BE(0));
  });

  it('garbage: a message of the right length and id that means nothing', async () => {
    const { client } = await struck({ kind: 'garbage' });
    await expect(client.ask(metadata, 9, { topics: null })).rejects.toThrow(ProtocolError);
  });

  it('hang: nothing, and nothing behind it on the same connection', async () => {
    const { cluster, client } = await struck({ kind: 'hang' }, { api: 'ListGroups', times: 1 });
    client.write(frame(encodeRequest(listGroups, 4, header, {})));
    client.write(frame(request(9)));
    const other = await connected(cluster);
    expect(await other.ask(listGroups, 4, {})).toMatchObject({ errorCode: 0 });
    expect(cluster.requests.map(({ api }) => api)).toEqual(['ListGroups', 'ListGroups']);
    await cluster.close();
    expect(await client.gone).toHaveLength(0);
  });

  it('slow: later, and never earlier', async () => {
    const { client } = await struck({ kind: 'slow', ms: 60 });
    const before = performance.now();
    expect(await client.ask(listGroups, 4, {})).toMatchObject({ errorCode: 0 });
    expect(performance.now() - before).toBeGreaterThanOrEqual(59);
  });

  it('throttle: at once, with the time to hold back', async () => {
    const { client } = await struck({ kind: 'throttle', ms: 30_000 });
    expect(await client.ask(listGroups, 4, {})).toMatchObject({ throttleTimeMs: 30_000 });
  });

  it('event: something happens before the answer', async () => {
    const cluster = await started({ topics: [{ name: 't', replication_factor: 2 }] });
    cluster.fault({ api: 'Metadata', times: 1, action: { kind: 'event', run: () => cluster.moveLeader('t', 0, 2) } });
    const client = await connected(cluster);
    const answer = await client.ask(metadata, 9, { topics: [{ name: 't' }] });
    expect(answer?.topics[0]?.partitions[0]).toMatchObject({ leaderId: 2, leaderEpoch: 1 });
  });

  it('error: where it says, and nowhere else', async () => {
    const cluster = await started({ topics: [{ name: 't', partitions: 2, assignment: [[1], [1]] }] });
    cluster.fault({ topic: 't', partition: 1, action: { kind: 'error', code: errorCode('KAFKA_STORAGE_ERROR') } });
    const client = await connected(cluster);
    const partitions = [0, 1].map((partitionIndex) => ({ partitionIndex, timestamp: -1n }));
    const answer = await client.ask(listOffsets, 7, { isolationLevel: 0, topics: [{ name: 't', partitions }] });
    expect(answer?.topics[0]?.partitions.map(({ errorCode: code }) => code)).toEqual([
      0,
      errorCode('KAFKA_STORAGE_ERROR'),
    ]);
  });
});

describe('no request waits when its connection is gone', () => {
  it.each<[string, FaultAction | null, Buffer]>([
    ['that hangs', { kind: 'hang' }, frame(request(9))],
    ['that is slow', { kind: 'slow', ms: 60_000 }, frame(request(9))],
    [
      'that waits for records',
      null,
      frame(
        encodeRequest(fetch, 11, header, {
          ...{ maxWaitMs: 60_000, minBytes: 1, topics: [], forgottenTopicsData: [] },
        }),
      ),
    ],
  ])('%s', async (_, action, bytes) => {
    const cluster = await started();
    if (action !== null) cluster.fault({ action });
    const client = await connected(cluster);
    client.write(bytes);
    while (cluster.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    await new Promise((resolve) => setTimeout(resolve, 30));
    const waiting = timers();
    client.close();
    await client.gone;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(timers()).toBeLessThanOrEqual(action?.kind === 'hang' ? waiting : waiting - 1);
    expect(cluster.connections).toBe(0);
  });
});
