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
  ['JSON in one line', '{"group.id":"a","fetch.min.bytes":1}', { 'group.id': 'a', 'fetch.min.bytes': '1' }],
  [
    'a connector as REST has it',
    '{"name":"es-sink","config":{"tasks.max":"20","errors.tolerance":"all"},"tasks":[{"connector":"es-sink","task":0}]}',
    { name: 'es-sink', 'tasks.max': '20', 'errors.tolerance': 'all' },
  ],
  [
    'JSON in groups, with a list',
    '{"consumer":{"topics":["a","b"],"client.rack":null,"autoCommit":false}}',
    { topics: 'a,b', autoCommit: 'false' },
  ],
  ['braces that are no JSON', '{\n  sessionTimeout: 30000\n}', { sessionTimeout: '30000' }],
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
  const entries = Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`a${index}`, 1]));
  expect(() => configOfText(JSON.stringify(entries))).toThrow('`config` has 2001 entries');
});

test('JSON that is cut off is no setting, and is not repeated', () => {
  const text = '{"sasl.jaas.config":"hunter2","a":';
  expect(() => configOfText(text)).toThrow('Line 1 of `config`');
  expect(() => configOfText(text)).not.toThrow('hunter2');
});
