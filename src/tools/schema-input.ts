import type { SchemaChange } from '../domain/schemas/change.ts';
import type { HistoryVersion } from '../domain/schemas/check-history.ts';
import type { ReferencedSchema, RegistryProfile, SchemaSource } from '../domain/schemas/checker.ts';
import type { CompatibilityObservation } from '../domain/schemas/compatibility-observation.ts';
import { detectType } from '../domain/schemas/detect-type.ts';
import { examineChange } from '../domain/schemas/examine-change.ts';
import { type CompatibilityAnswer, judgeCompatibility } from '../domain/schemas/judge-compatibility.ts';
import type { Judged } from '../domain/schemas/judged.ts';
import { BACKWARD, type CompatibilityLevel, levelOf } from '../domain/schemas/levels.ts';
import { loadFormat } from '../domain/schemas/load-format.ts';
import type { SchemaReference, SchemaType } from '../domain/schemas/observation.ts';
import { profileOf } from '../domain/schemas/profile.ts';
import type { Ports } from '../ports.ts';
import { brokenJson, halfReference, missingReferences, needsRegistry, tooMuchText } from './schema-failures.ts';

/** What a caller gives; `level` is null when he leaves it to the subject. */
export interface SchemaInput {
  readonly schema: string;
  readonly subject?: string | undefined;
  readonly previous?: readonly PreviousVersion[] | undefined;
  readonly references?: readonly GivenReference[] | undefined;
  readonly schema_type?: SchemaType | undefined;
  readonly level: CompatibilityLevel | null;
  readonly profile?: RegistryProfile | undefined;
}

interface PreviousVersion {
  readonly schema: string;
  readonly references?: readonly { readonly name: string; readonly schema: string }[] | undefined;
}

interface GivenReference {
  readonly name: string;
  readonly schema?: string | undefined;
  readonly subject?: string | undefined;
  readonly version?: number | undefined;
}

/** An answer with what it was made of. */
export interface JudgedInput {
  readonly judged: Judged;
  readonly answer: CompatibilityAnswer;
}

/** Time in which comparisons are begun. What is left then is a gap. */
const COMPARING_MS = 2_000;

/** All texts of one call together. */
const MAX_CHARS = 5_000_000;

/** Holds a schema against versions that were given, or against those of a registered subject. */
export async function judgeInput(
  input: SchemaInput,
  ports: Pick<Ports, 'schemas' | 'clock'>,
  signal: AbortSignal,
): Promise<JudgedInput> {
  const detected = detectType(input.schema);
  if (input.schema_type === undefined && detected.problem !== null) throw brokenJson(detected.problem);
  const given = input.schema_type ?? detected.type;
  const material =
    input.previous === undefined && input.subject !== undefined
      ? await fromRegistry(input, input.subject, given, ports, signal)
      : fromTexts(input, given);
  const { type, level } = material;
  const format = await loadFormat(type, material.lenient);
  const until = ports.clock.now() + COMPARING_MS;
  const change: SchemaChange = {
    candidate: material.candidate,
    history: material.history,
    level: level ?? BACKWARD,
    profile: material.profile,
    format,
    goesOn: () => ports.clock.now() < until && !signal.aborted,
  };
  const lenient = type === 'JSON' && !material.lenient ? await loadFormat('JSON', true) : null;
  const judged: Judged = { ...material, typeAssumed: given === null, examination: examineChange(change, lenient) };
  return { judged, answer: judgeCompatibility(judged) };
}

/** Everything about a change but what the rules say of it. */
interface Material extends Omit<Judged, 'examination' | 'typeAssumed'> {
  readonly candidate: SchemaSource;
  /** Newest first. */
  readonly history: readonly HistoryVersion[];
  readonly lenient: boolean;
}

function fromTexts(input: SchemaInput, given: SchemaType | null): Material {
  const { schema, previous = [], level, profile = 'confluent' } = input;
  const { registered, texts } = referencesOf(input);
  if (registered.length > 0) throw needsRegistry(registered);
  const own = [schema, ...texts.map(({ text }) => text)];
  const theirs = previous.flatMap((one) => [
    one.schema,
    ...(one.references ?? []).map((reference) => reference.schema),
  ]);
  const chars = [...own, ...theirs].reduce((sum, { length }) => sum + length, 0);
  if (chars > MAX_CHARS) throw tooMuchText(chars, MAX_CHARS);
  const type = given ?? previous.flatMap((one) => detectType(one.schema).type ?? [])[0] ?? 'AVRO';
  const history = previous.map(
    (one, index): HistoryVersion => ({
      version: index + 1,
      type: typeOfEarlier(one.schema, type, input.schema_type !== undefined),
      source: { text: one.schema, references: one.references?.map(asText) ?? texts },
    }),
  );
  return {
    type,
    level: level ?? BACKWARD,
    versions: history.map(({ version }) => version),
    complete: true,
    profile,
    seen: null,
    candidate: { text: schema, references: texts },
    history: history.reverse(),
    lenient: false,
  };
}

/** Texts of Avro and JSON Schema can look like each other, so a type that was told counts for both versions. */
function typeOfEarlier(text: string, type: SchemaType, isTold: boolean): SchemaType {
  const detected = detectType(text).type;
  if (detected === null) return type;
  return isTold && detected !== 'PROTOBUF' && type !== 'PROTOBUF' ? type : detected;
}

async function fromRegistry(
  input: SchemaInput,
  subject: string,
  given: SchemaType | null,
  ports: Pick<Ports, 'schemas'>,
  signal: AbortSignal,
): Promise<Material> {
  const { registered, texts } = referencesOf(input);
  const question = { subject, schema: input.schema, type: given, references: registered, texts, level: input.level };
  const seen = await (await ports.schemas()).observeCompatibility(question, { signal });
  if (seen.missingReferences.length > 0) throw missingReferences(seen.missingReferences);
  const level = input.level ?? levelOf(seen.level.name);
  const type = seen.type ?? given ?? 'AVRO';
  return {
    type,
    level,
    versions: seen.subject.versions,
    complete: isComplete(seen, level),
    profile: input.profile ?? profileOf(seen.vendor),
    seen,
    candidate: seen.candidate,
    history: seen.history,
    lenient: seen.level.lenient && type === 'JSON',
  };
}

/** Whether the texts of all versions that the level compares with are there. */
function isComplete({ history, subject }: CompatibilityObservation, level: CompatibilityLevel | null): boolean {
  const had = new Set(history.map(({ version }) => version));
  const wanted = level?.compares === 'all' ? subject.versions : subject.versions.slice(-1);
  return wanted.every((version) => had.has(version));
}

interface References {
  readonly registered: readonly SchemaReference[];
  readonly texts: readonly ReferencedSchema[];
}

function referencesOf({ references = [] }: SchemaInput): References {
  const registered: SchemaReference[] = [];
  const texts: ReferencedSchema[] = [];
  for (const { name, schema, subject, version } of references) {
    if (schema !== undefined) {
      const place = subject === undefined || version === undefined ? null : { subject, version };
      texts.push({ name, text: schema, registered: place });
    } else if (subject !== undefined && version !== undefined) registered.push({ name, subject, version });
    else throw halfReference(name);
  }
  return { registered, texts };
}

const asText = ({ name, schema }: { readonly name: string; readonly schema: string }): ReferencedSchema => ({
  name,
  text: schema,
  registered: null,
});
