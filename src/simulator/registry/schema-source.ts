import type { ReferencedSchema, SchemaSource } from '../../domain/schemas/checker.ts';
import type { SchemaReference } from '../../domain/schemas/observation.ts';
import type { NewSchema, SubjectStore } from './subject-store.ts';

/** A schema refers to a version that is not there. */
export interface MissingReference {
  readonly missing: SchemaReference;
}

/**
 * The schema with everything that it refers to, what is referred to first. A name counts once: the registry keeps the first
 * text that it meets under it, too. Version −1 is the latest.
 */
export function sourceOf(store: SubjectStore, { text, references }: NewSchema): SchemaSource | MissingReference {
  const found = new Map<string, ReferencedSchema>();
  const missing = collect(store, references, found, new Set());
  return missing === null ? { text, references: [...found.values()] } : { missing };
}

/** The first reference that leads nowhere; null when all are found. `open` keeps a circle from going on for ever. */
function collect(
  store: SubjectStore,
  references: readonly SchemaReference[],
  found: Map<string, ReferencedSchema>,
  open: Set<string>,
): SchemaReference | null {
  for (const reference of references) {
    const { name, subject } = reference;
    if (found.has(name) || open.has(name)) continue;
    const stored = store.version(subject, reference.version === -1 ? 'latest' : reference.version);
    if (stored === null) return reference;
    open.add(name);
    const missing = collect(store, stored.references, found, open);
    if (missing !== null) return missing;
    found.set(name, { name, text: stored.text, registered: { subject, version: stored.version } });
  }
  return null;
}
