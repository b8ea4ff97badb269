import { named } from '../../named.ts';
import { nearestNames } from '../../nearest-names.ts';
import type { Parsed, ReferencedSchema, SchemaProblem, SchemaSource } from '../checker.ts';
import { MOST_CHARS, tooLong } from './limits.ts';
import { readFile } from './read-file.ts';
import {
  type Enum,
  fullName,
  type KnownType,
  type Message,
  type Origin,
  type ProtobufSchema,
  type ProtoFile,
} from './schema.ts';
import { strictProblem } from './strict-rules.ts';
import { placeAt, tokens } from './tokens.ts';
import { WELL_KNOWN_FILES } from './well-known.ts';

/**
 * Reads a text and every file that it imports. A new schema must also be one that protoc takes, since the registry builds
 * descriptors before it registers; what is stored passed that once and is only read.
 */
export function parseSchema(source: SchemaSource, stored: boolean): Parsed<ProtobufSchema> {
  if (tooLong(source)) return { schema: null, problem: lengthProblem };
  const main = readFile(source.text);
  if (main.problem !== null) return main;
  const imports = readImports(main.schema, source);
  if ('kind' in imports) return { schema: null, problem: imports };
  const direct = new Set(main.schema.imports);
  const types = new Map<string, KnownType>();
  for (const { file, reference } of imports) collect(file, originOf(reference, direct), types);
  collect(main.schema, 'own', types);
  const imported = new Set([main.schema, ...imports.map(({ file }) => file)].flatMap((file) => file.imports));
  const schema = { main: main.schema, types, imported };
  const problem = stored ? null : strictProblem(schema, source.text);
  return problem === null ? { schema, problem } : { schema: null, problem };
}

const lengthProblem: SchemaProblem = {
  kind: 'limit',
  line: null,
  column: null,
  expected: `at most ${MOST_CHARS / 1_000_000} million characters with all references`,
  message: 'The schema is too long to be checked.',
};

/** The registry knows the version of a reference of the text itself, of nothing that a reference imports. */
const originOf = ({ name, registered }: ReferencedSchema, direct: ReadonlySet<string>): Origin =>
  registered !== null && direct.has(name) ? registered : 'elsewhere';

function collect(scope: Pick<Message, 'messages' | 'enums'>, origin: Origin, types: Map<string, KnownType>): void {
  const add = (definition: Message | Enum) => types.set(fullName(definition), { definition, origin });
  scope.enums.forEach(add);
  for (const message of scope.messages) {
    add(message);
    collect(message, origin, types);
  }
}

interface ImportedFile {
  readonly file: ProtoFile;
  readonly reference: ReferencedSchema;
}

/** A file whose imports are being read, and which of them is next. */
interface Reading {
  readonly name: string | null;
  readonly text: string;
  readonly file: ProtoFile;
  next: number;
}

/** Depth first without recursion, as a chain of imports may be as long as anyone likes. */
function readImports(main: ProtoFile, source: SchemaSource): readonly ImportedFile[] | SchemaProblem {
  const references = new Map(source.references.map((reference) => [reference.name, reference]));
  const read = new Map<string, ImportedFile>();
  const open: Reading[] = [{ name: null, text: source.text, file: main, next: 0 }];
  const openNames = new Set<string>();
  for (let reading = open.at(-1); reading !== undefined; reading = open.at(-1)) {
    const name = reading.file.imports[reading.next++];
    if (name === undefined) {
      open.pop();
      openNames.delete(reading.name ?? '');
      continue;
    }
    if (openNames.has(name)) {
      const names = open.map((one) => one.name ?? '');
      return cycleProblem(reading, [...names.slice(names.indexOf(name)), name]);
    }
    const reference = references.get(name);
    if (read.has(name) || (reference === undefined && WELL_KNOWN_FILES.has(name))) continue;
    if (reference === undefined) return missingProblem(reading, name, [...references.keys(), ...WELL_KNOWN_FILES]);
    const { schema: file, problem } = readFile(reference.text);
    if (problem !== null) return { ...problem, message: `In the import ${named(name)}: ${problem.message}` };
    read.set(name, { file, reference });
    open.push({ name, text: reference.text, file, next: 0 });
    openNames.add(name);
  }
  return [...read.values()];
}

const cycleProblem = (reading: Reading, circle: readonly string[]): SchemaProblem => ({
  kind: 'reference-cycle',
  ...placeOfImport(reading, circle.at(-1) ?? ''),
  expected: 'imports that lead to an end',
  message: `The imports go in a circle: ${circle.map(named).join(' → ')}.`,
});

function missingProblem(reading: Reading, name: string, known: readonly string[]): SchemaProblem {
  const [nearest] = nearestNames(name, known, 1);
  return {
    kind: 'unresolved-reference',
    ...placeOfImport(reading, name),
    expected: `a reference with the name ${named(name)}`,
    message: `${reading.name === null ? 'The text' : named(reading.name)} imports ${named(name)}, which is neither among the references nor a file that every registry has${nearest === undefined ? '' : `; did you mean ${named(nearest)}`}.`,
  };
}

/** null where the path is written in pieces or with escapes. */
function placeOfImport(
  { text }: Reading,
  name: string,
): { readonly line: number | null; readonly column: number | null } {
  let inImport = false;
  for (const token of tokens(text)) {
    if (token.text === 'import') inImport = true;
    if (inImport && token.text.slice(1, -1) === name) return placeAt(text, token.at);
    if (token.text === ';') inImport = false;
  }
  return { line: null, column: null };
}
