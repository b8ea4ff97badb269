import type { LogLevel } from './config/settings.ts';

/** Structured logging to standard error; standard output belongs to JSON-RPC. */
export interface Log {
  write(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** One JSON line an event, redacted. `sink` takes a whole line; `now` gives milliseconds since the epoch. */
export function createLog(
  least: LogLevel,
  redact: (text: string) => string,
  sink: (line: string) => void,
  now: () => number,
): Log {
  return {
    write(level, message, fields = {}) {
      if (order.indexOf(level) < order.indexOf(least)) return;
      const line = { time: new Date(now()).toISOString(), level, message, ...fields };
      sink(`${redact(jsonOf(line))}\n`);
    },
  };
}

/** A log never throws: what can't be written (a circle, a getter that fails) is left out. */
function jsonOf(line: { readonly time: string; readonly level: LogLevel; readonly message: string }): string {
  try {
    return JSON.stringify(line, plainValues);
  } catch {
    return JSON.stringify({ time: line.time, level: line.level, message: line.message, fields: 'not writable' });
  }
}

const plainValues = (_key: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return String(value);
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  return {
    name,
    message,
    ...('code' in value ? { code: value.code } : {}),
    ...(cause === undefined ? {} : { cause }),
    ...(value instanceof AggregateError ? { errors: value.errors } : {}),
    stack,
  };
};
