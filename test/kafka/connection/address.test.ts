import { describe, expect, it } from 'vitest';
import { addressText, parseBootstrapServer } from '../../../src/kafka/connection/address.ts';

describe('parseBootstrapServer', () => {
  it.each([
    ['kafka-1.example.com:9092', 'kafka-1.example.com', 9092],
    ['10.0.0.1:1', '10.0.0.1', 1],
    [' localhost:65535 ', 'localhost', 65_535],
    ['[::1]:9092', '::1', 9092],
    ['[2001:db8::7]:9093', '2001:db8::7', 9093],
  ])('%s', (server, host, port) => {
    const address = parseBootstrapServer(server);
    expect(address).toEqual({ nodeId: null, host, port });
    expect(addressText(address)).toBe(server.trim());
  });

  it.each([
    '',
    'localhost',
    'localhost:',
    ':9092',
    '::1:9092',
    '[::1]',
    'a:0',
    'a:65536',
    'a:b',
    'PLAINTEXT://a:9092',
    'a b:1',
  ])('refuses "%s"', (server) => {
    expect(() => parseBootstrapServer(server)).toThrow(RangeError);
  });
});
