import type { SchemaRisk } from '../../checker.ts';
import { byNumber, nameOf } from '../members.ts';
import { type Field, localName, type Message, pathOf, type Reserved } from '../schema.ts';
import { type MessageRisk, NEW_READERS, OLD_READERS, SOURCES } from './rule.ts';

/** A number is what a field is on the wire: whoever takes it over reads the other's bytes. */
export const numberRisks: MessageRisk = ({ older, newer }) => [
  ...missing(older, newer).flatMap((field) => removed(field, newer) ?? []),
  ...missing(newer, older).flatMap((field) => reused(field, older, newer)),
  ...droppedReservations(older, newer),
];

function missing(one: Message, other: Message): readonly Field[] {
  const numbers = byNumber(other.fields);
  return one.fields.filter(({ number }) => !numbers.has(number));
}

function removed(field: Field, newer: Message): SchemaRisk | null {
  const moved = newer.fields.find(({ name }) => name === field.name);
  if (moved !== undefined) {
    return {
      id: 'PROTOBUF-FIELD-RENUMBERED',
      path: pathOf(newer, moved.number),
      message: `Field ${field.name} of ${localName(newer)} had the number ${field.number} and has ${moved.number}: what was written under the old number is not read.`,
      breaks: `${NEW_READERS}, and ${OLD_READERS}: both find the field unset`,
      source: SOURCES.updating,
    };
  }
  const unreserved = [
    ...(reserves(newer.reserved, field.number) ? [] : [`the number ${field.number}`]),
    ...(newer.reserved.names.includes(field.name) ? [] : [`the name ${field.name}`]),
  ];
  if (unreserved.length === 0) return null;
  return {
    id: 'PROTOBUF-REMOVED-NOT-RESERVED',
    path: pathOf(newer, field.number),
    message: `Field ${nameOf(field)} of ${localName(newer)} is gone and ${unreserved.join(' and ')} not reserved: a later field may take it, and only a transitive level would notice.`,
    breaks: 'later versions: old data of the topic read as the new field',
    source: SOURCES.deleting,
  };
}

function reused(field: Field, older: Message, newer: Message): readonly SchemaRisk[] {
  const [number, name] = [reserves(older.reserved, field.number), older.reserved.names.includes(field.name)];
  if (!number && !name) return [];
  return [
    {
      id: number ? 'PROTOBUF-RESERVED-NUMBER-REUSED' : 'PROTOBUF-RESERVED-NAME-REUSED',
      path: pathOf(newer, field.number),
      message: `Field ${nameOf(field)} of ${localName(newer)} takes ${number ? `the number ${field.number}` : `the name ${field.name}`} that was reserved: it belonged to a field that data of the topic may still hold.`,
      breaks: number
        ? 'whoever reads data from before the number was reserved, and consumers that old a schema has'
        : 'whoever reads JSON or text of before the name was reserved',
      source: SOURCES.deleting,
    },
  ];
}

const reserves = ({ ranges }: Reserved, number: number): boolean =>
  ranges.some(([first, last]) => number >= first && number <= last);

function droppedReservations(older: Message, newer: Message): readonly SchemaRisk[] {
  const kept = newer.fields.map(({ number }) => [number, number] as const);
  const numbers = uncovered(older.reserved.ranges, [...newer.reserved.ranges, ...kept]).map(([first, last]) =>
    first === last ? `${first}` : `${first} to ${last}`,
  );
  const taken = new Set([...newer.reserved.names, ...newer.fields.map(({ name }) => name)]);
  const dropped = [...numbers, ...older.reserved.names.filter((name) => !taken.has(name))];
  if (dropped.length === 0) return [];
  const more = dropped.length - MOST_SHOWN;
  const shown = [...dropped.slice(0, MOST_SHOWN), ...(more > 0 ? [`${more} more`] : [])];
  return [
    {
      id: 'PROTOBUF-RESERVATION-DROPPED',
      path: pathOf(newer),
      message: `${localName(newer)} no longer reserves ${shown.join(', ')}: a later field may take what was given up for good.`,
      breaks: 'later versions: old data of the topic read as the new field',
      source: SOURCES.deleting,
    },
  ];
}

/** More numbers and names than these are only counted. */
const MOST_SHOWN = 10;

type NumberRange = Reserved['ranges'][number];

/** Ranges that others, overlapping as they like, do not hold as a whole. */
function uncovered(ranges: readonly NumberRange[], others: readonly NumberRange[]): readonly NumberRange[] {
  const merged: (readonly [number, number])[] = [];
  for (const [first, last] of [...others].sort(byFirst)) {
    const before = merged.at(-1);
    if (before === undefined || first > before[1] + 1) merged.push([first, last]);
    else merged[merged.length - 1] = [before[0], Math.max(before[1], last)];
  }
  let at = 0;
  return [...ranges].sort(byFirst).filter(([first, last]) => {
    while ((merged[at]?.[1] ?? Number.POSITIVE_INFINITY) < first) at++;
    const holder = merged[at];
    return holder === undefined || holder[0] > first || holder[1] < last;
  });
}

const byFirst = (one: NumberRange, other: NumberRange): number => one[0] - other[0];
