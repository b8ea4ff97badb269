import type { SchemaChange } from './change.ts';
import { checkWith, type HistoryAnswer, type HistoryVersion } from './check-history.ts';
import type { SchemaSource } from './checker.ts';
import type { Misfit, Repair, RepairChange } from './repair/repair.ts';

/** A schema close to the one that was given, which the checker found to fit. */
export interface MendedSchema {
  readonly text: string;
  readonly changes: readonly RepairChange[];
  /** The schema without what only bridges the time of a migration; null where the schema as given is the last step. */
  readonly last: string | null;
}

/** A repair can uncover what another one has to mend; then again. */
const MAX_ROUNDS = 4;

/** A longer text takes longer to mend again and again than anybody waits, and does not fit into an answer. */
const MAX_CHARS = 100_000;

/**
 * A schema that fits where the given one does not, with as much of the change as can be had in one step. null when the given
 * one fits as it is and gives nothing up, or when no repair leads anywhere, or only back to the latest version. Every text
 * that comes out was checked.
 */
export function mend(change: SchemaChange, answer: HistoryAnswer): MendedSchema | null {
  const { candidate, format } = change;
  if (candidate.text.length > MAX_CHARS || answer.problem !== null) return null;
  if (answer.compatible === true) return safeguarded(change, candidate.text, []);
  const found = format.repairs.flatMap((repair) => mendWith(repair, change, answer) ?? []);
  return found.reduce<MendedSchema | null>((best, one) => (best === null || cost(one) < cost(best) ? one : best), null);
}

/** What is postponed weighs more than what is merely written otherwise. */
const cost = ({ changes }: MendedSchema): number =>
  changes.reduce((sum, { postpones }) => sum + (postpones ? POSTPONED : 1), 0);
const POSTPONED = 100;

function mendWith(repair: Repair<unknown>, change: SchemaChange, first: HistoryAnswer): MendedSchema | null {
  const { checker } = change.format;
  const changes: RepairChange[] = [];
  let source = change.candidate;
  let answer = first;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { schema } = checker.parse(source, false);
    const repaired = schema === null ? null : repair.mend(source.text, schema, misfitsOf(change, answer));
    if (repaired === null) return null;
    changes.push(...repaired.changes);
    source = { ...source, text: repaired.text };
    answer = check(change, source);
    if (answer.compatible === true)
      return isLatest(change, source.text) ? null : safeguarded(change, source.text, changes);
    if (answer.compatible === null) return null;
  }
  return null;
}

const check = ({ format, level, history, profile, goesOn }: SchemaChange, source: SchemaSource): HistoryAnswer =>
  checkWith(format.checker, source, level, history, profile, goesOn);

/** More are no small thing to mend. */
const MAX_MISFITS = 200;

/** Of what several versions have in common the newest one stands for all: the checker says whether that was enough. */
function misfitsOf({ format, history }: SchemaChange, { checks }: HistoryAnswer): Misfit<unknown>[] {
  const versions = new Map(history.map((version) => [version.version, version]));
  const misfits = new Map<string, Misfit<unknown>>();
  for (const { version, direction, incompatibilities } of checks) {
    const earlier = versions.get(version);
    const schema = earlier === undefined ? null : parsedVersion(format, earlier);
    if (earlier === undefined || schema === null) continue;
    for (const incompatibility of incompatibilities) {
      const key = `${direction} ${incompatibility.rule} ${incompatibility.message}`;
      if (misfits.has(key)) continue;
      if (misfits.size === MAX_MISFITS) return [...misfits.values()];
      misfits.set(key, { direction, incompatibility, earlier: { source: earlier.source, schema } });
    }
  }
  return [...misfits.values()];
}

const parsedVersion = ({ checker }: SchemaChange['format'], { type, source }: HistoryVersion): unknown =>
  type === checker.type ? checker.parse(source, true).schema : null;

function safeguarded(change: SchemaChange, text: string, changes: readonly RepairChange[]): MendedSchema | null {
  const plain = changes.length === 0 ? null : mended(change, text, changes);
  const { format, history, candidate } = change;
  const [latest] = history;
  const older = latest === undefined ? null : parsedVersion(format, latest);
  const newer = format.checker.parse({ ...candidate, text }, false).schema;
  if (older === null || newer === null) return plain;
  const safer = format.safeguard(text, older, newer);
  if (safer === null || check(change, { ...candidate, text: safer.text }).compatible !== true) return plain;
  return mended(change, safer.text, [...changes, ...safer.changes]);
}

function mended({ format }: SchemaChange, text: string, changes: readonly RepairChange[]): MendedSchema {
  const leftovers = changes.flatMap(({ leftover }) => leftover ?? []);
  return { text, changes, last: leftovers.length === 0 ? null : format.without(text, leftovers) };
}

/** Nothing is left of the change. */
function isLatest({ format, history }: SchemaChange, text: string): boolean {
  const [latest] = history;
  if (latest === undefined) return false;
  return format.linesOf(latest.source.text).join('\n') === format.linesOf(text).join('\n');
}
