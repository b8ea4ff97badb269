import type { Field, Message, ProtobufSchema } from '../protobuf/schema.ts';
import { fieldNumbered, messageAt } from './protobuf-edits.ts';
import { appended, fieldNameOf, removed } from './protobuf-outline.ts';
import type { Leftover, RepairChange, Repaired } from './repair.ts';

/** Reserves numbers and names of fields that went, so that no later field takes them. */
export function reserveRemoved(text: string, older: ProtobufSchema, newer: ProtobufSchema): Repaired | null {
  let mended = text;
  const changes: RepairChange[] = [];
  for (const { before, now } of sameMessages(older.main.messages, newer.main.messages)) {
    const lines = reservations(before, now, newer.main.syntax);
    for (const line of lines) {
      const block = messageAt(mended, now.path)?.block ?? null;
      if (block !== null) mended = appended(mended, block, line);
    }
    if (lines.length > 0)
      changes.push({
        path: `#/${now.path.join('/')}`,
        says: `${now.path.join('.')} reserves what it gives up, so that no later field takes it and reads old data as its own.`,
        write: lines.join(' '),
        postpones: false,
        leftover: null,
      });
  }
  return changes.length === 0 ? null : { text: mended, changes };
}

function sameMessages(before: readonly Message[], now: readonly Message[]): { before: Message; now: Message }[] {
  return before.flatMap((old) => {
    const same = now.find(({ path }) => path.at(-1) === old.path.at(-1));
    return same === undefined ? [] : [{ before: old, now: same }, ...sameMessages(old.messages, same.messages)];
  });
}

function reservations(before: Message, now: Message, syntax: string): string[] {
  const has = (field: Field) => now.fields.some(({ number, name }) => number === field.number || name === field.name);
  const gone = before.fields.filter((field) => !has(field));
  const numbers = gone
    .map(({ number }) => number)
    .filter((number) => !now.reserved.ranges.some(([first, last]) => number >= first && number <= last));
  const names = gone.map(({ name }) => name).filter((name) => !now.reserved.names.includes(name));
  const quoted = syntax === 'proto2' || syntax === 'proto3' ? names.map((name) => `"${name}"`) : names;
  return [
    ...(numbers.length === 0 ? [] : [`reserved ${numbers.join(', ')};`]),
    ...(quoted.length === 0 ? [] : [`reserved ${quoted.join(', ')};`]),
  ];
}

/** The text without the fields that a repair kept for a time; their numbers stay reserved. */
export function withoutNumbers(text: string, leftovers: readonly Leftover[]): string {
  return leftovers.reduce((rest, { owner, member }) => {
    const names = owner.split('.');
    const message = messageAt(rest, names);
    const field = message === null ? null : fieldNumbered(message, Number(member));
    if (field === null) return rest;
    const name = fieldNameOf(field.part);
    const without = removed(rest, field.part);
    const block = messageAt(without, names)?.block ?? null;
    return block === null ? without : appended(without, block, `reserved ${member}; reserved "${name}";`);
  }, text);
}
