import { kindOf } from '../field-kinds.ts';
import { nameOf } from '../members.ts';
import { renderType } from '../render.ts';
import { type Field, localName } from '../schema.ts';
import { type FieldChange, type FieldRisk, NEW_READERS, OLD_READERS, SOURCES } from './rule.ts';

const TWO_31 = 2n ** 31n;
const TWO_32 = 2n ** 32n;
const TWO_63 = 2n ** 63n;
const TWO_64 = 2n ** 64n;

interface Range {
  readonly least: bigint;
  readonly most: bigint;
}
const SIGNED_32: Range = { least: -TWO_31, most: TWO_31 - 1n };
const SIGNED_64: Range = { least: -TWO_63, most: TWO_63 - 1n };
const UNSIGNED_32: Range = { least: 0n, most: TWO_32 - 1n };
const UNSIGNED_64: Range = { least: 0n, most: TWO_64 - 1n };

const RANGES: ReadonlyMap<string, Range> = new Map([
  ['int32', SIGNED_32],
  ['sint32', SIGNED_32],
  ['sfixed32', SIGNED_32],
  ['int64', SIGNED_64],
  ['sint64', SIGNED_64],
  ['sfixed64', SIGNED_64],
  ['uint32', UNSIGNED_32],
  ['fixed32', UNSIGNED_32],
  ['uint64', UNSIGNED_64],
  ['fixed64', UNSIGNED_64],
  ['bool', { least: 0n, most: 1n }],
]);

/** Types of one group share their bytes, not their values: what does not fit is cut off or changes its sign. */
export const rangeRisk: FieldRisk = (change) => {
  if (!sameGroup(change)) return null;
  const [older, newer] = [rangeOf(change.older), rangeOf(change.newer)];
  if (older === null || newer === null) return null;
  const losers = [...(fits(older, newer) ? [] : [NEW_READERS]), ...(fits(newer, older) ? [] : [OLD_READERS])];
  if (losers.length === 0) return null;
  return {
    id: 'PROTOBUF-NUMBER-RANGE-CHANGED',
    path: change.path,
    message: `${changed(change)}: numbers that do not fit are cut off or change their sign, without an error.`,
    breaks: losers.join(', and '),
    source: SOURCES.updating,
  };
};

const fits = (inner: Range, outer: Range): boolean => inner.least >= outer.least && inner.most <= outer.most;

/** An enum holds 32 bits; of other types there is no range. */
const rangeOf = ({ type }: Field): Range | null =>
  type.kind === 'map' || ['string', 'bytes', 'float', 'double'].includes(type.name)
    ? null
    : (RANGES.get(type.name) ?? SIGNED_32);

/** What is no UTF-8 is no string: parsers of proto3 refuse the whole message. */
export const stringRisk: FieldRisk = (change) => {
  const [older, newer] = [renderType(change.older.type), renderType(change.newer.type)];
  const [intoString, outOfString] = [older === 'bytes' && newer === 'string', older === 'string' && newer === 'bytes'];
  if (!intoString && !outOfString) return null;
  return {
    id: 'PROTOBUF-STRING-BYTES-CHANGED',
    path: change.path,
    message: `${changed(change)}: bytes that are not UTF-8 make a message unreadable where a string is expected.`,
    breaks: intoString ? NEW_READERS : OLD_READERS,
    source: SOURCES.updating,
  };
};

/** The registry sees labels of numbers only, and only where both texts write one. */
export const cardinalityRisk: FieldRisk = (change) => {
  const [before, after] = [change.older.label === 'repeated', change.newer.label === 'repeated'];
  if (before === after || refused(change)) return null;
  return {
    id: 'PROTOBUF-CARDINALITY-CHANGED',
    path: change.path,
    message: `Field ${nameOf(change.newer)} of ${localName(change.messages.newer)} ${after ? 'becomes' : 'was'} repeated: read as one value, a list is its last element, of messages a mixture of all, and packed numbers may be lost.`,
    breaks: after ? OLD_READERS : NEW_READERS,
    source: SOURCES.updating,
  };
};

/** A message without a required field can't be read at all. */
export const requiredRisk: FieldRisk = (change) => {
  const [before, after] = [change.older.label === 'required', change.newer.label === 'required'];
  if (before === after || refused(change)) return null;
  return {
    id: 'PROTOBUF-REQUIRED-CHANGED',
    path: change.path,
    message: `Field ${nameOf(change.newer)} of ${localName(change.messages.newer)} ${after ? 'becomes' : 'was'} required: a message without it can't be read.`,
    breaks: after ? NEW_READERS : OLD_READERS,
    source: SOURCES.presence,
  };
};

/** A default is not written: it is what the reader's schema says. */
export const defaultRisk: FieldRisk = (change) => {
  const [before, after] = [change.older.defaultValue, change.newer.defaultValue];
  if (before === after) return null;
  return {
    id: 'PROTOBUF-DEFAULT-CHANGED',
    path: change.path,
    message: `Field ${nameOf(change.newer)} of ${localName(change.messages.newer)} had ${words(before)} and has ${words(after)}: one unset field reads differently under the two schemas.`,
    breaks: 'consumers and producers that rely on the default, until all have the same schema',
    source: SOURCES.updating,
  };
};

const words = (value: string | null): string => (value === null ? 'no default' : `the default ${value}`);

/** The registry refuses another kind of type, and other labels of numbers where both texts write one. */
function refused(change: FieldChange): boolean {
  const { before, after } = kinds(change);
  if (before.kind !== after.kind || after.kind === 'map') return true;
  const isNumber = after.kind === 'scalar' && after.group !== 'bytes';
  return isNumber && change.older.label !== null && change.newer.label !== null;
}

const kinds = ({ older, newer, schemas, messages }: FieldChange) => ({
  before: kindOf(schemas.older, messages.older, older.type),
  after: kindOf(schemas.newer, messages.newer, newer.type),
});

function sameGroup(change: FieldChange): boolean {
  const { before, after } = kinds(change);
  return before.kind === 'scalar' && after.kind === 'scalar' && before.group === after.group;
}

const changed = ({ older, newer, messages }: FieldChange): string =>
  `Field ${nameOf(newer)} of ${localName(messages.newer)} was ${renderType(older.type)} and is ${renderType(newer.type)}`;
