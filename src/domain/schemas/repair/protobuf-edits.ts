import type { Message, ProtobufSchema } from '../protobuf/schema.ts';
import { fieldsOf, numberOf, outlineOf, type Part, type PlacedField, partNamed } from './protobuf-outline.ts';

/** A path such as `#/Order/Line/2`: the names of messages and oneofs, and the number of a field. */
export interface ProtobufPath {
  readonly names: readonly string[];
  readonly number: number | null;
}

export function pathFrom(path: string): ProtobufPath {
  const steps = path
    .replace(/^#\/?/, '')
    .split('/')
    .filter((step) => step !== '');
  const last = steps.at(-1);
  return last !== undefined && /^\d+$/.test(last)
    ? { names: steps.slice(0, -1), number: Number(last) }
    : { names: steps, number: null };
}

/** The message that a path leads through, whether or not it goes on into a oneof. */
export function messageAt(text: string, names: readonly string[]): Part | null {
  const part = partNamed(outlineOf(text), names);
  return part?.words[0] === 'oneof' ? partNamed(outlineOf(text), names.slice(0, -1)) : part;
}

export const fieldNumbered = (message: Part, number: number): PlacedField | null =>
  fieldsOf(message).find(({ part }) => numberOf(part) === number) ?? null;

export const statement = (text: string, { from, to }: Part): string => text.slice(from, to);

/** The message of a parsed text by the names that lead to it. */
export function messageIn({ main }: ProtobufSchema, names: readonly string[]): Message | null {
  let scope: readonly Message[] = main.messages;
  let found: Message | null = null;
  for (const name of names) {
    const inner = scope.find(({ path }) => path.at(-1) === name);
    if (inner === undefined) return found;
    found = inner;
    scope = inner.messages;
  }
  return found;
}

/** Numbers that belong to the implementation. Source: language guide, "Assigning Field Numbers". */
const INTERNAL = [19_000, 19_999] as const;

/** The first number behind all that either version uses or reserves. */
export function freeNumber(...messages: readonly (Message | null)[]): number {
  const used = messages.flatMap((message) =>
    message === null
      ? []
      : [
          ...message.fields.map(({ number }) => number),
          // A range without an end reserves all that is left, and says nothing of the next number.
          ...message.reserved.ranges.map(([, last]) => last).filter((last) => last < INTERNAL[0]),
        ],
  );
  const next = Math.max(0, ...used) + 1;
  return next >= INTERNAL[0] && next <= INTERNAL[1] ? INTERNAL[1] + 1 : next;
}

/** A name for the field that follows another one: `amount_v2`. */
export function nextName(name: string, message: Message | null): string {
  const taken = new Set(message?.fields.map((field) => field.name));
  const base = name.replace(/_v\d+$/, '');
  let version = 2;
  while (taken.has(`${base}_v${version}`)) version += 1;
  return `${base}_v${version}`;
}
