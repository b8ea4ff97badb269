import type { Draft } from './drafts.ts';
import { isObject, type JsonValue } from './json-value.ts';
import { absolute } from './uris.ts';

/** One text: the schema itself or one that it refers to. */
export interface SchemaDocument {
  /** How the referring text names it; null for the schema itself. */
  readonly name: string | null;
  /** The URI that it is known by besides its `$id`; null for the schema itself. */
  readonly uri: string | null;
  readonly text: string;
  readonly raw: JsonValue;
  readonly draft: Draft;
}

/** The way from the root of a document to a value; null is the root. */
export type Path = { readonly parent: Path; readonly key: string | number } | null;

/** Where a piece of schema stands and what its references are relative to. */
export interface Place {
  readonly document: SchemaDocument;
  readonly path: Path;
  /** URI of the nearest `$id` around it; null where there is none. */
  readonly base: string | null;
  /** The schema with that `$id`: pointers start there. */
  readonly resource: { readonly raw: JsonValue; readonly path: Path };
}

/** A schema and where it stands. */
export interface Found {
  readonly raw: JsonValue;
  readonly at: Place;
}

export function rootOf(document: SchemaDocument): Found {
  const { raw, uri } = document;
  return { raw, at: entered(raw, { document, path: null, base: uri, resource: { raw, path: null } }) };
}

export const inside = (at: Place, ...keys: readonly (string | number)[]): Place => ({
  ...at,
  path: keys.reduce<Path>((parent, key) => ({ parent, key }), at.path),
});

/** The place seen from within a schema: its `$id` is what its references are relative to. */
export function entered(raw: JsonValue, at: Place): Place {
  const id = isObject(raw) ? raw[at.document.draft.idKeyword] : undefined;
  if (typeof id !== 'string' || id === '' || id.startsWith('#')) return at;
  const [uri = ''] = id.split('#', 1);
  return { ...at, base: absolute(uri, at.base) ?? uri, resource: { raw, path: at.path } };
}
