import { z } from 'zod';
import { KnownFailure } from '../failure.ts';
import { clean } from './untrusted.ts';

/** Checks the arguments of a call. Throws a KnownFailure that names each bad argument and what was expected. */
export function parseInput<I extends z.ZodObject>(schema: I, tool: string, input: unknown): z.output<I> {
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const takes = [`${tool} takes: ${Object.keys(schema.shape).join(', ') || 'no arguments'}.`];
  throw new KnownFailure(
    issues.map((issue) => `${clean(describeIssue(issue, input))}.`).join(' '),
    [...takes, ...new Set(issues.flatMap((issue) => fieldsAt(schema, issue)))].join(' '),
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

/** The part of the schema that a value at this place has to fit; null: there is none. */
function schemaAt(schema: unknown, path: readonly PropertyKey[]): unknown {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  const [first, ...rest] = path;
  if (first === undefined) return inner;
  if (inner instanceof z.ZodObject) return schemaAt(inner.shape[String(first)], rest);
  return inner instanceof z.ZodArray ? schemaAt(inner.element, rest) : null;
}

/** What the object takes that was wrong at that place. */
function fieldsAt(schema: z.ZodObject, { code, path }: z.core.$ZodIssue): string[] {
  if (path.length === 0 || (code !== 'unrecognized_keys' && code !== 'invalid_type')) return [];
  const part = schemaAt(schema, path);
  if (!(part instanceof z.ZodObject)) return [];
  const fields = Object.entries(part.shape).map(([name, field]) =>
    field instanceof z.ZodOptional ? name : `${name} (required)`,
  );
  const place = path.filter((step) => typeof step === 'string').join('.');
  return [
    `${path.some((step) => typeof step === 'number') ? 'Each of ' : ''}\`${place}\` takes: ${fields.join(', ')}.`,
  ];
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
