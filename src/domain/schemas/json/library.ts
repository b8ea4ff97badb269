import type { ReferencedSchema, SchemaProblem } from '../checker.ts';
import { type DocumentIndex, indexDocument } from './document-index.ts';
import { draftOf } from './drafts.ts';
import { isObject } from './json-value.ts';
import { type Found, inside, type Place, rootOf, type SchemaDocument } from './places.ts';
import { follow } from './pointer.ts';
import { problemAt } from './problem-at.ts';
import { MAX_CHARS_TOGETHER, readText } from './text.ts';
import { absolute, namesOf } from './uris.ts';

type Lookup =
  | { readonly found: Found; readonly problem: null }
  | { readonly found: null; readonly problem: SchemaProblem };

/** Finds the schema that a reference means, under the keyword that holds it. */
export type Library = (reference: string, from: Place, keyword: string) => Lookup;

/**
 * The schema with all that came with it. A reference is a pointer or an anchor in the same schema, or names one that came:
 * resolved against `$id`, as it is written, or without a leading `./`. Nothing is fetched.
 */
export function createLibrary(root: SchemaDocument, references: readonly ReferencedSchema[]): Library {
  const { base } = rootOf(root).at;
  let chars = root.text.length;
  const shelf = new Map<string, { readonly reference: ReferencedSchema; lookup: Lookup | null }>();
  for (const reference of references) {
    const book = { reference, lookup: null };
    for (const name of namesOf(reference.name, base)) if (!shelf.has(name)) shelf.set(name, book);
  }
  const indexes = new Map<SchemaDocument, DocumentIndex>();
  const indexOf = (document: SchemaDocument): DocumentIndex => {
    const index = indexes.get(document) ?? indexDocument(document);
    indexes.set(document, index);
    return index;
  };

  const opened = (name: string): Lookup | null => {
    const book = shelf.get(name);
    if (book === undefined) return null;
    if (book.lookup === null) {
      const { reference } = book;
      chars += reference.text.length;
      book.lookup = chars > MAX_CHARS_TOGETHER ? tooMuch(reference) : open(reference, root, base);
    }
    return book.lookup;
  };

  /** Looks through every schema for one that calls itself so. */
  const identified = (uri: string): Found | null => {
    const documents = [root, ...references.flatMap(({ name }) => opened(name)?.found?.at.document ?? [])];
    for (const document of documents) {
      const found = indexOf(document).ids.get(uri);
      if (found !== undefined) return found;
    }
    return null;
  };

  const resource = (uri: string, from: Place): Lookup | null => {
    const names = namesOf(uri, from.base);
    for (const name of names) {
      const lookup = opened(name);
      if (lookup !== null) return lookup;
    }
    for (const name of names) {
      const found = identified(name);
      if (found !== null) return { found, problem: null };
    }
    return null;
  };

  const part = (start: Found, fragment: string): Found | null => {
    if (fragment === '') return start;
    if (fragment.startsWith('/')) return follow(start, fragment);
    return indexOf(start.at.document).anchors.get(fragment) ?? null;
  };

  return (reference, from, keyword) => {
    const [uri = '', fragment = ''] = reference.split('#', 2);
    const at = inside(from, keyword);
    if (uri === '') {
      const { raw, path } = from.resource;
      const found = part({ raw, at: { ...from, path } }, fragment) ?? part(rootOf(from.document), fragment);
      return found === null
        ? unresolved(at, reference, 'a pointer or anchor of this schema')
        : { found, problem: null };
    }
    const lookup = resource(uri, from);
    if (lookup === null) return unresolved(at, reference, `a reference named "${uri}"`);
    if (lookup.found === null) return lookup;
    const found = part(lookup.found, fragment);
    return found === null ? unresolved(at, reference, `a pointer or anchor of "${uri}"`) : { found, problem: null };
  };
}

const unresolved = (at: Place, reference: string, expected: string): Lookup => ({
  found: null,
  problem: problemAt(at, 'unresolved-reference', expected, `"${reference}" leads nowhere: ${expected} is expected`),
});

const tooMuch = ({ name }: ReferencedSchema): Lookup => {
  const expected = `at most ${MAX_CHARS_TOGETHER} characters`;
  const message = `The schema and its references up to "${name}" are too long to be read together.`;
  return { found: null, problem: { line: null, column: null, expected, kind: 'limit', message } };
};

/** A reference that names no draft is one of the schema's. */
function open({ name, text }: ReferencedSchema, root: SchemaDocument, base: string | null): Lookup {
  const { raw, problem } = readText(text, name);
  if (problem !== null) return { found: null, problem };
  const draft = isObject(raw) && raw.$schema !== undefined ? draftOf(raw) : root.draft;
  return { found: rootOf({ name, uri: absolute(name, base) ?? name, text, raw, draft }), problem: null };
}
