import type { Incompatibility } from '../checker.ts';
import { collect } from './collect.ts';
import { type Finding, missingSymbols } from './explain.ts';
import { namesMatch, promotes, writerFields } from './match.ts';
import type { AvroNamed, AvroRecord, AvroSchema, AvroType, AvroUnion } from './model.ts';
import { type Place, ROOT, stepIntoField, stepTo } from './place.ts';
import { COMPATIBLE, type Comparison, type Effort, type Outcome, type Question, settle } from './settle.ts';
import { branchesFor } from './union-branches.ts';

/**
 * Pairs of types that are compared in every detail as Avro does it. It tries each branch of one union with each of the other,
 * records with all their fields, and what it finds in there keeps its place for later. To name the same places all that has
 * to be done, and takes minutes for unions of thousands. Beyond this number only branches whose names fit are tried.
 */
const PAIRS_IN_DETAIL = 50_000;

/**
 * All that keeps a reader with one schema from reading data of another, as SchemaCompatibility of Apache Avro 1.12.1 finds it:
 * the registry takes its verdicts and paths over as they are.
 */
export function compareAvro(reader: AvroSchema, writer: AvroSchema): readonly Incompatibility[] {
  return collect(settle({ reader: reader.root, writer: writer.root, place: ROOT }, compare));
}

function* compare({ reader: r, writer: w, place }: Question, effort: Effort): Comparison {
  if (w.kind === 'union') return yield* r.kind === 'union' ? eachBranch(r, w, place) : allBranches(r, w, place);
  if (r.kind === 'union') return yield* anyBranch(r, w, place, effort);
  if (r.kind === 'array' && w.kind === 'array')
    return yield { reader: r.items, writer: w.items, place: stepTo(place, 'items') };
  if (r.kind === 'map' && w.kind === 'map')
    return yield { reader: r.values, writer: w.values, place: stepTo(place, 'values') };
  if (r.kind === 'record' && w.kind === 'record') return yield* fields(r, w, place);
  if (r.kind === 'fixed' && w.kind === 'fixed') {
    const sizes: Finding = { rule: 'FIXED_SIZE_MISMATCH', place: stepTo(place, 'size'), reader: r, writer: w };
    return { parts: [...names(r, w, place), ...(r.size === w.size ? [] : [sizes])] };
  }
  if (r.kind === 'enum' && w.kind === 'enum') {
    const symbols: Finding = { rule: 'MISSING_ENUM_SYMBOLS', place: stepTo(place, 'symbols'), reader: r, writer: w };
    const fits = r.default !== null || missingSymbols(r, w).length === 0;
    return { parts: [...names(r, w, place), ...(fits ? [] : [symbols])] };
  }
  if (r.kind === w.kind || promotes(r, w)) return COMPATIBLE;
  return { parts: [{ rule: 'TYPE_MISMATCH', place, reader: r, writer: w }] };
}

function names(reader: AvroNamed, writer: AvroNamed, place: Place): Finding[] {
  if (namesMatch(reader, writer)) return [];
  return [{ rule: 'NAME_MISMATCH', place: stepTo(place, 'name'), reader, writer }];
}

/** Each field of the reader takes its value from the writer's field of that name or alias, or from its own default. */
function* fields(reader: AvroRecord, writer: AvroRecord, place: Place): Comparison {
  const parts: (Finding | Outcome)[] = names(reader, writer, place);
  for (const [index, field] of reader.fields.entries()) {
    const [source, second] = writerFields(writer, field);
    const at = stepIntoField(place, reader, index, field, source === undefined);
    if (second !== undefined)
      return { parts, fatal: { rule: 'AMBIGUOUS_FIELD_ALIAS', place: at, reader, writer, field } };
    if (source !== undefined) {
      add(parts, yield { reader: field.type, writer: source.type, place: stepTo(at, 'type') });
    } else if (field.default === null) {
      // An enum with a default symbol is held against the whole record of the writer here, which never fits.
      if (field.type.kind === 'enum' && field.type.default !== null)
        add(parts, yield { reader: field.type, writer, place: stepTo(at, 'type') });
      else parts.push({ rule: 'READER_FIELD_MISSING_DEFAULT_VALUE', place: at, reader, writer, field });
    }
  }
  return { parts };
}

/** Both have a union: each branch of the writer has to be readable by some branch of the reader. */
function* eachBranch(reader: AvroUnion, writer: AvroUnion, place: Place): Comparison {
  const parts: Finding[] = [];
  for (const [index, branch] of writer.branches.entries()) {
    const { parts: found } = yield { reader, writer: branch, place: ROOT };
    if (found.length > 0)
      parts.push({ rule: 'MISSING_UNION_BRANCH', place: stepTo(place, String(index)), reader, writer: branch });
  }
  return { parts };
}

/** Only the writer has a union: the reader has to read all of its branches. */
function* allBranches(reader: AvroType, writer: AvroUnion, place: Place): Comparison {
  const parts: Outcome[] = [];
  for (const [index, branch] of writer.branches.entries())
    add(parts, yield { reader, writer: branch, place: stepTo(place, String(index)) });
  return { parts };
}

/** Only the reader has a union: one of its branches has to read. */
function* anyBranch(reader: AvroUnion, writer: AvroType, place: Place, { pairs }: Effort): Comparison {
  for (const branch of pairs <= PAIRS_IN_DETAIL ? reader.branches : branchesFor(writer, reader)) {
    const { parts } = yield { reader: branch, writer, place: ROOT };
    if (parts.length === 0) return COMPATIBLE;
  }
  return { parts: [{ rule: 'MISSING_UNION_BRANCH', place, reader, writer }] };
}

function add(parts: (Finding | Outcome)[], outcome: Outcome): void {
  if (outcome.parts.length > 0) parts.push(outcome);
}
