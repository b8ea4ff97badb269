import type { SchemaFormat } from './format.ts';
import type { SchemaType } from './observation.ts';

/**
 * The format, loaded when the first schema of it is met: parsers cost more than the rest of a start. `lenient`: the registry
 * compares JSON Schemas under its LENIENT policy.
 */
export async function loadFormat(type: SchemaType, lenient = false): Promise<SchemaFormat<unknown>> {
  switch (type) {
    case 'AVRO':
      return (await import('./formats/avro.ts')).avroFormat;
    case 'PROTOBUF':
      return (await import('./formats/protobuf.ts')).protobufFormat;
    case 'JSON': {
      const { jsonFormat, lenientJsonFormat } = await import('./formats/json.ts');
      return lenient ? lenientJsonFormat : jsonFormat;
    }
  }
}
