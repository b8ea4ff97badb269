import { join } from 'node:path';
import { repositoryFolder } from './paths.ts';

/** The built server. */
export const serverFile = join(repositoryFolder, 'dist', 'kafka-architect.js');

export interface Addresses {
  readonly bootstrapServers: string;
  readonly registryUrl: string | null;
}

/** What the server has to be told to look at the sandbox. */
export function serverEnvironment({ bootstrapServers, registryUrl }: Addresses): Record<string, string> {
  return {
    KAFKA_BOOTSTRAP_SERVERS: bootstrapServers,
    ...(registryUrl === null ? {} : { SCHEMA_REGISTRY_URL: registryUrl }),
  };
}

/** The same, to be pasted: into a shell, and into the settings of an MCP client. */
export function settingsToPaste(addresses: Addresses): string {
  const env = serverEnvironment(addresses);
  const client = { mcpServers: { 'kafka-architect': { command: 'node', args: [serverFile], env } } };
  const lines = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return `${lines.join('\n')}\n\n${JSON.stringify(client, null, 2)}\n`;
}
