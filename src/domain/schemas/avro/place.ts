import type { AvroField, AvroRecord } from './model.ts';

/** Where a walk through a schema stands: a step from the place before it. A list from the end, so that depth costs nothing. */
export interface Place {
  readonly before: Place | null;
  /** A part of the path: `fields`, a number, `type`, `items`, `values`, `name`, `size` or `symbols`. */
  readonly step: string;
  /** The field of the reader that the step leads into, and whether the data lacks it; null for all other steps. */
  readonly field: { readonly record: AvroRecord; readonly field: AvroField; readonly absent: boolean } | null;
}

/** The schema itself. */
export const ROOT: Place = { before: null, step: '', field: null };

export const stepTo = (before: Place, step: string): Place => ({ before, step, field: null });

export const stepIntoField = (
  before: Place,
  record: AvroRecord,
  index: number,
  field: AvroField,
  absent: boolean,
): Place => ({ before: stepTo(before, 'fields'), step: String(index), field: { record, field, absent } });

/** The path as Avro writes it: `/fields/2/type/items`, `/` for the schema itself. Source: Avro 1.12.1, Incompatibility. */
export function pathOf(place: Place): string {
  const steps: string[] = [];
  for (let at: Place | null = place; at !== null && at.before !== null; at = at.before) steps.push(at.step);
  return `/${steps.reverse().join('/')}`;
}

/** The place for a person: `field f of com.acme.Order`, `items of field f of com.acme.Order`, `the schema`. */
export function whereOf(place: Place): string {
  let prefix = '';
  for (let at: Place | null = place; at !== null; at = at.before) {
    if (at.field !== null) return `${prefix}field ${at.field.field.name} of ${at.field.record.name.full}`;
    if (at.step === 'items' || at.step === 'values') prefix = `${prefix}${at.step} of `;
  }
  return `${prefix}the schema`;
}
