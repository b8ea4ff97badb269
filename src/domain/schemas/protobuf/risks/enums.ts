import { type Enum, type EnumValue, localName, pathOf } from '../schema.ts';
import { BY_NAME, type EnumRisk, NEW_READERS, OLD_READERS, SOURCES } from './rule.ts';

/** The registry compares no value of an enum. One number may have several names. */
export const enumRisks: EnumRisk = ({ older, newer }) => {
  const names = new Map(newer.values.map((value) => [value.name, value]));
  const numbers = new Set(newer.values.map(({ number }) => number));
  return older.values.flatMap((value) => {
    const now = names.get(value.name);
    if (now !== undefined) return now.number === value.number ? [] : [renumbered(newer, value, now)];
    return [numbers.has(value.number) ? renamed(newer, value) : removed(newer, value)];
  });
};

const renumbered = (newer: Enum, { name, number }: EnumValue, now: EnumValue) => ({
  id: 'PROTOBUF-ENUM-VALUE-RENUMBERED',
  path: pathOf(newer, now.number),
  message: `${name} of enum ${localName(newer)} was ${number} and is ${now.number}: data keeps the number, so it is read as another value or as none.`,
  breaks: `${NEW_READERS}, and ${OLD_READERS}`,
  source: SOURCES.enums,
});

function renamed(newer: Enum, { name, number }: EnumValue) {
  const now = newer.values.find((value) => value.number === number)?.name ?? '';
  return {
    id: 'PROTOBUF-ENUM-VALUE-RENAMED',
    path: pathOf(newer, number),
    message: `Number ${number} of enum ${localName(newer)} was ${name} and is ${now}: if the meaning changed, old data is read as the new value.`,
    breaks: BY_NAME,
    source: SOURCES.enums,
  };
}

const removed = (newer: Enum, { name, number }: EnumValue) => ({
  id: 'PROTOBUF-ENUM-VALUE-REMOVED',
  path: pathOf(newer, number),
  message: `${name} = ${number} of enum ${localName(newer)} is gone: data that holds it is read as an unknown value, in proto2 as an unset field.`,
  breaks: NEW_READERS,
  source: SOURCES.enums,
});
