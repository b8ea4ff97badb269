import type { SchemaChange } from './change.ts';
import { checkWith, type DirectionCheck } from './check-history.ts';
import type { Incompatibility, SchemaRisk } from './checker.ts';
import { explained } from './explained.ts';
import { type CompatibilityLevel, FULL } from './levels.ts';

/** A risk, and the versions with which it arises. */
export interface ChangeRisk extends SchemaRisk {
  readonly versions: readonly number[];
}

/** Earlier versions than these are compared for the verdict only. [chosen] */
const MAX_VERSIONS = 20;

/**
 * What a registry lets pass between the versions and the new schema, and what still breaks somebody. What an earlier change
 * risked is not news; what this one adds for data of that time is: a number that comes back with another meaning.
 */
export function changeRisks({ candidate, format, history, goesOn }: SchemaChange): ChangeRisk[] {
  const newer = format.checker.parse(candidate, false).schema;
  const versions = history.slice(0, MAX_VERSIONS).flatMap(({ version, type, source }) => {
    const schema = type === format.checker.type && goesOn() ? format.checker.parse(source, true).schema : null;
    return schema === null ? [] : [{ version, schema }];
  });
  const [latest, ...earlier] = versions;
  if (newer === null || latest === undefined || !goesOn()) return [];
  const risks = format.risks(latest.schema, newer).map((risk) => ({ ...risk, versions: [latest.version] }));
  const known = new Set(risks.map(keyOf));
  for (const { version, schema } of earlier) {
    if (!goesOn()) break;
    const before = new Set(format.risks(schema, latest.schema).map(keyOf));
    const added = format.risks(schema, newer).filter((risk) => !known.has(keyOf(risk)) && !before.has(keyOf(risk)));
    for (const risk of added) {
      const told = risks.find((one) => one.id === risk.id && one.path === risk.path && one.message === risk.message);
      if (told === undefined) risks.push({ ...risk, versions: [version] });
      else told.versions.push(version);
    }
  }
  return risks;
}

const keyOf = ({ id, path }: SchemaRisk): string => `${id} ${path}`;

/**
 * Comparisons that the level leaves out: under NONE all of them, under a level that is not transitive those with versions
 * before the latest. A registration passes whatever they find. What `asked` has found already is not told again.
 */
export function unaskedChecks(change: SchemaChange, asked: readonly DirectionCheck[]): readonly DirectionCheck[] {
  const { candidate, format, history, level, profile, goesOn } = change;
  const [wanted, versions] = unasked(level);
  const { checks } = checkWith(format.checker, candidate, wanted, history.slice(...versions), profile, goesOn);
  const known = new Set(asked.flatMap(({ direction, incompatibilities }) => incompatibilities.map(placed(direction))));
  return checks
    .filter(({ problem }) => problem === null)
    .map(({ incompatibilities, ...check }) => ({
      ...check,
      incompatibilities: incompatibilities.filter((one) => !known.has(placed(check.direction)(one))),
    }));
}

const placed =
  (direction: DirectionCheck['direction']) =>
  ({ rule, path }: Incompatibility): string =>
    `${direction} ${rule} ${path}`;

function unasked(level: CompatibilityLevel): readonly [CompatibilityLevel, readonly [number, number]] {
  if (level.compares === 'none') return [FULL, [0, 1]];
  return [{ ...level, compares: 'all' }, level.compares === 'all' ? [0, 0] : [1, MAX_VERSIONS]];
}

/** What the level leaves out, as risks. */
export const unaskedRisks = (checks: readonly DirectionCheck[], { name, compares }: CompatibilityLevel): ChangeRisk[] =>
  explained(checks).map(({ rule, path, message, breaks, versions }) => ({
    id: rule ?? '',
    path: path ?? '',
    message,
    breaks: breaks ?? '',
    source: `Level ${name} compares with ${compares === 'none' ? 'nothing' : 'the latest version only'}`,
    versions,
  }));
