import { expect, test } from 'vitest';
import { z } from 'zod';
import { createRedactor } from '../src/config/redact.ts';
import type { LogLevel } from '../src/config/settings.ts';
import { createLog } from '../src/log.ts';

const logged = (least: LogLevel, write: (log: ReturnType<typeof createLog>) => void): string[] => {
  const lines: string[] = [];
  write(
    createLog(
      least,
      createRedactor(['hunter2', 'a"b']),
      (line) => void lines.push(line),
      () => 0,
    ),
  );
  return lines;
};
const one = (fields: Readonly<Record<string, unknown>>) => {
  const [line = ''] = logged('warn', (log) => log.write('error', 'm', fields));
  return z.record(z.string(), z.unknown()).parse(JSON.parse(line));
};

test('one JSON line an event, with time and level', () => {
  const lines = logged('info', (log) => {
    log.write('info', 'two\nlines', { offset: 2n ** 63n });
    log.write('debug', 'too fine');
  });
  expect(lines).toEqual([
    '{"time":"1970-01-01T00:00:00.000Z","level":"info","message":"two\\nlines","offset":"9223372036854775808"}\n',
  ]);
});

test('an error is told with its code, causes and the place it came from', () => {
  const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  expect(one({ error: new AggregateError([cause], 'all failed', { cause }) })).toMatchObject({
    error: {
      name: 'AggregateError',
      message: 'all failed',
      cause: { message: 'refused', code: 'ECONNREFUSED' },
      errors: [{ message: 'refused' }],
      stack: expect.stringContaining('log.test.ts'),
    },
  });
});

test('never holds a secret, in any form', () => {
  const line = JSON.stringify(one({ error: new Error('login hunter2 a"b failed'), url: 'http://u:a%22b@h' }));
  expect(line).not.toMatch(/hunter2|a\\+"b|a%22b/);
});

test('never throws', () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const self = new Error('itself');
  self.cause = self;
  for (const fields of [{ circle }, { self }]) expect(one(fields)).toMatchObject({ level: 'error', message: 'm' });
});
