import type { DirectionCheck, HistoryVersion } from './check-history.ts';
import { COMPARISON_LIMIT, type SchemaProblem, type SchemaRisk } from './checker.ts';
import { type ExplainedIncompatibility, explained } from './explained.ts';
import type { SchemaFormat } from './format.ts';
import { textDiff } from './text-diff.ts';

/** What changed between two registered versions. */
export interface VersionDiff {
  readonly from: number;
  readonly to: number;
  /** The newer version reads data of the older one; null: not known. */
  readonly backward: boolean | null;
  /** The older version reads data of the newer one. */
  readonly forward: boolean | null;
  readonly incompatibilities: readonly ExplainedIncompatibility[];
  /** What a registry does not look at. */
  readonly risks: readonly SchemaRisk[];
  /** Pieces of the texts around each change; null when they differ too much. */
  readonly pieces: readonly string[] | null;
  /** Why the rules could not compare the two; the texts still were. */
  readonly problem: SchemaProblem | null;
}

/** `format`: null when the two are of different types, or of one that is not known here. */
export function versionDiff(
  older: HistoryVersion,
  newer: HistoryVersion,
  format: SchemaFormat<unknown> | null,
): VersionDiff {
  const linesOf = format?.linesOf ?? ((text: string) => text.split('\n'));
  const diff: VersionDiff = {
    from: older.version,
    to: newer.version,
    backward: null,
    forward: null,
    incompatibilities: [],
    risks: [],
    pieces: null,
    problem: null,
  };
  if (format === null) return { ...diff, pieces: textDiff(linesOf(older.source.text), linesOf(newer.source.text)) };
  const [before, after] = [older, newer].map(({ source }) => format.checker.parse(source, true));
  const problem = before?.problem ?? after?.problem ?? null;
  if (problem !== null || before === undefined || after === undefined)
    return { ...diff, problem, pieces: textDiff(older.source.text.split('\n'), newer.source.text.split('\n')) };
  const check = (direction: DirectionCheck['direction']): DirectionCheck => {
    const [reader, writer] = direction === 'backward' ? [after.schema, before.schema] : [before.schema, after.schema];
    const incompatibilities = format.checker.compare(reader, writer, 'confluent');
    return { version: older.version, direction, incompatibilities, problem: null };
  };
  const [backward, forward] = [check('backward'), check('forward')];
  return {
    ...diff,
    backward: fits(backward),
    forward: fits(forward),
    incompatibilities: explained([backward, forward]),
    risks: format.risks(before.schema, after.schema),
    pieces: textDiff(linesOf(older.source.text), linesOf(newer.source.text)),
  };
}

const fits = ({ incompatibilities }: DirectionCheck): boolean | null =>
  incompatibilities.some(({ rule }) => rule === COMPARISON_LIMIT) ? null : incompatibilities.length === 0;
