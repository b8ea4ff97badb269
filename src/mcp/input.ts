import type { z } from 'zod';
import { KnownFailure } from '../failure.ts';
import { clean } from './untrusted.ts';

/** Checks the arguments of a call. Throws a KnownFailure that names each bad argument and what was expected. */
export function parseInput<I extends z.ZodObject>(schema: I, tool: string, input: unknown): z.output<I> {
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  throw new KnownFailure(
    parsed.error.issues.map((issue) => `${clean(describeIssue(issue, input))}.`).join(' '),
    `${tool} takes: ${Object.keys(schema.shape).join(', ') || 'no arguments'}.`,
    'Correct the arguments and call again.',
  );
}

function describeIssue(issue: z.core.$ZodIssue, input: unknown): string {
  const name = issue.path.length === 0 ? 'The arguments' : `Argument \`${issue.path.map(String).join('.')}\``;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys
        .map((key) => `Argument \`${[...issue.path.map(String), key].join('.')}\` is not known here`)
        .join('. ');
    case 'invalid_type':
      return valueAt(input, issue.path) === undefined
        ? `${name} is missing: expected ${issue.expected}`
        : `${name} must be of type ${issue.expected}, got ${show(valueAt(input, issue.path))}`;
    case 'too_small':
      return `${name} must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unit(issue.origin)}, got ${show(valueAt(input, issue.path))}`;
    case 'too_big':
      return `${name} must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unit(issue.origin)}, got ${show(valueAt(input, issue.path))}`;
    case 'invalid_value':
      if (valueAt(input, issue.path) === undefined)
        return `${name} is missing: expected one of ${issue.values.map((value) => show(value)).join(', ')}`;
      return `${name} must be one of ${issue.values.map((value) => show(value)).join(', ')}, got ${show(valueAt(input, issue.path))}`;
    default:
      return `${name}: ${issue.message}`;
  }
}

const unit = (origin: string) =>
  origin === 'string' ? ' characters' : origin === 'array' || origin === 'set' ? ' entries' : '';

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
