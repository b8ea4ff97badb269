import { expect, it } from 'vitest';
import { serverFile, settingsToPaste } from '../../sandbox/settings.ts';

it('prints what to paste, without a registry that is not there', () => {
  const text = settingsToPaste({ bootstrapServers: '127.0.0.1:1,127.0.0.1:2', registryUrl: null });
  expect(text.split('\n\n')[0]).toBe('KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1,127.0.0.1:2');
});

it('prints a client configuration that is JSON', () => {
  const env = { KAFKA_BOOTSTRAP_SERVERS: '127.0.0.1:1', SCHEMA_REGISTRY_URL: 'http://127.0.0.1:2/apis/ccompat/v7' };
  const text = settingsToPaste({ bootstrapServers: env.KAFKA_BOOTSTRAP_SERVERS, registryUrl: env.SCHEMA_REGISTRY_URL });
  expect(JSON.parse(text.slice(text.indexOf('{')))).toEqual({
    mcpServers: { 'kafka-architect': { command: 'node', args: [serverFile], env } },
  });
});
