import protobuf from 'protobufjs';
import type { Parsed, SchemaProblem } from '../checker.ts';
import {
  costlyProblem,
  emptyProblem,
  problemOf,
  unknownSyntaxProblem,
  unreadableNameProblem,
} from './parser-problems.ts';
import { tooCostly } from './parsing-cost.ts';
import type { Enum, Field, FieldType, Message, ProtoFile, Reserved } from './schema.ts';
import { tokens } from './tokens.ts';

/**
 * One Protobuf text, read by the parser of protobufjs 8 into our own plain form. Nothing but the parser is used: it looks up no
 * name, loads no file and generates no code.
 */
export function readFile(text: string): Parsed<ProtoFile> {
  const [first, sign, third, fourth] = tokens(text);
  if (first === undefined) return failed(emptyProblem);
  const value = third?.text.slice(1, -1) ?? '';
  const isSyntax = (value === 'proto2' || value === 'proto3') && !/^["']/.test(fourth?.text ?? '');
  if (first.text === 'syntax' && sign?.text === '=' && !isSyntax) return failed(unknownSyntaxProblem(text));
  if (tooCostly(text)) return failed(costlyProblem);
  const parsed = parse(text);
  if (typeof parsed === 'string') return failed(problemOf(text, parsed, complaintAbout));
  if (text.includes(UNREADABLE_NAME) && [...tokens(text)].some((token) => token.text === UNREADABLE_NAME))
    return failed(unreadableNameProblem(text, UNREADABLE_NAME));
  // protoc takes a text that does not say for proto2.
  const syntax = first.text === 'syntax' || first.text === 'edition' ? value : 'proto2';
  return { schema: toFile(parsed, syntax), problem: null };
}

const failed = (problem: SchemaProblem) => ({ schema: null, problem });

const UNREADABLE_NAME = '__proto__';

/** The complaint when there is one. protobufjs throws whatever is wrong, in words that are its only form. */
function parse(text: string): protobuf.IParserResult | string {
  try {
    return protobuf.parse(text, new protobuf.Root(), { keepCase: true });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function complaintAbout(text: string): string | null {
  const parsed = parse(text);
  return typeof parsed === 'string' ? parsed : null;
}

function toFile({ package: pkg = '', imports = [], weakImports = [], root }: protobuf.IParserResult, syntax: string) {
  let scope: protobuf.NamespaceBase | null = root;
  for (const part of pkg === '' ? [] : pkg.split('.')) {
    const inner: protobuf.ReflectionObject | null = scope?.get(part) ?? null;
    scope = inner instanceof protobuf.Namespace ? inner : null;
  }
  return {
    syntax,
    package: pkg,
    imports: [...imports, ...weakImports],
    ...typesIn(scope, { package: pkg, path: [], syntax }),
  };
}

interface Scope {
  readonly package: string;
  readonly path: readonly string[];
  readonly syntax: string;
}

/** Groups are fields and types at once; the registry compares neither. */
function typesIn(namespace: protobuf.NamespaceBase | null, scope: Scope): Pick<Message, 'messages' | 'enums'> {
  const nested = namespace?.nestedArray ?? [];
  return {
    messages: nested
      .filter((type) => type instanceof protobuf.Type)
      .filter((type) => !isGroup(type))
      .map((type) => toMessage(type, scope)),
    enums: nested.filter((type) => type instanceof protobuf.Enum).map((type) => toEnum(type, scope)),
  };
}

const isGroup = (type: protobuf.ReflectionObject | null): boolean =>
  type instanceof protobuf.Type && 'group' in type && type.group === true;

function toMessage(type: protobuf.Type, outer: Scope): Message {
  const scope = { ...outer, path: [...outer.path, type.name] };
  // A field with a declaring field stands in an `extend` block of the same text.
  const fields = type.fieldsArray.filter((field) => field.declaringField === null && !isGroup(type.get(field.type)));
  return {
    kind: 'message',
    package: scope.package,
    path: scope.path,
    fields: fields.map((field) => toField(field, scope.syntax)),
    oneofs: type.oneofsArray.filter((oneof) => !oneof.fieldsArray.some(isProto3Optional)).map(({ name }) => name),
    ...typesIn(type, scope),
    reserved: toReserved(type.reserved),
    isMapEntry: type.options?.map_entry === true,
  };
}

/** protobufjs makes an own oneof for each `optional` of proto3. */
const isProto3Optional = (field: protobuf.Field): boolean => field.options?.proto3_optional === true;

function toField(field: protobuf.Field, syntax: string): Field {
  const options: Readonly<Record<string, unknown>> = field.options ?? {};
  const oneof = isProto3Optional(field) ? null : (field.partOf?.name ?? null);
  const type: FieldType =
    field instanceof protobuf.MapField
      ? { kind: 'map', key: field.keyType, value: field.type }
      : { kind: 'plain', name: field.type };
  return {
    name: field.name,
    number: field.id,
    type,
    label: oneof === null && type.kind === 'plain' ? labelOf(field, syntax) : null,
    oneof,
    jsonName: typeof options.json_name === 'string' ? options.json_name : null,
    defaultValue: options.default === undefined ? null : String(options.default),
  };
}

/** protobufjs does not keep `optional`; in proto2 every plain field without another label has it. */
function labelOf(field: protobuf.Field, syntax: string): Field['label'] {
  if (field.rule === 'repeated' || field.rule === 'required') return field.rule;
  return syntax === 'proto2' || isProto3Optional(field) ? 'optional' : null;
}

const toEnum = (type: protobuf.Enum, scope: Scope): Enum => ({
  kind: 'enum',
  package: scope.package,
  path: [...scope.path, type.name],
  values: Object.entries(type.values).map(([name, number]) => ({ name, number })),
  reserved: toReserved(type.reserved),
});

function toReserved(reserved: readonly (readonly number[] | string)[] | undefined): Reserved {
  const ranges: (readonly [number, number])[] = [];
  const names: string[] = [];
  for (const entry of reserved ?? []) {
    const [first, last] = typeof entry === 'string' ? [] : entry;
    if (typeof entry === 'string') names.push(entry);
    else if (first !== undefined) ranges.push([first, last ?? first]);
  }
  return { ranges, names };
}
