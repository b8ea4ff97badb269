import type { DirectionCheck } from '../../domain/schemas/check-history.ts';
import type { Incompatibility } from '../../domain/schemas/checker.ts';
import type { CompatibilityLevel } from '../../domain/schemas/levels.ts';
import type { SchemaReference, SchemaType } from '../../domain/schemas/observation.ts';
import type { NewSchema, StoredVersion } from './subject-store.ts';

/*
 * The form of a verbose answer is that of Confluent's registry, since clients take it apart: differences that look like JSON
 * and are not, then trailers. The descriptions are ours. Source: messages in public issues and documentation.
 */

/** Longer texts of registered schemas are cut in a trailer. Source: messages of Confluent's registry, release 7.4. */
const MAX_SHOWN_SCHEMA = 10 * 1024;

/** Why one version does not fit, with the trailers that name it; empty when it does. */
export function refusalMessages(
  type: SchemaType,
  { version, type: storedType, text }: StoredVersion,
  { name, backward }: CompatibilityLevel,
  checks: readonly DirectionCheck[],
): readonly string[] {
  const messages = checks.flatMap(({ direction, incompatibilities }) => {
    const differences = incompatibilities.map((difference) =>
      storedType === type
        ? differenceText(type, direction, difference)
        : 'Incompatible because of different schema type',
    );
    // Under FULL the registry names the version only where the new schema cannot read the old data.
    const named = differences.length > 0 && (direction === 'backward' || !backward);
    return named ? [...differences, `{oldSchemaVersion: ${version}}`, oldSchema(text)] : differences;
  });
  return messages.length === 0 ? [] : [...messages, `{validateFields: 'false', compatibility: '${name}'}`];
}

function differenceText(
  type: SchemaType,
  direction: DirectionCheck['direction'],
  { rule, path, message, reader, writer }: Incompatibility,
): string {
  const [readerIs, writerIs] = direction === 'backward' ? ['new', 'old'] : ['old', 'new'];
  const description = `At path '${path}' of the ${readerIs} schema, reading data of the ${writerIs} one: ${message}`;
  if (type !== 'AVRO') return `{errorType:"${rule}", description:"${description}"}`;
  const pieces = [
    ...(reader === null ? [] : [`${readerIs} schema ${reader}`]),
    ...(writer === null ? [] : [`${writerIs} schema ${writer}`]),
  ];
  return `{errorType:'${rule}', description:'${description}', additionalInfo:'${pieces.join(', ')}'}`;
}

const oldSchema = (text: string): string =>
  text.length <= MAX_SHOWN_SCHEMA
    ? `{oldSchema: '${text}'}`
    : `{oldSchema: <truncated to ${MAX_SHOWN_SCHEMA} characters> '${text.slice(0, MAX_SHOWN_SCHEMA)}'}`;

/** What the registry says of a text that is no schema: the whole of it, then why. */
export function invalidSchemaText(subject: string, { type, text, references }: NewSchema, why: string): string {
  const listed = referencesText(references);
  return `Invalid schema {subject=${subject},version=0,id=-1,schemaType=${type},references=${listed},metadata=null,ruleSet=null,schema=${text},schemaTags=null} with refs ${listed} of type ${type}, details: ${why}`;
}

const referencesText = (references: readonly SchemaReference[]): string =>
  `[${references.map(({ name, subject, version }) => `{name='${name}', subject='${subject}', version=${version}}`).join(', ')}]`;
