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
 * Releases up to 8.3.1 match oneofs by name and their members within, and plain fields by number. A field that changes sides
 * is not compared with its old self, nor are the members of a oneof that was renamed.
 */
export const compareMembersUntil83: CompareMembers = (reader, writer) => {
  const written = byNumber(writer.fields);
  const read = byNumber(reader.fields);
  const incompatibilities: Incompatibility[] = [];
  const pairs: FieldPair[] = [];
  for (const oneof of reader.oneofs) {
    const problem = joined(reader, writer, oneof, written);
    if (problem !== null) incompatibilities.push(problem);
  }
  for (const writerField of writer.fields) {
    const { oneof, number } = writerField;
    const readerField = read.get(number);
    if (oneof === null) {
      if (readerField === undefined && writerField.label === 'required')
        incompatibilities.push(requiredRemoved(reader, writerField));
      if (readerField?.oneof === null)
        pairs.push({ path: pathOf(reader, number), reader: readerField, writer: writerField });
    } else if (reader.oneofs.includes(oneof)) {
      if (readerField?.oneof === oneof)
        pairs.push({ path: pathOf(reader, oneof, number), reader: readerField, writer: writerField });
      else incompatibilities.push(oneofFieldRemoved(reader, oneof, writerField));
    }
  }
  for (const readerField of reader.fields) {
    const isNew = (written.get(readerField.number)?.oneof ?? null) !== null || !written.has(readerField.number);
    if (readerField.label === 'required' && isNew) incompatibilities.push(requiredAdded(reader, readerField));
  }
  return { incompatibilities, pairs };
};

/** A oneof may take in one field that stood alone, and only if no other member was in a oneof before. */
function joined(
  reader: Message,
  writer: Message,
  oneof: string,
  written: ReadonlyMap<number, Field>,
): Incompatibility | null {
  const members = reader.fields.filter((field) => field.oneof === oneof && written.has(field.number));
  const moved = members.filter(({ number }) => written.get(number)?.oneof === null);
  if (moved.length > 1) return severalMovedToOneof(reader, writer, oneof, moved);
  return moved.length === 1 && members.length > 1 ? movedToExistingOneof(reader, writer, oneof, members) : null;
}
