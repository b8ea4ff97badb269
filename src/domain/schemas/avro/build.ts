import { nearestNames } from '../../nearest-names.ts';
import {
  enumDefaultOf,
  fieldHeaderOf,
  headerOf,
  propertiesOf,
  type Reading,
  refusal,
  required,
  sizeOf,
  symbolsOf,
  textOf,
} from './attributes.ts';
import { checkDefault } from './defaults.ts';
import { type JsonArray, type JsonNode, type JsonObject, writeJson } from './json.ts';
import { logicalType } from './logical-types.ts';
import {
  type AvroArray,
  type AvroEnum,
  type AvroField,
  type AvroFixed,
  type AvroMap,
  type AvroName,
  type AvroNamed,
  type AvroRecord,
  type AvroType,
  type AvroUnion,
  isPrimitive,
  PRIMITIVES,
  UNRESOLVED,
} from './model.ts';
import { nameOf } from './names.ts';
import type { Use } from './reference-cycle.ts';
import { Refusal } from './refusal.ts';
import { sameDefinition } from './same-definition.ts';

type Draft<T> = { -readonly [Key in keyof T]: T[Key] };
type Put = (type: AvroType) => void;

/** A use of a name before its definition. */
interface Pending {
  readonly text: number;
  readonly at: number;
  readonly name: AvroName;
  readonly written: string;
  readonly put: Put;
}

interface Definition {
  readonly type: AvroNamed;
  readonly text: number;
}

export interface Builder {
  /** Reads the schema of one text and hands it over now, or in `finish` when it is a name that is not defined yet. */
  add(text: number, node: JsonNode, put: Put): void;
  /** Puts definitions where they were used before they were read, and checks what needs them. Throws a Refusal. */
  finish(): readonly Use[];
}

/**
 * Builds types out of JSON, one table of names for all texts. `strict` checks names and defaults, as the registry does for new
 * schemas. Sources: Avro specification, "Schema Declaration"; Avro 1.12.1, Schema.parse and ParseContext, which also take a
 * name before its definition.
 */
export function typeBuilder(strict: boolean): Builder {
  const definitions = new Map<string, Definition>();
  const pending: Pending[] = [];
  const uses: Use[] = [];
  const checks: (() => void)[] = [];

  function add(text: number, root: JsonNode, putRoot: Put): void {
    const reading: Reading = { text, strict };

    function build(node: JsonNode, space: string | null, put: Put): void {
      if (node.kind === 'text') {
        byName(node.value, node, space, put);
      } else if (node.kind === 'array') {
        put(union(node, space));
      } else if (node.kind === 'object') {
        const word = textOf(node, 'type');
        if (word === null)
          throw refusal(reading, node, '"type" with a name', 'A type has no "type", or one that is not a string.');
        const type = byType(word, node, space);
        if (type === null) byName(word, node.members.get('type') ?? node, space, put);
        else put(type);
      } else {
        throw refusal(reading, node, 'a name, an object or an array', `The value ${writeJson(node)} is not a type.`);
      }
    }

    /** null when the word is the name of a type that is defined elsewhere. */
    function byType(word: string, node: JsonObject, space: string | null): AvroType | null {
      switch (word) {
        case 'record':
        case 'error':
          return define(record(node, space), node);
        case 'enum':
          return define(enumeration(node, space), node);
        case 'fixed':
          return define(fixed(node, space), node);
        case 'array': {
          const array: Draft<AvroArray> = { kind: 'array', items: UNRESOLVED, properties: propertiesOf(node) };
          build(required(reading, node, 'items'), space, (items) => {
            array.items = items;
          });
          return array;
        }
        case 'map': {
          const map: Draft<AvroMap> = { kind: 'map', values: UNRESOLVED, properties: propertiesOf(node) };
          build(required(reading, node, 'values'), space, (values) => {
            map.values = values;
          });
          return map;
        }
        default: {
          if (!isPrimitive(word)) return null;
          const properties = propertiesOf(node);
          return { kind: word, logical: logicalType(word, null, properties), properties };
        }
      }
    }

    function byName(written: string, node: JsonNode, space: string | null, put: Put): void {
      const name = nameOf(written, space);
      const known = definitions.get(name.full) ?? definitions.get(written);
      if (isPrimitive(written)) put({ kind: written, logical: null, properties: new Map() });
      else if (known === undefined) pending.push({ text, at: node.at, name, written, put });
      else put(used(known, text));
    }

    function union(node: JsonArray, space: string | null): AvroUnion {
      const branches: AvroType[] = [];
      for (const [index, item] of node.items.entries()) {
        if (item.kind === 'array')
          throw refusal(reading, item, 'a type that is no union', 'A union holds another union.');
        branches.push(UNRESOLVED);
        build(item, space, (branch) => {
          branches[index] = branch;
        });
      }
      checks.push(() => {
        const seen = new Set<string>();
        for (const branch of branches) {
          const name = 'name' in branch ? branch.name.full : branch.kind;
          if (seen.has(name)) throw refusal(reading, node, 'each type once', `A union holds ${name} twice.`);
          seen.add(name);
        }
      });
      return { kind: 'union', branches };
    }

    function record(node: JsonObject, space: string | null): AvroRecord {
      const header = headerOf(reading, node, space);
      const { full } = header.name;
      const list = node.members.get('fields');
      if (list?.kind !== 'array')
        throw refusal(reading, node, '"fields" with an array', `The record ${full} has no "fields".`);
      const fieldsByName = new Map<string, AvroField>();
      for (const item of list.items) {
        const made = field(item, header.name);
        if (fieldsByName.has(made.name))
          throw refusal(reading, item, 'a name of its own', `The record ${full} has two fields named "${made.name}".`);
        fieldsByName.set(made.name, made);
      }
      return { kind: 'record', ...header, fields: [...fieldsByName.values()], fieldsByName };
    }

    function field(node: JsonNode, owner: AvroName): AvroField {
      if (node.kind !== 'object')
        throw refusal(reading, node, 'an object', `A field of ${owner.full} is not an object.`);
      const made: Draft<AvroField> = { ...fieldHeaderOf(reading, node, owner), type: UNRESOLVED };
      build(required(reading, node, 'type'), owner.space, (type) => {
        made.type = type;
      });
      checks.push(() => checkDefault(reading, made, owner));
      return made;
    }

    function enumeration(node: JsonObject, space: string | null): AvroEnum {
      const header = headerOf(reading, node, space);
      const symbols = symbolsOf(reading, node, header.name);
      return { kind: 'enum', ...header, symbols, default: enumDefaultOf(reading, node, header.name, symbols) };
    }

    function fixed(node: JsonObject, space: string | null): AvroFixed {
      const header = headerOf(reading, node, space);
      const size = sizeOf(reading, node, header.name);
      return { kind: 'fixed', ...header, size, logical: logicalType('fixed', size, header.properties) };
    }

    function define<T extends AvroNamed>(type: T, node: JsonNode): T {
      const { full } = type.name;
      const known = definitions.get(full);
      if (known === undefined) definitions.set(full, { type, text });
      else if (!sameDefinition(known.type, type))
        throw refusal(reading, node, 'a name of its own', `The name ${full} is defined twice, and differently.`);
      return type;
    }

    build(root, null, putRoot);
  }

  function used({ type, text }: Definition, user: number): AvroNamed {
    if (text !== user) uses.push({ user, definer: text });
    return type;
  }

  function finish(): readonly Use[] {
    for (const use of pending) {
      // The registry reads a reference before the text that needs it; here it may come later, so look without namespace too.
      // Avro copies a definition that is used before it in a union that is no part of a named type, and may then name one place
      // more than we do: seen in 2 of 190,000 random pairs, with the same verdict.
      const other = definitions.get(use.written);
      const known = definitions.get(use.name.full) ?? (other?.text === use.text ? undefined : other);
      if (known === undefined) throw unresolved(use, [...definitions.keys()]);
      use.put(used(known, use.text));
    }
    for (const check of checks) check();
    return uses;
  }

  return { add, finish };
}

function unresolved({ text, at, name, written }: Pending, defined: readonly string[]): Refusal {
  const [near] = nearestNames(written, [...PRIMITIVES, ...defined]);
  const meant = near === undefined ? '' : ` Is ${near} meant?`;
  const message = `The type ${name.full} is neither primitive nor defined in the schema or its references.${meant}`;
  return new Refusal('unresolved-reference', text, at, 'the name of a type', message);
}
