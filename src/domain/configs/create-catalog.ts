import type { ConfigCatalog, ConfigDefinition, ConfigFamily, Release } from './catalog.ts';
import { asWritten } from './meaning.ts';
import { unprefixed } from './prefixes.ts';
import { atLeast } from './release.ts';

/** One name as a file says it. */
interface Entry {
  readonly type: string;
  readonly default: string | null;
  readonly valid: string | null;
}

/** What is known of one kind of component of Apache Kafka. */
interface ReleasedFamily {
  /** The releases that were read, ascending. */
  readonly releases: readonly Release[];
  /** By name; `from` and `to` are the first and the last release in which an entry holds. */
  readonly names: ReadonlyMap<string, readonly (Entry & { readonly from: Release; readonly to: Release })[]>;
}

/** What is known of a client that has versions of its own. */
interface ClientFamily {
  /** Such as `librdkafka 2.15.1`. */
  readonly label: string;
  readonly version: string;
  readonly names: ReadonlyMap<
    string,
    Entry & Partial<Pick<ConfigDefinition, 'alias_of' | 'used_by' | 'where' | 'deprecated'>>
  >;
}

export type FamilyKnowledge = ReleasedFamily | ClientFamily;

/** How a file says that a name has no default and must be given. */
const REQUIRED = '(required)';

/** Answers from what was read. A family that is not given has no names. */
export function createCatalog(families: ReadonlyMap<ConfigFamily, FamilyKnowledge>): ConfigCatalog {
  const topics = families.get('topic');
  const releases = topics !== undefined && 'releases' in topics ? topics.releases : [];

  const own = (family: ConfigFamily, name: string, release: Release): ConfigDefinition | null => {
    const known = families.get(family);
    if (known === undefined) return null;
    if (!('releases' in known)) {
      const entry = known.names.get(name);
      return entry === undefined ? null : definitionOf(name, entry, known.version, entry);
    }
    const asOf = newestRead(known.releases, release);
    if (asOf === null) return null;
    const entry = known.names.get(name)?.find(({ from, to }) => atLeast(asOf, from) && atLeast(to, asOf));
    return entry === undefined ? null : definitionOf(name, entry, asOf, {});
  };

  const find: ConfigCatalog['find'] = (family, name, release) => {
    const found = own(family, name, release);
    if (found !== null) return found;
    const behind = unprefixed(family, name);
    const definition = behind === null ? null : own(behind.family, behind.name, release);
    return behind === null || definition === null
      ? null
      : { ...definition, name, default: behind.default ?? definition.default };
  };

  return {
    releases,
    find,
    releasesWith: (family, name) => releases.filter((release) => find(family, name, release) !== null),
    names: (family, release) =>
      [...(families.get(family)?.names.keys() ?? [])].filter((name) => own(family, name, release) !== null),
    label(family, release) {
      const known = families.get(family);
      return known === undefined || 'releases' in known ? `Apache Kafka ${release}` : known.label;
    },
  };
}

/** The newest release that was read and is not later than the one asked for; null: it had not been there yet. */
function newestRead(read: readonly Release[], asked: Release): Release | null {
  return read.findLast((release) => atLeast(asked, release)) ?? null;
}

function definitionOf(
  name: string,
  { type, default: byDefault, valid }: Entry,
  asOf: string,
  { alias_of = null, used_by = null, where = null, deprecated = false }: Partial<ConfigDefinition>,
): ConfigDefinition {
  const required = byDefault === REQUIRED;
  const written = required || byDefault === null ? null : asWritten(type, byDefault);
  return { name, type, default: written, required, valid, as_of: asOf, alias_of, used_by, where, deprecated };
}
