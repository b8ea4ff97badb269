import { expect, test } from 'vitest';
import { configOfText } from '../../../src/domain/configs/config-text.ts';

test.each<[what: string, text: string, entries: Readonly<Record<string, string>>]>([
  [
    'properties',
    '# mine\n! too\n\nmax.poll.records=500\r\ngroup.id = a b \n',
    { 'max.poll.records': '500', 'group.id': 'a b' },
  ],
  ['YAML', 'max.poll.records: 500\ngroup.id: "a"\n', { 'max.poll.records': '500', 'group.id': 'a' }],
  ['JSON', '{\n  "max.poll.records": 500,\n  "group.id": "a"\n}', { 'max.poll.records': '500', 'group.id': 'a' }],
  ['code', 'kafka: {\n  sessionTimeout: 30000, // half a minute\n}', { sessionTimeout: '30000' }],
  ['a value with signs', 'sasl.jaas.config=x required a="b=c";', { 'sasl.jaas.config': 'x required a="b=c";' }],
  ['nothing', '', {}],
])('%s', (_, text, entries) => {
  expect(configOfText(text)).toEqual(entries);
});

test('the line that is no setting is counted, not repeated', () => {
  expect(() => configOfText('a=1\nmy secret words')).toThrow('Line 2 of `config`');
  expect(() => configOfText('a=1\nmy secret words')).not.toThrow('secret');
});

test('no more than a client can have', () => {
  expect(() => configOfText('a=1\n'.repeat(3_000))).toThrow('`config` has 3001 lines');
});
