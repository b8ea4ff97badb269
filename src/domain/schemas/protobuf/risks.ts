import type { SchemaRisk } from '../checker.ts';
import { byNumber } from './members.ts';
import { resolveAsProtoc } from './resolve-name.ts';
import { enumRisks } from './risks/enums.ts';
import { nameRisk } from './risks/names.ts';
import { numberRisks } from './risks/numbers.ts';
import type { Change, EnumRisk, FieldChange, FieldRisk, MessageRisk, SchemaWideRisk } from './risks/rule.ts';
import { releaseRisk, syntaxRisk } from './risks/schema-wide.ts';
import { uncomparedImportRisk } from './risks/uncompared-import.ts';
import { cardinalityRisk, defaultRisk, rangeRisk, requiredRisk, stringRisk } from './risks/values.ts';
import { type Enum, type Field, fullName, localName, type Message, type ProtobufSchema, pathOf } from './schema.ts';

const FIELD_RISKS: readonly FieldRisk[] = [
  nameRisk,
  rangeRisk,
  stringRisk,
  cardinalityRisk,
  requiredRisk,
  defaultRisk,
  uncomparedImportRisk,
];
const MESSAGE_RISKS: readonly MessageRisk[] = [numberRisks];
const ENUM_RISKS: readonly EnumRisk[] = [enumRisks];
const SCHEMA_RISKS: readonly SchemaWideRisk[] = [syntaxRisk, releaseRisk];

/** What Confluent's registry accepts between two versions of a Protobuf schema, and what still breaks somebody. */
export function protobufRisks(older: ProtobufSchema, newer: ProtobufSchema): readonly SchemaRisk[] {
  const schemas = { older, newer };
  const found = SCHEMA_RISKS.flatMap((risk) => risk(schemas));
  for (const { messages, enums } of changesIn(schemas)) {
    found.push(...enums.flatMap((change) => ENUM_RISKS.flatMap((risk) => risk(change))));
    if (messages === null) continue;
    found.push(...MESSAGE_RISKS.flatMap((risk) => risk(messages)));
    for (const change of fieldChanges(schemas, messages))
      found.push(...FIELD_RISKS.flatMap((risk) => risk(change) ?? []));
  }
  return found;
}

interface ScopeChange {
  /** null for the text as a whole. */
  readonly messages: Change<Message> | null;
  readonly enums: readonly Change<Enum>[];
}

/** Every message that both versions have, and what its fields hold of imported files, each once. */
function* changesIn(schemas: Change<ProtobufSchema>): Generator<ScopeChange> {
  const { older, newer } = schemas;
  const seen = new Set<string>();
  const once = <Of extends Message | Enum>(changes: readonly Change<Of>[]): readonly Change<Of>[] =>
    changes.filter((change) => {
      const key = `${fullName(change.older)} ${fullName(change.newer)}`;
      return !seen.has(key) && seen.add(key);
    });
  yield { messages: null, enums: once(sameNames(older.main.enums, newer.main.enums)) };
  const waiting = [...once(sameNames(older.main.messages, newer.main.messages))];
  for (let messages = waiting.pop(); messages !== undefined; messages = waiting.pop()) {
    const held = fieldChanges(schemas, messages).map(heldTypes);
    yield {
      messages,
      enums: once([...sameNames(messages.older.enums, messages.newer.enums), ...held.flatMap(({ enums }) => enums)]),
    };
    waiting.push(
      ...once([...sameNames(messages.older.messages, messages.newer.messages), ...held.flatMap((one) => one.messages)]),
    );
  }
}

function sameNames<Of extends Message | Enum>(older: readonly Of[], newer: readonly Of[]): readonly Change<Of>[] {
  const byName = new Map(newer.map((one) => [localName(one), one]));
  return older.flatMap((one) => {
    const other = byName.get(localName(one));
    return other === undefined ? [] : [{ older: one, newer: other }];
  });
}

function fieldChanges(schemas: Change<ProtobufSchema>, messages: Change<Message>): readonly FieldChange[] {
  const newer = byNumber(messages.newer.fields);
  return messages.older.fields.flatMap((field) => {
    const now = newer.get(field.number);
    if (now === undefined) return [];
    const path = pathOf(messages.newer, ...(now.oneof === null ? [] : [now.oneof]), now.number);
    return [{ older: field, newer: now, path, schemas, messages }];
  });
}

/** Another enum in place of the old one is compared with it; another message is refused by the registry. */
function heldTypes({ older, newer, schemas, messages }: FieldChange): {
  readonly messages: readonly Change<Message>[];
  readonly enums: readonly Change<Enum>[];
} {
  const before = resolveAsProtoc(schemas.older, messages.older, heldName(older))?.definition;
  const after = resolveAsProtoc(schemas.newer, messages.newer, heldName(newer))?.definition;
  if (before?.kind === 'message' && after?.kind === 'message' && localName(before) === localName(after))
    return { messages: [{ older: before, newer: after }], enums: [] };
  if (before?.kind === 'enum' && after?.kind === 'enum' && before.values.length > 0 && after.values.length > 0)
    return { messages: [], enums: [{ older: before, newer: after }] };
  return { messages: [], enums: [] };
}

const heldName = ({ type }: Field): string => (type.kind === 'map' ? type.value : type.name);
