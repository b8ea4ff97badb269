import type { Incompatibility } from '../checker.ts';
import {
  byNumber,
  type CompareMembers,
  type FieldPair,
  movedToExistingOneof,
  oneofFieldRemoved,
  requiredAdded,
  requiredRemoved,
  severalMovedToOneof,
} from './members.ts';
import { type Field, type Message, pathOf } from './schema.ts';

/**
 * The registry's master since June 2026 matches every field by its number, whatever oneof it is in, and holds only against a
 * oneof what it makes exclusive that was not, or drops while others of its members stay.
 */
export const compareMembersByNumber: CompareMembers = (reader, writer) => {
  const written = byNumber(writer.fields);
  const read = byNumber(reader.fields);
  const alive = new Set([
    ...reader.oneofs,
    ...writer.fields.filter(({ number }) => read.has(number)).map(({ oneof }) => oneof),
  ]);
  const incompatibilities: Incompatibility[] = [];
  const pairs: FieldPair[] = [];
  for (const oneof of reader.oneofs) {
    const problem = madeExclusive(reader, writer, oneof, written);
    if (problem !== null) incompatibilities.push(problem);
  }
  for (const writerField of writer.fields) {
    const readerField = read.get(writerField.number);
    const { oneof, label } = writerField;
    if (readerField !== undefined) {
      const within = readerField.oneof === null ? [] : [readerField.oneof];
      pairs.push({
        path: pathOf(reader, ...within, readerField.number),
        reader: readerField,
        writer: writerField,
      });
    } else if (oneof === null) {
      if (label === 'required') incompatibilities.push(requiredRemoved(reader, writerField));
    } else if (alive.has(oneof)) {
      incompatibilities.push(oneofFieldRemoved(reader, oneof, writerField));
    }
  }
  for (const readerField of reader.fields)
    if (readerField.label === 'required' && !written.has(readerField.number))
      incompatibilities.push(requiredAdded(reader, readerField));
  return { incompatibilities, pairs };
};

/** Members excluded each other before only if they were in one oneof; a field that stood alone excluded none. */
function madeExclusive(
  reader: Message,
  writer: Message,
  oneof: string,
  written: ReadonlyMap<number, Field>,
): Incompatibility | null {
  const members = reader.fields.filter((field) => field.oneof === oneof && written.has(field.number));
  const alone = members.filter(({ number }) => written.get(number)?.oneof === null);
  const oneofs = new Set(
    members.map(({ number }) => written.get(number)?.oneof ?? null).filter((name) => name !== null),
  );
  if (alone.length + oneofs.size < 2) return null;
  return alone.length > 1
    ? severalMovedToOneof(reader, writer, oneof, alone)
    : movedToExistingOneof(reader, writer, oneof, members);
}
