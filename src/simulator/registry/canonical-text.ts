import type { SchemaType } from '../../domain/schemas/observation.ts';

const JSON_PARTS = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\s+/g;
const PROTOBUF_PARTS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\s+/g;

/**
 * What a registry stores: Avro and JSON Schema lose white space and comments, so that a text that was only laid out anew is
 * the same schema. Confluent's registry also writes Protobuf anew; here its layout stays, and {@link identityOf} overlooks it.
 */
export const canonicalText = (type: SchemaType, text: string): string =>
  type === 'PROTOBUF' ? text : text.replace(JSON_PARTS, (part) => (part.startsWith('"') ? part : ''));

/** Equal for texts that are one schema to a registry. */
export const identityOf = (type: SchemaType, text: string): string =>
  type === 'PROTOBUF'
    ? text
        .replace(PROTOBUF_PARTS, (part) => (/^["']/.test(part) ? part : ' '))
        .replace(/ *([{}[\]();=,<>]) */g, '$1')
        .replace(/ +/g, ' ')
        .trim()
    : canonicalText(type, text);
