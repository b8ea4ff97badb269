import { nearestNames } from '../../nearest-names.ts';
import type { SchemaProblem } from '../checker.ts';
import { isScalar } from './field-kinds.ts';
import { jsonName } from './json-name.ts';
import { resolveAsProtoc } from './resolve-name.ts';
import {
  type Enum,
  type Field,
  fullName,
  localName,
  type Message,
  type ProtobufSchema,
  type Reserved,
} from './schema.ts';
import { placeAt, tokens } from './tokens.ts';
import { WELL_KNOWN_TYPES } from './well-known.ts';

/**
 * The first thing for which protoc would refuse the text, beyond what protobufjs refuses already. No code can be made from
 * such a schema, and the registry can't build descriptors for it. Source: Protocol Buffers language specification.
 */
export function strictProblem(schema: ProtobufSchema, text: string): SchemaProblem | null {
  const fault = faultIn(schema, schema.main);
  return fault === null ? null : { ...placeOf(text, fault.words), ...fault.problem };
}

interface Fault {
  readonly problem: Pick<SchemaProblem, 'kind' | 'expected' | 'message'>;
  /** Tokens that stand at its place one after the other. */
  readonly words: readonly string[];
}

type Rule<Of> = (declared: Of, schema: ProtobufSchema) => Fault | null;

function faultIn(schema: ProtobufSchema, scope: Scope): Fault | null {
  return (
    firstFault([scope], [sharedValueNames], schema) ??
    firstFault(scope.enums, ENUM_RULES, schema) ??
    firstFault(scope.messages, MESSAGE_RULES, schema) ??
    scope.messages.reduce<Fault | null>((found, message) => found ?? faultIn(schema, message), null)
  );
}

function firstFault<Of>(all: readonly Of[], rules: readonly Rule<Of>[], schema: ProtobufSchema): Fault | null {
  for (const declared of all) {
    for (const rule of rules) {
      const fault = rule(declared, schema);
      if (fault !== null) return fault;
    }
  }
  return null;
}

type Scope = Pick<Message, 'messages' | 'enums'> & Partial<Pick<Message, 'fields' | 'oneofs'>>;

/** The names of an enum's values stand beside the enum, as in C++, so nothing of its scope may share them. */
const sharedValueNames: Rule<Scope> = ({ messages, enums, fields = [], oneofs = [] }) => {
  const taken = new Map<string, string>([
    ...fields.map(({ name }) => [name, 'a field'] as const),
    ...oneofs.map((name) => [name, 'a oneof'] as const),
    ...[...messages, ...enums].map((type) => [type.path.at(-1) ?? '', `a ${type.kind}`] as const),
  ]);
  for (const type of enums) {
    for (const { name, number } of type.values) {
      const other = taken.get(name);
      if (other !== undefined) {
        return semantic(
          [name, '=', `${number}`],
          'a name that nothing else in the scope of the enum has',
          `Value ${name} of enum ${localName(type)} has the name of ${other} beside the enum.`,
        );
      }
      taken.set(name, `a value of enum ${localName(type)}`);
    }
  }
  return null;
};

const ENUM_RULES: readonly Rule<Enum>[] = [
  (type) =>
    type.values.length > 0
      ? null
      : semantic(['enum', type.path.at(-1) ?? ''], 'at least one value', `Enum ${localName(type)} has no value.`),
  (type, { main }) => {
    const [first] = type.values;
    return main.syntax !== 'proto3' || first === undefined || first.number === 0
      ? null
      : semantic(
          [first.name, '=', `${first.number}`],
          'a first value with the number 0',
          `Enum ${localName(type)} of proto3 begins with ${first.name} = ${first.number}.`,
        );
  },
  (type) => firstReserved(type.values, type.reserved, localName(type)),
];

/** Language guide, "Assigning Field Numbers": 1 to 2²⁹ − 1, and 19,000 to 19,999 belong to the implementation. */
const LAST_NUMBER = 536_870_911;
const FIRST_INTERNAL_NUMBER = 19_000;
const LAST_INTERNAL_NUMBER = 19_999;

const MESSAGE_RULES: readonly Rule<Message>[] = [
  ({ fields, ...message }) => {
    const wrong = fields.find(
      ({ number }) =>
        number < 1 || number > LAST_NUMBER || (number >= FIRST_INTERNAL_NUMBER && number <= LAST_INTERNAL_NUMBER),
    );
    return wrong === undefined
      ? null
      : semantic(
          declarationOf(wrong),
          `a number from 1 to ${LAST_NUMBER} without ${FIRST_INTERNAL_NUMBER} to ${LAST_INTERNAL_NUMBER}`,
          `Field ${wrong.name} of ${localName(message)} has the number ${wrong.number}.`,
        );
  },
  (message) => firstReserved(message.fields, message.reserved, localName(message)),
  ({ fields, ...message }, { main }) => {
    const wrong = main.syntax === 'proto3' ? fields.find(({ defaultValue }) => defaultValue !== null) : undefined;
    return wrong === undefined
      ? null
      : semantic(
          declarationOf(wrong),
          'a field without a default, as proto3 has none',
          `Field ${wrong.name} of ${localName(message)} has a default.`,
        );
  },
  ({ fields, ...message }, { main }) => {
    const taken = new Map<string, Field>();
    for (const field of main.syntax === 'proto3' ? fields : []) {
      const name = jsonName(field);
      const other = taken.get(name);
      if (other !== undefined) {
        return semantic(
          declarationOf(field),
          'a name that is another one in JSON too',
          `Fields ${other.name} and ${field.name} of ${localName(message)} are both ${name} in JSON.`,
        );
      }
      taken.set(name, field);
    }
    return null;
  },
  (message, schema) => {
    for (const field of message.fields) {
      const fault = unresolved(schema, message, field);
      if (fault !== null) return fault;
    }
    return null;
  },
];

/** protobufjs looks only at what is reserved before the field is declared. */
function firstReserved(
  declared: readonly { readonly name: string; readonly number: number }[],
  { ranges, names }: Reserved,
  owner: string,
): Fault | null {
  const taken = new Set(names);
  for (const one of declared) {
    const byNumber = ranges.some(([first, last]) => one.number >= first && one.number <= last);
    if (!byNumber && !taken.has(one.name)) continue;
    return semantic(
      declarationOf(one),
      `a ${byNumber ? 'number' : 'name'} that is not reserved`,
      `${owner} reserves ${byNumber ? `the number ${one.number}` : `the name ${one.name}`} that ${one.name} has.`,
    );
  }
  return null;
}

function unresolved(schema: ProtobufSchema, message: Message, { type, name: fieldName }: Field): Fault | null {
  const name = type.kind === 'map' ? type.value : type.name;
  if (isScalar(name)) return null;
  const known = resolveAsProtoc(schema, message, name);
  const full = known === null ? '' : fullName(known.definition);
  const file = schema.types.has(full) ? undefined : WELL_KNOWN_TYPES.get(full)?.file;
  if (known !== null && (file === undefined || schema.imported.has(file))) return null;
  const [nearest] = known === null ? nearestNames(name, namesIn(schema), 1) : [];
  const expected = file === undefined ? 'a type that the text declares or imports' : `import "${file}"`;
  return {
    problem: {
      kind: 'unresolved-reference',
      expected: nearest === undefined ? expected : `${expected}, such as ${nearest}`,
      message: `Field ${fieldName} of ${localName(message)} has the type ${name}, which is ${file === undefined ? 'neither declared nor imported' : `not imported: import "${file}"`}.`,
    },
    words: type.kind === 'map' ? [name, '>', fieldName] : [name, fieldName],
  };
}

/** As they may be written: with and without their package. */
const namesIn = ({ types }: ProtobufSchema): readonly string[] => [
  ...new Set([...types].flatMap(([full, { definition }]) => [localName(definition), full])),
  ...WELL_KNOWN_TYPES.keys(),
];

const declarationOf = ({ name, number }: { readonly name: string; readonly number: number }): readonly string[] => [
  name,
  '=',
  `${number}`,
];

const semantic = (words: readonly string[], expected: string, message: string): Fault => ({
  words,
  problem: { kind: 'semantic', expected, message },
});

/** Numbers may be written in hexadecimal: then the words before count. null where those stand otherwise too. */
function placeOf(text: string, words: readonly string[]): Pick<SchemaProblem, 'line' | 'column'> {
  const all = [...tokens(text)];
  const find = (wanted: readonly string[]) =>
    all.find((_, start) => wanted.every((word, offset) => all[start + offset]?.text === word));
  const found = find(words) ?? (words.length > 2 ? find(words.slice(0, -1)) : undefined);
  return found === undefined ? { line: null, column: null } : placeAt(text, found.at);
}
