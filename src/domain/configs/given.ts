import type { ConfigCatalog, ConfigDefinition, ConfigFamily, Release } from './catalog.ts';
import { configFamilies } from './catalog.ts';
import { refusedValue } from './check.ts';
import { fullNameInstead } from './class-names.ts';
import { isForeign, isSecret } from './foreign.ts';
import { type FrameworkName, type FrameworkSide, frameworkName } from './frameworks.ts';
import { sameValue } from './meaning.ts';
import { nearSettings } from './near-settings.ts';
import { whichReleases } from './release-words.ts';
import { acceptedInstead } from './validators.ts';

/**
 * What is to be said of an entry: `accepted`; `default`: it says what holds anyway; `refused`: the value is not accepted;
 * `other-release`: this release lacks the name, others have it; `other-family`: the name belongs to another kind of component;
 * `foreign`: it belongs to a serializer, a plugin or the like, of which nothing is known here; `misspelt`: no such name, and one
 * is near; `unknown`: no release and no family has it, which may well be a plugin's own name.
 */
type GivenVerdict =
  | 'accepted'
  | 'default'
  | 'refused'
  | 'other-release'
  | 'other-family'
  | 'foreign'
  | 'misspelt'
  | 'unknown';

/** One entry of a user's own configuration, held against a release. */
export interface GivenEntry {
  readonly name: string;
  /** As given; null: a secret, or a name that is not known here, and so whether it is one. */
  readonly value: string | null;
  readonly verdict: GivenVerdict;
  /** One sentence; null where there is nothing to say. */
  readonly because: string | null;
  /** The family that knows the name; null: none of those asked about. */
  readonly family: ConfigFamily | null;
  /** Of this release; null: none, or the name is not known. */
  readonly default: string | null;
  /** Other families that have the name, when those asked about do not. */
  readonly other_families: readonly ConfigFamily[];
  /** Releases that have the name, when this one does not. */
  readonly releases: readonly Release[];
  /** Names that may have been meant, best first. */
  readonly near: readonly string[];
  readonly deprecated: boolean;
}

/**
 * Holds a user's own configuration, of a component of any of `families`, against a release. Sorted by name. What it says of a
 * value is only what the release itself would say; whether the value is a good one is for the advisors.
 */
export function checkGivenConfig(
  catalog: ConfigCatalog,
  families: readonly ConfigFamily[],
  release: Release,
  given: Readonly<Record<string, string | number | boolean>>,
): readonly GivenEntry[] {
  return Object.entries(given)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([written, value]) => {
      const name = written.trim();
      if (isProducers(families, name)) return { ...NOTHING, name, verdict: 'foreign' };
      const asItIs = entryOf(catalog, families, release, name, String(value));
      const meant = asItIs.family === null ? frameworkName(name) : null;
      return meant === null ? asItIs : { ...ofFramework(catalog, families, release, meant, name, String(value)), name };
    });
}

/** A producer's settings beside those of a consumer: of a group of that name in what was pasted. */
const isProducers = (families: readonly ConfigFamily[], name: string): boolean =>
  name.startsWith('producer.') && families.every((family) => CONSUMERS.includes(family));

const CONSUMERS: readonly ConfigFamily[] = ['consumer', 'librdkafka', 'kafkajs-consumer'];

const FAMILIES_OF: Readonly<Record<NonNullable<FrameworkSide>, readonly ConfigFamily[]>> = {
  consumer: CONSUMERS,
  producer: ['producer', 'kafkajs-producer'],
  streams: ['streams'],
  admin: ['admin'],
};

/** How Spring calls the listener and commits for it, which no client knows. */
const OF_LISTENER = /^spring\.kafka\.listener\./i;

/** A framework passes on what it knows; what it has of its own is nobody else's, and Spring Boot drops the rest without a word. */
function ofFramework(
  catalog: ConfigCatalog,
  families: readonly ConfigFamily[],
  release: Release,
  { framework, side, name, home }: FrameworkName,
  written: string,
  value: string,
): GivenEntry {
  const read = families.filter((family) => side === null || FAMILIES_OF[side].includes(family));
  const nothing = { ...NOTHING, name: written, verdict: 'foreign' } as const;
  if (read.length === 0) return nothing;
  if (name !== null) {
    const entry = entryOf(catalog, read, release, name, value);
    const speaks =
      entry.family !== null || (framework === 'Spring' && written.startsWith(home) && entry.verdict === 'misspelt');
    if (speaks) return entry;
    return home.startsWith('kafka.') && entry.verdict !== 'foreign' ? { ...nothing, verdict: 'unknown' } : nothing;
  }
  if (OF_LISTENER.test(written)) return { ...nothing, verdict: 'unknown' };
  const inWords = written.slice(written.lastIndexOf('.') + 1).replaceAll(/[-_]/g, '.');
  const isKafkas = read.some((family) => catalog.find(family, inWords, release) !== null);
  const near = `${home}${inWords}`;
  return isKafkas && side !== null
    ? {
        ...nothing,
        verdict: 'misspelt',
        because: `Spring Boot has no such key and ignores it; near: ${near}.`,
        near: [near],
      }
    : nothing;
}

/**
 * Where a name may stand. Streams hands a setting of its own file to each of its clients that has it, as if it had the prefix of
 * that client.
 */
function places(families: readonly ConfigFamily[], name: string): readonly { family: ConfigFamily; name: string }[] {
  return families.flatMap((family) =>
    (family === 'streams' ? ['', 'consumer.', 'producer.', 'admin.'] : ['']).map((prefix) => ({
      family,
      name: prefix + name,
    })),
  );
}

function entryOf(
  catalog: ConfigCatalog,
  families: readonly ConfigFamily[],
  release: Release,
  name: string,
  value: string,
): GivenEntry {
  for (const place of places(families, name)) {
    const definition = catalog.find(place.family, place.name, release);
    if (definition === null) continue;
    return knownEntry(catalog.label(place.family, release), place.family, { ...definition, name }, value);
  }
  return { ...NOTHING, name, ...missing(catalog, families, release, name) };
}

const NOTHING = {
  value: null,
  because: null,
  family: null,
  default: null,
  other_families: [],
  releases: [],
  near: [],
  deprecated: false,
} as const;

function knownEntry(label: string, family: ConfigFamily, definition: ConfigDefinition, value: string): GivenEntry {
  const { name, type, valid, default: byDefault, deprecated } = definition;
  const instead = acceptedInstead(definition, value) ?? fullNameInstead(family, definition, value);
  const shown = isSecret(name, type) ? null : value;
  const entry = { ...NOTHING, name, value: shown, family, default: byDefault, deprecated };
  if (instead !== null) return { ...entry, verdict: 'refused', because: refusedValue(label, instead) };
  if (byDefault !== null && sameValue(name, type, valid, byDefault, value))
    return { ...entry, verdict: 'default', because: `This is the default of ${label}; ${useOf(family, name)}.` };
  return { ...entry, verdict: 'accepted' };
}

/** What a line is good for that says the default. */
function useOf(family: ConfigFamily, name: string): string {
  // A topic's own setting outranks what its brokers set for all topics.
  if (family === 'topic') return 'the line only counts where the brokers set another';
  // Source: ProducerConfig.postProcessAndValidateIdempotenceConfigs.
  if (family === 'producer' && name === 'enable.idempotence')
    return 'said outright, settings that contradict it stop the producer; left out, they switch it off without a word';
  return 'the line can go';
}

type Missing = Pick<GivenEntry, 'verdict'> & Partial<GivenEntry>;

/** What is to be said of a name that the families do not have in this release. */
function missing(catalog: ConfigCatalog, families: readonly ConfigFamily[], release: Release, name: string): Missing {
  return (
    inOtherRelease(catalog, families, release, name) ??
    inOtherFamily(catalog, families, release, name) ??
    misspelt(catalog, families, release, name) ??
    ofSomethingElse(families, name)
  );
}

function inOtherRelease(
  catalog: ConfigCatalog,
  families: readonly ConfigFamily[],
  release: Release,
  name: string,
): Missing | null {
  const place = places(families, name).find(
    (candidate) => catalog.releasesWith(candidate.family, candidate.name).length > 0,
  );
  if (place === undefined) return null;
  const { family } = place;
  const releases = catalog.releasesWith(family, place.name);
  const because = `${catalog.label(family, release)} has no such ${family} setting: ${whichReleases(releases, catalog.releases)}.`;
  return { verdict: 'other-release', because, family, releases };
}

/** Its near name is one that holds it or that it holds: `retention.ms` of a topic is `log.retention.ms` of a broker. */
function inOtherFamily(
  catalog: ConfigCatalog,
  families: readonly ConfigFamily[],
  release: Release,
  name: string,
): Missing | null {
  const others = configFamilies.filter((family) => catalog.releasesWith(family, name).length > 0);
  if (others.length === 0) return null;
  // Connectors choose their own names, Debezium a heartbeat.interval.ms; only those of the other kind of connector are a mistake.
  if (isConnector(families) && !isConnector(others)) return { verdict: 'foreign' };
  const near = nearOf(catalog, families, release, name)
    .filter((candidate) => candidate.includes('.') && extended(candidate, name))
    .slice(0, 1);
  const instead = near.length === 0 ? '' : `; near: ${near.join(', ')}`;
  const because = `Not a ${families.join(' or ')} setting, but one of ${others.join(', ')}${instead}. ${consequence(families)}`;
  return { verdict: 'other-family', because, other_families: others, near };
}

/** A name that is another with more words is not misspelt: `interceptor.classes.mine`. */
function misspelt(
  catalog: ConfigCatalog,
  families: readonly ConfigFamily[],
  release: Release,
  name: string,
): Missing | null {
  const near = nearOf(catalog, families, release, name).filter((candidate) => !extended(candidate, name));
  if (near.length === 0) return null;
  const because = `No release has this name; near: ${near.join(', ')}. ${consequence(families)}`;
  return { verdict: 'misspelt', because, near };
}

function nearOf(
  catalog: ConfigCatalog,
  families: readonly ConfigFamily[],
  release: Release,
  name: string,
): readonly string[] {
  const passedOn: readonly ConfigFamily[] = families.includes('streams') ? ['consumer', 'producer', 'admin'] : [];
  return [...new Set([...families, ...passedOn].flatMap((family) => nearSettings(catalog, family, release, name)))];
}

/** A left-out `.ms` or a letter too many is a slip; more letters than these make another name. */
const SLIP_LETTERS = 3;

/** One is the other with more before or after it. */
function extended(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return Math.abs(a.length - b.length) > SLIP_LETTERS && (a.includes(b) || b.includes(a));
}

function ofSomethingElse(families: readonly ConfigFamily[], name: string): Missing {
  if (isForeign(name) || isConnector(families)) return { verdict: 'foreign' };
  const because = `No release knows this name as a ${families.join(' or ')} setting; a plugin may.`;
  return { verdict: 'unknown', because };
}

/** A connector's own settings stand beside those of Connect. */
function isConnector(families: readonly ConfigFamily[]): boolean {
  return families.includes('connect-source') || families.includes('connect-sink');
}

/** What becomes of a name that a component does not know. */
function consequence(families: readonly ConfigFamily[]): string {
  if (families.includes('librdkafka')) return 'librdkafka refuses to start with it.';
  if (families.includes('topic') || families.includes('group')) return 'The broker refuses it.';
  return 'It is ignored.';
}
