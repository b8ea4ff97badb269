import { expect, test } from 'vitest';
import { KnownFailure } from '../../src/failure.ts';
import { render } from '../../src/mcp/render.ts';
import type { EndpointCheck, Ports } from '../../src/ports.ts';
import { createTools } from '../../src/tools/index.ts';
import { serverStatusTool } from '../../src/tools/server-status.ts';
import { fakeCluster } from '../support/fake-cluster.ts';
import { fakePorts } from '../support/fake-ports.ts';

const context = { signal: new AbortController().signal, progress: async () => {} };
const configured = {
  version: '1.0.0',
  kafka: { endpoints: ['a:9092'], security: 'PLAINTEXT' },
  registry: { endpoint: 'http://r:8081', security: 'basic' },
  connect: null,
  notice: null,
  problems: [],
};
const good: EndpointCheck = { reachable: true, found: '3 of 3 brokers answered', problems: [] };
const bad: EndpointCheck = {
  reachable: false,
  found: null,
  problems: [{ endpoint: 'a:9092', what: 'a:9092 refused.', likelyCause: 'Down.', nextStep: 'Start it.' }],
};

const cluster = (check: () => Promise<EndpointCheck>): Pick<Ports, 'cluster'> => ({
  cluster: async () => fakeCluster({ check }),
});
const registry = (check: () => Promise<EndpointCheck>) => ({
  check,
  subjects: neverCalled,
  describe: neverCalled,
  texts: neverCalled,
  dependents: neverCalled,
  observeCompatibility: neverCalled,
});
const neverCalled = async (): Promise<never> => {
  throw new Error('not to be called');
};
const status = async (given: Partial<Ports>, test_connections = true) => {
  const ports = fakePorts({ configured, ...given });
  const tool = serverStatusTool(ports, () => createTools(ports));
  const value = tool.output.parse(await tool.run({ test_connections }, context));
  return { value, text: render(tool.output, value) };
};

test('what answers and what does not, side by side', async () => {
  const { value, text } = await status(cluster(async () => good));
  expect(value.systems.map(({ status: state }) => state)).toEqual(['reachable', 'unreachable', 'not_configured']);
  expect(value.problems).toHaveLength(1);
  expect(text).toContain('3 of 3 brokers answered');
});

test('a problem has a cause and a next step', async () => {
  const { value, text } = await status(cluster(async () => bad));
  expect(value.problems[0]).toMatchObject({ endpoint: 'a:9092', likely_cause: 'Down.', next_step: 'Start it.' });
  expect(text).toContain('Start it.');
});

test('a test that throws leaves the others alone', async () => {
  const failing = cluster(async () => {
    throw new KnownFailure('Broken.', 'Because.', 'Mend it.');
  });
  expect((await status(failing)).value.systems[0]).toMatchObject({ status: 'unreachable' });
});

test('a fault of our own is told by its kind only, and leaves the others alone', async () => {
  const failing = cluster(async () => {
    throw new TypeError('with a secret detail');
  });
  const { value, text } = await status({ ...failing, schemas: async () => registry(async () => good) });
  expect(value.systems.map(({ status: state }) => state)).toEqual(['unreachable', 'reachable', 'not_configured']);
  expect(value.problems).toMatchObject([{ what: 'The connection test failed unexpectedly (TypeError).' }]);
  expect(text).not.toContain('secret detail');
});

test('a cancelled call is not answered', async () => {
  const controller = new AbortController();
  const ports = fakePorts({
    configured,
    ...cluster(async () => {
      controller.abort(new Error('cancelled'));
      throw new Error('aborted');
    }),
  });
  const running = serverStatusTool(ports, () => []).run(
    { test_connections: true },
    { ...context, signal: controller.signal },
  );
  await expect(running).rejects.toThrow('cancelled');
});

test('a test that never ends, not even when told to, is cut off in under 5 s', async () => {
  const before = Date.now();
  const { value } = await status(cluster(() => new Promise(() => {})));
  expect(Date.now() - before).toBeLessThan(5_000);
  expect(value.problems[0]).toMatchObject({ endpoint: 'a:9092', what: 'No answer within 4.5 s.' });
});

test('a test that hangs is cut off in under 5 s', async () => {
  const before = Date.now();
  const hangs = fakeCluster({
    check: ({ signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  });
  const { value } = await status({ cluster: async () => hangs });
  expect(Date.now() - before).toBeLessThan(5_000);
  expect(value.problems[0]).toMatchObject({ endpoint: 'a:9092', what: 'No answer within 4.5 s.' });
});

test('without tests it only shows what is set', async () => {
  const { value } = await status(cluster(neverCalled), false);
  expect(value.systems.map(({ status: state }) => state)).toEqual(['not_tested', 'not_tested', 'not_configured']);
});

test('names the tools that are off and the setting that turns each on', async () => {
  const { value } = await status({ configured: { ...configured, kafka: null, registry: null } });
  expect(value.tools_off).toEqual([
    { tool: 'kafka_describe_cluster', turned_on_by: 'KAFKA_BOOTSTRAP_SERVERS' },
    { tool: 'kafka_diagnose_lag', turned_on_by: 'KAFKA_BOOTSTRAP_SERVERS' },
    { tool: 'kafka_find_schemas', turned_on_by: 'SCHEMA_REGISTRY_URL' },
  ]);
});
