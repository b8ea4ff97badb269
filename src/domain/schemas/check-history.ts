import {
  COMPARISON_LIMIT,
  type FormatChecker,
  type Incompatibility,
  type Parsed,
  type RegistryProfile,
  type SchemaProblem,
  type SchemaSource,
} from './checker.ts';
import type { CompatibilityLevel } from './levels.ts';
import type { SchemaType } from './observation.ts';

/** One checker for each format. Each only meets schemas that it parsed itself. */
export type Checkers = Readonly<Record<SchemaType, FormatChecker<unknown>>>;

export interface HistoryVersion {
  readonly version: number;
  /** In the registry's words: a type that has no checker is a change of type. */
  readonly type: string;
  readonly source: SchemaSource;
}

export interface HistoryAnswer {
  /** Why the candidate is not a schema; nothing was compared then. */
  readonly problem: SchemaProblem | null;
  /** Newest version first, and in each the directions in the registry's order. Empty when the level compares nothing. */
  readonly checks: readonly DirectionCheck[];
  /** null when that is not known: the candidate or an earlier version is no schema, or a comparison was given up. */
  readonly compatible: boolean | null;
  /** The one version that the registry tells of: it stops at the first that does not fit. null when all fit. */
  readonly registryStopsAt: number | null;
}

export interface DirectionCheck {
  readonly version: number;
  /** `backward`: the candidate reads data of this version; `forward`: this version reads data of the candidate. */
  readonly direction: 'backward' | 'forward';
  readonly incompatibilities: readonly Incompatibility[];
  /** Why there is no full answer: this version is no schema, or the comparison was given up. */
  readonly problem: SchemaProblem | null;
}

/**
 * Whether a schema may follow the versions of a subject (newest first) under a level. Unlike the registry it reports every
 * version that the level compares with. Source: reference of the Confluent registry's rules: FORWARD is BACKWARD with the sides
 * swapped, FULL is FORWARD and then BACKWARD, the transitive levels go from the newest version to the oldest.
 */
export const checkHistory = (
  candidate: SchemaSource,
  type: SchemaType,
  level: CompatibilityLevel,
  history: readonly HistoryVersion[],
  profile: RegistryProfile,
  checkers: Checkers,
): HistoryAnswer => checkWith(checkers[type], candidate, level, history, profile);

/** The same with the checker at hand. Versions that are reached when `goesOn` says no are given up. */
export function checkWith(
  checker: FormatChecker<unknown>,
  candidate: SchemaSource,
  level: CompatibilityLevel,
  history: readonly HistoryVersion[],
  profile: RegistryProfile,
  goesOn: () => boolean = () => true,
): HistoryAnswer {
  const parsed = checker.parse(candidate, false);
  if (parsed.problem !== null) return { problem: parsed.problem, checks: [], compatible: null, registryStopsAt: null };
  const compared = level.compares === 'none' ? [] : level.compares === 'latest' ? history.slice(0, 1) : history;
  const checks = compared.flatMap((version) => {
    const { type } = checker;
    const earlier = version.type !== type ? null : goesOn() ? checker.parse(version.source, true) : NO_TIME;
    return directionsOf(level).map((direction) => ({
      version: version.version,
      direction,
      ...(earlier === null
        ? { incompatibilities: [typeChange(version.type, type)], problem: null }
        : compareOne(checker, parsed.schema, goesOn() ? earlier : NO_TIME, direction, profile)),
    }));
  });
  const failed = checks.find(({ incompatibilities }) => incompatibilities.length > 0);
  const open = checks.some(({ problem }) => problem !== null);
  return {
    problem: null,
    checks,
    compatible: failed !== undefined ? false : open ? null : true,
    registryStopsAt: failed?.version ?? null,
  };
}

const NO_TIME: Parsed<never> = {
  schema: null,
  problem: {
    line: null,
    column: null,
    expected: 'smaller or fewer schemas',
    kind: 'limit',
    message: 'The comparisons before this one took all the time that there is for an answer.',
  },
};

const directionsOf = ({ backward, forward }: CompatibilityLevel): DirectionCheck['direction'][] => [
  ...(forward ? (['forward'] as const) : []),
  ...(backward ? (['backward'] as const) : []),
];

function compareOne(
  checker: FormatChecker<unknown>,
  candidate: unknown,
  earlier: Parsed<unknown>,
  direction: DirectionCheck['direction'],
  profile: RegistryProfile,
): Pick<DirectionCheck, 'incompatibilities' | 'problem'> {
  if (earlier.problem !== null) return { incompatibilities: [], problem: earlier.problem };
  const found =
    direction === 'backward'
      ? checker.compare(candidate, earlier.schema, profile)
      : checker.compare(earlier.schema, candidate, profile);
  const limit = found.find(({ rule }) => rule === COMPARISON_LIMIT);
  return {
    incompatibilities: found.filter(({ rule }) => rule !== COMPARISON_LIMIT),
    problem:
      limit === undefined
        ? null
        : { line: null, column: null, expected: 'smaller schemas', kind: 'limit', message: limit.message },
  };
}

/** The registry compares no further: it answers with a sentence that has neither rule nor path. */
const typeChange = (earlier: string, type: SchemaType): Incompatibility => ({
  rule: 'SCHEMA_TYPE_CHANGED',
  path: '/',
  message: `The earlier version is ${earlier} and the new schema ${type}: a subject keeps its type.`,
  reader: null,
  writer: null,
});
