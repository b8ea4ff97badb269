import { KnownFailure } from '../../failure.ts';
import { named } from '../named.ts';
import { type FrameworkName, frameworkName } from './frameworks.ts';

/** A setting by Kafka's name. */
export interface ReadEntry {
  readonly written: string;
  readonly value: string;
}

interface Meant extends ReadEntry {
  readonly name: string;
  readonly meant: FrameworkName | null;
}

/** Settings as the client gets them, whatever a framework calls them. */
export interface ClientEntries {
  /** By Kafka's name. */
  readonly entries: ReadonlyMap<string, ReadEntry>;
  /** The framework whose defaults hold; null: none. */
  readonly framework: FrameworkName['framework'] | null;
  /** What stands before a setting that is added. */
  readonly home: string;
}

/** What one client gets of a configuration. Throws KnownFailure where it holds several consumers that contradict each other. */
export function clientEntries(config: ReadonlyMap<string, string>, client: 'consumer' | 'streams'): ClientEntries {
  const read = [...config].map(([written, value]) => ({ written, value, meant: frameworkName(written) }));
  const ofClient = read.flatMap(({ written, value, meant }): Meant[] => {
    if (meant === null)
      return PRODUCERS.test(written) && client === 'consumer' ? [] : [{ name: written, written, value, meant }];
    return meant.name !== null && (meant.side === null || meant.side === client)
      ? [{ name: meant.name, written, value, meant }]
      : [];
  });
  refuseSeveral(ofClient);
  // What is said of the consumer itself wins over what is said of all clients.
  const ranked = ofClient.toSorted((a, b) => rank(a.meant) - rank(b.meant));
  const own = ranked.findLast(({ meant }) => meant !== null)?.meant ?? null;
  return {
    entries: new Map(ranked.map(({ name, written, value }) => [name, { written, value }])),
    framework: own?.framework ?? null,
    home: own?.home ?? '',
  };
}

/** Settings of a producer that stand in the same file. */
const PRODUCERS = /^producer\./;

const rank = (meant: FrameworkName | null): number =>
  meant === null || meant.side === null ? 0 : meant.of === null ? 1 : 2;

function refuseSeveral(entries: readonly Meant[]): void {
  const firsts = new Map<string, { readonly value: string; readonly of: string }>();
  for (const { name, value, meant } of entries) {
    const of = meant?.of ?? null;
    if (of === null) continue;
    const first = firsts.get(name);
    if (first !== undefined && first.of !== of && first.value !== value)
      throw new KnownFailure(
        `\`config\` holds several consumers, ${named(first.of)} and ${named(of)} among them, that differ in ${named(name)}.`,
        'Each is a group, or a plan, of its own.',
        'Give the settings of one consumer.',
      );
    if (first === undefined) firsts.set(name, { value, of });
  }
}
