import { join } from 'node:path';
import { KnownFailure } from '../../src/failure.ts';
import { createConfigLibrary } from '../../src/knowledge/configs.ts';
import { packageRoot } from '../../src/package-root.ts';
import type { Ports } from '../../src/ports.ts';

/** The catalogue that lies in the package. */
export const configs = createConfigLibrary(join(packageRoot(), 'resources', 'data', 'kafka-configs'));

const notConfigured = (variable: string) => async (): Promise<never> => {
  throw new KnownFailure('Nothing is configured.', `${variable} is not set.`, `Set ${variable}.`);
};

/** Ports of a server for which nothing is configured; give the ones that a test is about. */
export const fakePorts = (given: Partial<Ports> = {}): Ports => ({
  cluster: notConfigured('KAFKA_BOOTSTRAP_SERVERS'),
  schemas: notConfigured('SCHEMA_REGISTRY_URL'),
  connect: notConfigured('KAFKA_CONNECT_URL'),
  guidelines: { list: async () => [] },
  configs,
  clock: { now: () => 0, sleep: async () => {} },
  configured: { version: '0.0.0', kafka: null, registry: null, connect: null, notice: null, problems: [] },
  ...given,
});
