import { isArray, isObject, type JsonObject, type JsonValue } from './json-value.ts';
import { entered, type Found, inside, type Place, rootOf, type SchemaDocument } from './places.ts';

/** The schemas of a document that have a name of their own. */
export interface DocumentIndex {
  /** By the URI of their `$id`. */
  readonly ids: ReadonlyMap<string, Found>;
  readonly anchors: ReadonlyMap<string, Found>;
}

/** Where two have the same name the first one counts. */
export function indexDocument(document: SchemaDocument): DocumentIndex {
  const ids = new Map<string, Found>();
  const anchors = new Map<string, Found>();
  const note = (found: Found): void => {
    const { base } = found.at;
    if (found.at.resource.raw === found.raw && base !== null && !ids.has(base)) ids.set(base, found);
    for (const anchor of anchorsOf(found)) if (!anchors.has(anchor)) anchors.set(anchor, found);
  };
  const visit = (raw: JsonValue, at: Place): void => {
    if (isArray(raw)) for (const [index, value] of raw.entries()) visit(value, inside(at, index));
    if (!isObject(raw)) return;
    const within = entered(raw, at);
    note({ raw, at: within });
    for (const [key, value] of Object.entries(raw)) visit(value, inside(within, key));
  };
  const root = rootOf(document);
  note(root);
  if (isObject(root.raw)) for (const [key, value] of Object.entries(root.raw)) visit(value, inside(root.at, key));
  return { ids, anchors };
}

function anchorsOf({ raw, at }: Found): string[] {
  if (!isObject(raw)) return [];
  const id = raw[at.document.draft.idKeyword];
  return [raw.$anchor, raw.$dynamicAnchor, fragmentOf(id)].flatMap((anchor) =>
    typeof anchor === 'string' && anchor !== '' ? [anchor] : [],
  );
}

/** Up to draft 7 an anchor is an `$id` with nothing but a fragment. */
const fragmentOf = (id: JsonObject[string] | undefined): string | undefined =>
  typeof id === 'string' ? id.split('#', 2)[1] : undefined;
