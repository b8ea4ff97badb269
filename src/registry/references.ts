import { setMaxListeners } from 'node:events';
import type { Gap } from '../domain/gap.ts';
import { named } from '../domain/named.ts';
import type { ReferencedSchema } from '../domain/schemas/checker.ts';
import type { RegisteredSchema, SchemaReference } from '../domain/schemas/observation.ts';
import { KnownFailure } from '../failure.ts';
import type { RegistryClient } from './client.ts';
import { readSchema } from './reads.ts';

/** Schemas that one answer reads because others refer to them. */
const MAX_SCHEMAS = 200;

/** What lies behind the references of a schema. */
interface ResolvedReferences {
  /** Each name once, what is referred to before what refers to it. */
  readonly found: readonly ReferencedSchema[];
  /** Those that the registry does not have. */
  readonly missing: readonly SchemaReference[];
  readonly gaps: readonly Gap[];
}

/** Resolves references of several schemas; a version that many refer to is read once. */
export type Resolver = (references: readonly SchemaReference[]) => Promise<ResolvedReferences>;

export function createResolver(client: RegistryClient, call: AbortSignal): Resolver {
  const signal = AbortSignal.any([call]);
  // Several schemas are resolved at once, and each request listens.
  setMaxListeners(0, signal);
  const read = new Map<string, Promise<RegisteredSchema | null>>();

  const schemaOf = ({ subject, version }: SchemaReference): Promise<RegisteredSchema | null> => {
    const key = JSON.stringify([subject, version]);
    const known = read.get(key);
    if (known !== undefined) return known;
    if (read.size >= MAX_SCHEMAS)
      return Promise.reject(
        new KnownFailure(
          `More than ${MAX_SCHEMAS} schemas are referred to.`,
          'The schemas refer to many others, and those to more.',
          'Check a schema with fewer references.',
        ),
      );
    // −1 stands for the latest version, in a reference as in a path.
    const reading = readSchema(client, subject, version < 0 ? 'latest' : version, signal);
    read.set(key, reading);
    return reading;
  };

  return async (references) => {
    const found = new Map<string, ReferencedSchema>();
    const missing: SchemaReference[] = [];
    const gaps: Gap[] = [];
    const open = new Set<string>();
    const collect = async (all: readonly SchemaReference[]): Promise<void> => {
      for (const reference of all) {
        const { name, subject } = reference;
        // The registry, too, keeps the first text that it meets under a name.
        if (found.has(name) || open.has(name)) continue;
        open.add(name);
        try {
          const schema = await schemaOf(reference);
          if (schema === null) {
            missing.push(reference);
            continue;
          }
          await collect(schema.references);
          found.set(name, { name, text: schema.text, registered: { subject, version: schema.version } });
        } catch (error) {
          if (!(error instanceof KnownFailure)) throw error;
          gaps.push({ what: `the schema behind the reference ${named(name)}`, why: error.what, broker: null });
        }
      }
    };
    await collect(references);
    return { found: [...found.values()], missing, gaps };
  };
}
