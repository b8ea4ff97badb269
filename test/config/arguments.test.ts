import { expect, test } from 'vitest';
import { helpText, parseArguments } from '../../src/config/arguments.ts';
import { createRedactor } from '../../src/config/redact.ts';
import { metaOf, settingKeys } from '../../src/config/schema.ts';

test.each([
  [[], { kind: 'serve', clientProperties: null, demo: false }],
  [['--demo'], { kind: 'serve', clientProperties: null, demo: true }],
  [['--help'], { kind: 'help' }],
  [['-h'], { kind: 'help' }],
  [['--version'], { kind: 'version' }],
  [['--config', 'a.properties'], { kind: 'serve', clientProperties: 'a.properties', demo: false }],
  [['--config=a=b.properties'], { kind: 'serve', clientProperties: 'a=b.properties', demo: false }],
])('%j', (args, command) => expect(parseArguments(args)).toEqual(command));

test.each([[['--config']], [['--config=']], [['--verbose']], [['--demo', '--config', 'x']], [['file']]])(
  '%j is refused by name',
  (args) => {
    const command = parseArguments(args);
    expect(command.kind).toBe('wrong');
    if (command.kind === 'wrong') expect(command.why).toContain(args[0]?.split('=')[0]);
  },
);

test('help has every setting, and every setting has its own variable', () => {
  const text = helpText('1.2.3');
  const variables = settingKeys.map((key) => metaOf(key).env);
  expect(new Set(variables).size).toBe(settingKeys.length);
  for (const variable of variables) expect(text).toContain(variable);
});

test('secrets inside each other, and inside the word that replaces them, are redacted once', () => {
  const redact = createRedactor(['pass', 'password', 'e']);
  expect(redact('password pass here')).toBe('[redacted] [redacted] h[redacted]r[redacted]');
});

test('no secret, and a secret without an encoded form', () => {
  expect(createRedactor([''])('text')).toBe('text');
  expect(createRedactor(['a\uD800'])('<a\uD800>')).toBe('<[redacted]>');
  expect(createRedactor(['(.*)+?^$|[x]{2}\\-'])('a (.*)+?^$|[x]{2}\\- b')).toBe('a [redacted] b');
});

test.each(['hunter2', 'a"b\\c', 'p@ss w&rd', '100%'])('%s is redacted in every form', (secret) => {
  const redact = createRedactor([secret, 'x']);
  for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret)])
    expect(redact(`<${form}>`)).not.toContain(secret);
  expect(redact(encodeURIComponent(secret))).toBe('[redacted]');
});

test('help says its version and its own flags, and shows no line twice', () => {
  const text = helpText('1.2.3');
  expect(text).toMatch(/^kafka-architect 1\.2\.3: /);
  for (const flag of ['--config', '--help', '--version']) expect(text).toContain(flag);
  const lines = text.split('\n').filter((line) => line !== '');
  expect(new Set(lines).size).toBe(lines.length);
});

test('the last --config counts, and help comes before everything after it', () => {
  expect(parseArguments(['--config', 'a', '--config=b'])).toEqual({
    kind: 'serve',
    clientProperties: 'b',
    demo: false,
  });
  expect(parseArguments(['--config', 'a', '--help', '--nope'])).toEqual({ kind: 'help' });
  expect(parseArguments(['--config', 'a', '--nope=1'])).toEqual({
    kind: 'wrong',
    why: 'Unknown argument --nope=1; --help lists what there is.',
  });
});
