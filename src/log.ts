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
      sink(`${redact(JSON.stringify(line, plainValues))}\n`);
    },
  };
}

const plainValues = (_key: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return String(value);
  if (!(value instanceof Error)) return value;
  return { name: value.name, message: value.message, ...(value.cause === undefined ? {} : { cause: value.cause }) };
};
