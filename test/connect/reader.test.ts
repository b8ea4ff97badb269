import { afterEach, describe, expect, it } from 'vitest';
import { createConnectReader } from '../../src/connect/reader.ts';
import type { Log } from '../../src/log.ts';
import { type Stub, startStub } from '../http/stub.ts';

const options = { signal: new AbortController().signal };
const log: Log = { write: () => {} };
const reader = (url: string) =>
  createConnectReader({ url, auth: { kind: 'basic', username: 'user', password: 'p4ssw0rd' } }, log, {
    deadlineMs: 300,
    maxAnswerBytes: 1_000,
  });

const stubs: Stub[] = [];
const answering = async (status: number, body: string): Promise<Stub> => {
  const stub = await startStub((_request, response) => response.writeHead(status).end(body));
  stubs.push(stub);
  return stub;
};
afterEach(async () => {
  await Promise.all(stubs.splice(0).map((stub) => stub.close()));
});

describe('check of a Connect worker', () => {
  it.each([
    ['{"version":"4.3.1","commit":"abc123","kafka_cluster_id":"MkU3"}', ', Kafka cluster id MkU3'],
    ['{"version":"4.3.1","commit":"abc123"}', ''],
  ])('says what answered: %s', async (body, cluster) => {
    const stub = await answering(200, body);
    expect(await reader(stub.url).check(options)).toEqual({
      reachable: true,
      found: `Kafka Connect at ${stub.url}, release 4.3.1 (commit abc123)${cluster}`,
      problems: [],
    });
    expect(stub.seen).toMatchObject([{ method: 'GET', path: '/' }]);
  });

  it.each([
    ['401', 401, '', /credentials/],
    ['a registry', 200, '{}', /not a Kafka Connect worker/],
    ['a web page', 200, '<html>', /not a Kafka Connect worker/],
    ['404', 404, '', /not a Kafka Connect worker/],
    ['409 while it rebalances', 409, '', /HTTP 409/],
    ['500', 500, '', /HTTP 500/],
  ])('explains %s', async (_case, status, body, what) => {
    const stub = await answering(status, body);
    const check = await reader(stub.url).check(options);
    expect(check.reachable).toBe(false);
    expect(check.problems[0]?.what).toMatch(what);
    expect(JSON.stringify(check)).not.toContain('p4ssw0rd');
  });

  it('explains a worker that is not there', async () => {
    const { problems } = await reader('http://127.0.0.1:1').check(options);
    expect(problems[0]).toMatchObject({
      what: expect.stringMatching(/refused/),
      nextStep: expect.stringMatching(/KAFKA_CONNECT_URL/),
    });
  });
});
