/** A schema in JSON, as it is written. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** Numbers from 0 to 1, the same for the same seed. Source: mulberry32 by Tommy Ettinger, public domain. */
export type Chance = () => number;
export function seeded(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const PRIMITIVES = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'];
const NAMES = ['A', 'B', 'C', 'D'];
const SPACES = ['x', 'y.z', ''];
const FIELDS = ['a', 'b', 'c', 'd', 'e'];
const SYMBOLS = ['R', 'S', 'T', 'U'];
const LOGICAL: readonly JsonObject[] = [
  { type: 'int', logicalType: 'date' },
  { type: 'long', logicalType: 'timestamp-millis' },
  { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 },
  { type: 'string', logicalType: 'uuid' },
];
const DEFAULTS: readonly Json[] = [null, 0, 'R', '', [], {}, true, 1.5];

const one = <T>(chance: Chance, from: readonly T[]): T => {
  const picked = from[Math.floor(chance() * from.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
};
const some = <T>(chance: Chance, from: readonly T[]): T[] => from.filter(() => chance() < 0.5);

/** Names of types that are written so far or being written, so that a random schema is a schema most of the time. */
type Written = string[];

/** A random schema: nested, with named types that are used again inside themselves, after their definition and before it. */
export function randomSchema(chance: Chance): Json {
  const written: Written = [];
  if (chance() < 0.2) return randomType(chance, 4, written);
  if (chance() < 0.3) return Array.from({ length: 3 }, () => randomNamed(chance, 3, written));
  return randomNamed(chance, 4, written);
}

function randomType(chance: Chance, depth: number, written: Written): Json {
  const roll = chance();
  if (roll < 0.15 && written.length > 0) return chance() < 0.95 ? one(chance, written) : one(chance, NAMES);
  if (depth === 0 || roll < 0.4) return chance() < 0.2 ? one(chance, LOGICAL) : one(chance, PRIMITIVES);
  if (roll < 0.5) return { type: 'array', items: randomType(chance, depth - 1, written) };
  if (roll < 0.57) return { type: 'map', values: randomType(chance, depth - 1, written) };
  if (roll < 0.77) return randomUnion(chance, depth - 1, written);
  return randomNamed(chance, depth, written);
}

function randomUnion(chance: Chance, depth: number, written: Written): Json {
  const branches = new Map<string, Json>();
  for (let count = Math.floor(chance() * 4); count > 0; count--) {
    const branch = randomType(chance, depth, written);
    if (Array.isArray(branch)) continue;
    if (!branches.has(nameOf(branch))) branches.set(nameOf(branch), branch);
  }
  return [...branches.values()];
}

function randomNamed(chance: Chance, depth: number, written: Written): Json {
  const name = one(chance, NAMES);
  const namespace = chance() < 0.3 ? one(chance, SPACES) : null;
  const full = namespace === null || namespace === '' ? name : `${namespace}.${name}`;
  if (written.includes(full) && chance() < 0.97) return full;
  written.push(full);
  const header = {
    name,
    ...(namespace === null ? {} : { namespace }),
    ...(chance() < 0.2 ? { aliases: [one(chance, [...NAMES, 'x.A', 'y.z.B', '.C'])] } : {}),
  };
  const roll = chance();
  if (roll < 0.15) return { type: 'fixed', ...header, size: one(chance, [4, 16]) };
  if (roll < 0.35) {
    const symbols = some(chance, SYMBOLS);
    const [first] = symbols;
    return { type: 'enum', ...header, symbols, ...(first !== undefined && chance() < 0.4 ? { default: first } : {}) };
  }
  const fields = some(chance, FIELDS).map((field) => randomField(chance, field, depth - 1, written));
  return { type: 'record', ...header, fields };
}

function randomField(chance: Chance, name: string, depth: number, written: Written): Json {
  const type = randomType(chance, Math.max(depth, 0), written);
  const fitting = chance() < 0.98 ? fittingDefault(type) : one(chance, DEFAULTS);
  return {
    name,
    type,
    ...(fitting !== undefined && chance() < 0.5 ? { default: fitting } : {}),
    ...(chance() < 0.15 ? { aliases: [one(chance, FIELDS)] } : {}),
  };
}

function fittingDefault(type: Json): Json | undefined {
  const [first] = Array.isArray(type) ? type : [type];
  const word = isObject(first) ? first.type : first;
  switch (word) {
    case 'null':
      return null;
    case 'boolean':
      return true;
    case 'int':
    case 'long':
    case 'float':
    case 'double':
      return 1;
    case 'bytes':
    case 'string':
    case 'enum':
    case 'fixed':
      return 'R';
    case 'array':
      return [];
    case 'map':
      return {};
    default:
      return undefined;
  }
}

/** How likely each part of a schema is to change. */
const RATE = 0.12;

/** The schema with some changes, as people make them and as they should not. */
export function changed(chance: Chance, schema: Json): Json {
  const rarely = () => chance() < RATE;
  if (typeof schema === 'string') return rarely() ? one(chance, [...PRIMITIVES, ...NAMES]) : schema;
  if (Array.isArray(schema)) {
    const branches = schema.map((branch) => changed(chance, branch));
    if (rarely()) branches.shift();
    if (rarely()) branches.reverse();
    if (rarely()) branches.push(one(chance, PRIMITIVES));
    return [...new Map(branches.map((branch) => [nameOf(branch), branch])).values()];
  }
  if (!isObject(schema)) return schema;
  const { type, items, values, fields, symbols, size } = schema;
  if (items !== undefined) return rarely() ? changed(chance, items) : { type: 'array', items: changed(chance, items) };
  if (values !== undefined)
    return rarely() ? changed(chance, values) : { type: 'map', values: changed(chance, values) };
  const named = rarely() ? renamed(chance, schema) : schema;
  if (Array.isArray(fields)) return { ...named, fields: changedFields(chance, fields) };
  if (symbols !== undefined && rarely())
    return { type: 'enum', name: named.name ?? 'A', symbols: some(chance, SYMBOLS) };
  if (size !== undefined && rarely()) return { ...named, size: one(chance, [4, 16]) };
  return schema.logicalType !== undefined && rarely() && type !== undefined ? type : named;
}

function renamed(chance: Chance, schema: JsonObject): JsonObject {
  const name = one(chance, NAMES);
  const { name: before = 'A', namespace: space } = schema;
  if (chance() < 0.3) return { ...schema, namespace: one(chance, SPACES) };
  if (chance() < 0.5) return { ...schema, name };
  return { ...schema, name, aliases: [typeof space === 'string' && space !== '' ? `${space}.${before}` : before] };
}

function changedFields(chance: Chance, fields: readonly Json[]): Json[] {
  const kept = fields
    .filter(() => chance() >= RATE)
    .map((field) => (isObject(field) ? changedField(chance, field) : field));
  if (chance() < RATE) kept.reverse();
  if (chance() < 2 * RATE) kept.push(randomField(chance, one(chance, FIELDS), 1, []));
  return [...new Map(kept.map((field) => [isObject(field) ? field.name : '', field])).values()];
}

function changedField(chance: Chance, field: JsonObject): Json {
  const { name = 'a', default: preset, aliases, ...rest } = field;
  const type = changed(chance, field.type ?? 'null');
  const fitting = fittingDefault(type);
  const keeps = chance() < RATE ? preset === undefined : preset !== undefined;
  const moves = chance() < RATE;
  return {
    ...rest,
    name: moves ? one(chance, FIELDS) : name,
    type,
    ...(moves && chance() < 0.7 ? { aliases: [name] } : aliases === undefined ? {} : { aliases }),
    ...(keeps && fitting !== undefined ? { default: fitting } : {}),
  };
}

/** What two branches of a union may not have in common. */
const nameOf = (branch: Json): string => (isObject(branch) ? `${branch.name ?? branch.type}` : `${branch}`);

const isObject = (node: Json | undefined): node is JsonObject =>
  typeof node === 'object' && node !== null && !Array.isArray(node);
