import { describe, expect, it } from 'vitest';
import { asWritten, sameValue } from '../../../src/domain/configs/meaning.ts';

describe('sameValue', () => {
  it.each([
    ['cleanup.policy', 'LIST', null, '[delete]', 'delete', true],
    ['cleanup.policy', 'LIST', null, '[compact, delete]', 'compact,delete', true],
    ['partition.assignment.strategy', 'LIST', null, '[class a.B, class a.C]', 'a.B, a.C', true],
    ['partition.assignment.strategy', 'LIST', null, 'a.B,a.C', 'a.C,a.B', false],
    ['ssl.cipher.suites', 'LIST', null, '[]', '', true],
    ['min.cleanable.dirty.ratio', 'DOUBLE', null, '0.5', '.50', true],
    ['multiplier', 'DOUBLE', null, '2', '2.0', true],
    ['retries', 'INT', null, '1', '+1', true],
    ['retention.ms', 'LONG', null, '9223372036854775807', '9223372036854775806', false],
    ['retries', 'INT', null, '0', '', false],
    ['enable.idempotence', 'BOOLEAN', null, 'true', 'TRUE', true],
    ['enable.idempotence', 'BOOLEAN', null, 'true', 'false', false],
    ['group.protocol', 'STRING', '(case insensitive) [CLASSIC, CONSUMER]', 'classic', 'Classic', true],
    ['client.id', 'STRING', null, 'a', 'A', false],
    ['client.id', 'STRING', null, '1', '1.0', false],
    ['acks', 'STRING', null, 'all', '-1', true],
    ['acks', 'STRING', null, 'all', '1', false],
    ['auto.offset.reset', 'STRING', null, 'largest', 'latest', true],
  ])('%s %s %s: %s and %s: %s', (name, type, valid, one, other, same) => {
    expect(sameValue(name, type, valid, one, other)).toBe(same);
    expect(sameValue(name, type, valid, other, one)).toBe(same);
  });
});

describe('asWritten', () => {
  it.each([
    ['LIST', '[]', ''],
    ['LIST', '[a, b]', 'a,b'],
    ['LIST', '[class a.B]', 'a.B'],
    ['STRING', '[a, b]', '[a, b]'],
    ['STRING', ' a ', 'a'],
  ])('%s %s', (type, value, written) => {
    expect(asWritten(type, value)).toBe(written);
  });
});
