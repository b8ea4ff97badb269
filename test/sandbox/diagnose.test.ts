import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { askWhyItLags } from '../../sandbox/diagnose.ts';

/** A server over stdio that answers every call with its arguments and environment. */
function fakeServer(isError: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), 'server-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'server.mjs');
  writeFileSync(
    file,
    `import { createInterface } from 'node:readline';
     const answers = {
       initialize: ({ protocolVersion }) => ({ protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'f', version: '1' } }),
       'tools/call': ({ arguments: { group } }) => ({
         isError: ${isError},
         content: [{ type: 'text', text: 'About ' + group }, { type: 'text', text: 'at ' + process.env.KAFKA_BOOTSTRAP_SERVERS }],
       }),
     };
     createInterface({ input: process.stdin }).on('line', (line) => {
       const { id, method, params } = JSON.parse(line);
       if (id === undefined) return;
       console.log(JSON.stringify({ jsonrpc: '2.0', id, result: answers[method](params) }));
     });`,
  );
  return file;
}

it.each([false, true])('prints the question, the call and the answer; failed: %s', async (failed) => {
  let lag = 6_000;
  const shop = {
    lagOf: async () => {
      lag += 100;
      return lag;
    },
  };
  const addresses = { bootstrapServers: '127.0.0.1:1', registryUrl: null };
  const answer = await askWhyItLags(shop, addresses, fakeServer(failed));
  expect(answer).toEqual({
    failed,
    transcript: [
      'Question: Why does notifications-service lag, and what should I do?',
      '',
      'Tool call: kafka_diagnose_lag {"group":"notifications-service","sample_seconds":5}',
      '',
      'About notifications-service',
      'at 127.0.0.1:1',
      '',
    ].join('\n'),
  });
});
