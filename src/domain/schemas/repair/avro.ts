import type { JsonNode } from '../avro/json.ts';
import type { AvroSchema } from '../avro/model.ts';
import type { Absent, Clash, Edit } from './avro-clash.ts';
import { definitionOf, fieldOf } from './avro-edits.ts';
import { addedField, lostField, successor } from './avro-fields.ts';
import { placeOf } from './avro-places.ts';
import { addedSymbols, aliased, lostSymbols, renamedBack } from './avro-types.ts';
import { printedLike, treeOf, withNode } from './json-tree.ts';
import type { Leftover, Misfit, Repair, RepairChange } from './repair.ts';

/**
 * Mends an Avro schema: fields of its own get defaults, lost fields and symbols come back, and a field whose type changed keeps
 * its type and gets a successor beside it.
 */
export const repairAvro = (absent: Absent): Repair<AvroSchema> => ({
  mend(text, schema, misfits) {
    let root = treeOf(text);
    const changes: RepairChange[] = [];
    const mended = new Set<string>();
    const oldReadersBreak = misfits.some(({ direction }) => direction === 'forward');
    for (const misfit of misfits) {
      const clash = clashOf(misfit, schema, oldReadersBreak);
      const key = fieldKey(clash) ?? `${misfit.incompatibility.rule} ${misfit.incompatibility.path}`;
      const edit = mended.has(key) ? null : edited(root, clash, absent);
      if (edit === null) continue;
      mended.add(key);
      root = edit.root;
      changes.push({ path: misfit.incompatibility.path, ...edit.change });
    }
    return changes.length === 0 ? null : { text: printedLike(root, text), changes };
  },
});

function clashOf(misfit: Misfit<AvroSchema>, schema: AvroSchema, oldReadersBreak: boolean): Clash {
  const { direction, earlier, incompatibility } = misfit;
  const [reader, writer] = direction === 'backward' ? [schema, earlier.schema] : [earlier.schema, schema];
  const place = placeOf(reader.root, writer.root, incompatibility.path);
  const [now, before] = direction === 'backward' ? [place.reader, place.writer] : [place.writer, place.reader];
  return { misfit, place, now, before, earlier: treeOf(earlier.source.text), oldReadersBreak };
}

/** A field can be at odds in several ways, and is mended once. */
const fieldKey = ({ place: { field } }: Clash): string | null =>
  field === null ? null : `${field.reader.record.name.simple} ${field.reader.field.name}`;

function edited(root: JsonNode, clash: Clash, absent: Absent): Edit | null {
  const { misfit, place, now, before } = clash;
  const { rule } = misfit.incompatibility;
  const isAbsent = place.field !== null && place.field.writer?.field === null;
  if (rule === 'READER_FIELD_MISSING_DEFAULT_VALUE' || (rule === 'TYPE_MISMATCH' && isAbsent))
    return misfit.direction === 'backward' ? addedField(root, clash, absent) : lostField(root, clash);
  if (now !== null && before !== null) {
    if (rule === 'MISSING_ENUM_SYMBOLS' && now.kind === 'enum' && before.kind === 'enum')
      return misfit.direction === 'backward' ? lostSymbols(root, now, before) : addedSymbols(root, now, before);
    if (rule === 'NAME_MISMATCH' && 'name' in now && 'name' in before)
      return misfit.direction === 'backward' ? aliased(root, now, before) : renamedBack(root, now, before);
  }
  return successor(root, clash, absent);
}

/** The text without the fields that a repair kept or put beside others for a time. */
export function withoutFields(text: string, leftovers: readonly Leftover[]): string {
  const root = leftovers.reduce((tree, { owner, member }) => {
    const record = definitionOf(tree, owner);
    const field = record === null ? null : fieldOf(record, member);
    return field === null ? tree : withNode(tree, field.path, null);
  }, treeOf(text));
  return printedLike(root, text);
}
