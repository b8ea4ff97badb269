import { describe, expect, it } from 'vitest';
import { logging, type Node, serverProperties } from '../../sandbox/properties.ts';

const node: Node = { id: 2, port: 9002, controllerPort: 9102, dataFolder: '/data', listeners: [] };
const three = [1, 2, 3].map((id) => ({ id, controllerPort: 9100 + id }));

function read(text: string): Record<string, string> {
  const pairs = text.trim().split('\n');
  return Object.fromEntries(pairs.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

describe('serverProperties', () => {
  it('lets one node stand alone', () => {
    const properties = read(
      serverProperties(node, { nodes: [{ id: 2, controllerPort: 9102 }], replicationFactor: 1, properties: {} }),
    );
    expect(properties).toMatchObject({
      'process.roles': 'broker,controller',
      'node.id': '2',
      'controller.quorum.voters': '2@127.0.0.1:9102',
      listeners: 'PLAINTEXT://127.0.0.1:9002,CONTROLLER://127.0.0.1:9102',
      'advertised.listeners': 'PLAINTEXT://127.0.0.1:9002',
      'log.dirs': '/data',
      'offsets.topic.replication.factor': '1',
      'min.insync.replicas': '1',
    });
  });

  it('knows all voters and survives the loss of one of three nodes', () => {
    const properties = read(serverProperties(node, { nodes: three, replicationFactor: 3, properties: {} }));
    expect(properties).toMatchObject({
      'controller.quorum.voters': '1@127.0.0.1:9101,2@127.0.0.1:9102,3@127.0.0.1:9103',
      'offsets.topic.replication.factor': '3',
      'transaction.state.log.min.isr': '2',
      'min.insync.replicas': '2',
    });
  });

  it('adds listeners beside the plain one, and lets given properties win', () => {
    const secured: Node = {
      ...node,
      listeners: [{ name: 'SECURE', protocol: 'SASL_SSL', host: 'localhost', port: 9202 }],
    };
    const properties = read(
      serverProperties(secured, { nodes: three, replicationFactor: 3, properties: { 'num.io.threads': '8' } }),
    );
    expect(properties).toMatchObject({
      listeners: 'PLAINTEXT://127.0.0.1:9002,SECURE://localhost:9202,CONTROLLER://127.0.0.1:9102',
      'advertised.listeners': 'PLAINTEXT://127.0.0.1:9002,SECURE://localhost:9202',
      'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SECURE:SASL_SSL',
      'num.io.threads': '8',
    });
  });
});

it.each([
  ['3.9.2', '-Dlog4j.configuration=file:/c'],
  ['4.3.1', '-Dlog4j2.configurationFile=/c'],
])('%s logs into the given file', (version, flag) => {
  const { text, flags } = logging(version, '/c', '/log');
  expect(flags).toEqual([flag, '-Dsb.logfile=/log']);
  expect(text).toContain('sb.logfile}');
});
