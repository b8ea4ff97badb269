/** One reason that a registry gives why two schemas do not fit. */
export interface ToldReason {
  /** The registered version it was found with; null when the registry does not say. */
  readonly version: number | null;
  /** Such as `READER_FIELD_MISSING_DEFAULT_VALUE`; null when the registry gives words only. */
  readonly rule: string | null;
  readonly path: string | null;
  readonly message: string;
}

/**
 * Reads the messages of a verbose compatibility check. Confluent writes each as text that looks like JSON and is not:
 * `{errorType:'X', description:'… path '/fields/2' …', additionalInfo:'…'}`, then `{oldSchemaVersion: 3}`, the old schema
 * and the level as trailers of the differences before them. Releases up to 7.2 wrote `Incompatibility{…}` and
 * `Difference{…}`. What has another shape is kept word for word, with neither rule nor path.
 */
export function parseMessages(messages: readonly string[]): ToldReason[] {
  const found: ToldReason[] = [];
  let pending: Omit<ToldReason, 'version'>[] = [];
  const flush = (version: number | null) => {
    found.push(...pending.map((difference) => ({ version, ...difference })));
    pending = [];
  };
  for (const message of messages) {
    const version = /^\{oldSchemaVersion:\s*(\d+)\}$/.exec(message.trim())?.[1];
    if (version !== undefined) flush(Number(version));
    else if (!TRAILER.test(message.trim())) pending.push(parseDifference(message.trim()));
  }
  flush(null);
  return found;
}

const TRAILER = /^\{(?:oldSchema|validateFields|compatibility|readerSchema|writerSchema)\s*:/;

const CURRENT = /^\{errorType:\s*['"](\w+)['"],\s*description:\s*['"]([\s\S]*)\}$/;
const OLD_AVRO =
  /^(?:Found incompatible change: )?Incompatibility\{type:\s*(\w+), location:\s*([^,]*), message:\s*([\s\S]*)\}$/;
const OLD_OTHERS = /^(?:Found incompatible change: )?Difference\{(?:jsonPath|fullPath)='([\s\S]*)', type=(\w+)\}$/;

function parseDifference(text: string): Omit<ToldReason, 'version'> {
  const current = CURRENT.exec(text);
  if (current !== null) {
    const [description = '', more] = splitLast(current[2] ?? '');
    const message = unquote(description);
    return {
      rule: current[1] ?? null,
      path: pathIn(message),
      message: more === null ? message : `${message} (${more})`,
    };
  }
  const avro = OLD_AVRO.exec(text);
  if (avro !== null) {
    const [message = ''] = (avro[3] ?? '').split(/, reader:/);
    return { rule: avro[1] ?? null, path: avro[2] ?? null, message };
  }
  const other = OLD_OTHERS.exec(text);
  if (other !== null) return { rule: other[2] ?? null, path: other[1] ?? null, message: text };
  return { rule: null, path: null, message: text };
}

/** Description and additional information; the description itself may hold quotes. */
function splitLast(text: string): [string, string | null] {
  const at = text.search(/,\s*additionalInfo:\s*['"]/);
  if (at < 0) return [text, null];
  return [text.slice(0, at), unquote(text.slice(at).replace(/^,\s*additionalInfo:\s*['"]/, ''))];
}

const unquote = (text: string) => text.replace(/['"]$/, '');

const pathIn = (description: string): string | null =>
  /\bpath '([\s\S]*?)'(?=[\s),.]|$)/.exec(description)?.[1] ?? null;
