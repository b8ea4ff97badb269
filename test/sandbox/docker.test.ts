import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { composeArguments, composeVariables, type DockerPlan, hasImage } from '../../sandbox/docker.ts';
import { repositoryFolder } from '../../sandbox/paths.ts';

const file = join(repositoryFolder, 'sandbox', 'compose.yaml');
const plan: DockerPlan = { project: 'p', brokers: 3, kafkaVersion: '4.3.1', registry: true };

interface Service {
  readonly image: string;
  readonly profiles: readonly string[];
  readonly ports: readonly string[];
  readonly environment: Readonly<Record<string, string | number>>;
}

describe('the commands', () => {
  it.each([
    [plan, 'up', ['--profile', 'three', '--profile', 'registry', 'up', '--abort-on-container-exit']],
    [{ ...plan, brokers: 1, registry: false } as const, 'up', ['--profile', 'one', 'up', '--abort-on-container-exit']],
    [plan, 'down', ['--profile', 'three', '--profile', 'registry', 'down', '--volumes', '--timeout', '10']],
  ] as const)('%j %s', (asked, action, expected) => {
    expect(composeArguments(asked, action)).toEqual(['compose', '--project-name', 'p', '--file', file, ...expected]);
  });

  it('sets every variable of the file', () => {
    const variables = composeVariables(plan, [1001, 1002, 1003], 1004);
    const used = [...readFileSync(file, 'utf8').matchAll(/\$\{(\w+):-/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual(Object.keys(variables).sort());
    expect(variables).toMatchObject({ KAFKA_PORT_2: '1002', REGISTRY_PORT: '1004', KAFKA_VERSION: '4.3.1' });
  });
});

describe('compose.yaml', () => {
  const { services }: { services: Record<string, Service> } = parse(readFileSync(file, 'utf8'), { merge: true });
  const inProfile = (profile: string) =>
    Object.entries(services).filter(([, service]) => service.profiles.includes(profile));

  it('has one broker, three brokers, a registry', () => {
    expect(inProfile('one').map(([name]) => name)).toEqual(['kafka']);
    expect(inProfile('three').map(([name]) => name)).toEqual(['kafka-1', 'kafka-2', 'kafka-3']);
    expect(services.registry?.image).toBe('apicurio/apicurio-registry:3.3.3');
    expect(services['kafka-2']?.image).toBe(`apache/kafka:\${KAFKA_VERSION:-4.3.1}`);
  });

  it('publishes on the loopback address only', () => {
    const ports = Object.values(services).flatMap((service) => service.ports);
    expect(ports).toHaveLength(5);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\$\{/);
  });

  it.each(['one', 'three'])('advertises to the host the port it publishes: %s', (profile) => {
    const nodes = inProfile(profile);
    nodes.forEach(([name, { ports, environment }], index) => {
      const [published = ''] = ports;
      const host = published.slice(0, published.lastIndexOf(':'));
      expect(environment.KAFKA_ADVERTISED_LISTENERS).toBe(`HOST://${host},INTERNAL://${name}:19092`);
      expect(environment.KAFKA_NODE_ID).toBe(index + 1);
      expect(environment.KAFKA_CONTROLLER_QUORUM_VOTERS).toContain(`${index + 1}@${name}:9093`);
      expect(environment.KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR).toBe(nodes.length);
    });
  });
});

it.each([
  ['3.6.2', false],
  ['3.7.0', true],
  ['3.9.2', true],
  ['4.3.1', true],
])('an image of %s exists: %s', (version, expected) => {
  expect(hasImage(version)).toBe(expected);
});
