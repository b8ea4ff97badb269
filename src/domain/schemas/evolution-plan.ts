import type { SchemaChange } from './change.ts';
import { checkWith, type HistoryAnswer, type HistoryVersion } from './check-history.ts';
import type { SchemaSource } from './checker.ts';
import { BACKWARD, type CompatibilityLevel, FORWARD } from './levels.ts';
import type { MendedSchema } from './mend.ts';
import { type UpgradeOrder, upgradeOrder } from './upgrade-order.ts';

/** One step of a change that cannot be made at once. */
export interface PlanStep {
  readonly phase: 'expand' | 'migrate' | 'contract';
  readonly does: string;
  /** The level that the subject has meanwhile. */
  readonly level: string;
  readonly first: UpgradeOrder['first'];
  /** How to see that the next step may begin. */
  readonly done_when: string;
}

const OLD_DATA_GONE =
  'No data from before is left: retention.ms and the time until a segment is deleted have passed, or a compacted topic has been written anew.';
const EVERYBODY = 'Every consumer and producer runs with it.';

/**
 * Expand, migrate, contract, where no single step leads to the new schema. Empty when one does: the schema fits, or a mended
 * one has all that was wanted. The steps that register something were checked under the level that they name. Source: Confluent
 * documentation, "Schema Evolution and Compatibility", and "Parallel Change" (Fowler, Sato).
 */
export function evolutionPlan(change: SchemaChange, answer: HistoryAnswer, mended: MendedSchema | null): PlanStep[] {
  if (answer.compatible !== false || mended?.changes.every(({ postpones }) => !postpones)) return [];
  const typeChanged = change.history.some(({ type }) => type !== change.format.checker.type);
  if (typeChanged) return newTopic(change);
  return mended === null ? withoutMended(change) : withMended(change, mended);
}

/** The mended schema bridges the time until what was wanted can stand alone. */
function withMended(change: SchemaChange, { text, last }: MendedSchema): PlanStep[] {
  const { candidate, history, level } = change;
  const bridge: SchemaSource = { ...candidate, text };
  const end: SchemaSource = last === null ? candidate : { ...candidate, text: last };
  const expanded = { ...change, history: [asVersion(change, bridge), ...history] };
  const endLevel = [level, ...others(level)].find((one) => fits(expanded, end, one));
  const what = last === null ? 'the schema as it was given' : 'the schema without the old fields';
  return [
    {
      phase: 'expand',
      does: 'Register the mended schema and roll it out.',
      level: level.name,
      first: upgradeOrder(change, bridge)?.first ?? 'any',
      done_when: EVERYBODY,
    },
    {
      phase: 'migrate',
      does:
        last === null
          ? 'Producers write only what the final schema allows too; consumers get along with both.'
          : 'Producers fill the old and the new fields; consumers move to the new ones, one by one.',
      level: level.name,
      first: 'producers',
      done_when: last === null ? OLD_DATA_GONE : `No consumer reads the old fields any more. ${OLD_DATA_GONE}`,
    },
    endLevel === undefined
      ? staying(level, what)
      : {
          phase: 'contract',
          does: endLevel === level ? `Register ${what}.` : switching(level, endLevel, what),
          level: endLevel.name,
          first: upgradeOrder(expanded, end)?.first ?? 'any',
          done_when: EVERYBODY,
        },
  ];
}

/** One direction fits: the side that reads what it should not is kept from it by the order of the steps. */
function withoutMended(change: SchemaChange): PlanStep[] {
  const { candidate, level } = change;
  const direction = others(level).find((one) => fits(change, candidate, one));
  if (direction === undefined) return newTopic(change);
  if (direction === BACKWARD)
    return [
      {
        phase: 'expand',
        does: 'Set the level to BACKWARD and register the schema; consumers take it, producers stay with the earlier one.',
        level: BACKWARD.name,
        first: 'consumers',
        done_when: 'Every consumer reads with the new schema, those too that run seldom.',
      },
      {
        phase: 'migrate',
        does: 'Producers change to the new schema.',
        level: BACKWARD.name,
        first: 'producers',
        done_when: 'Every producer writes with it.',
      },
      {
        phase: 'contract',
        does: `Set the level back to ${level.name}. No consumer with the earlier schema may come back.`,
        level: level.name,
        first: 'any',
        done_when: 'The level is back.',
      },
    ];
  return [
    {
      phase: 'expand',
      does: 'Register nothing yet: producers write only what the new schema allows too, under the earlier one.',
      level: level.name,
      first: 'producers',
      done_when: 'Every producer does, those too that run seldom.',
    },
    {
      phase: 'migrate',
      does: 'Wait, or write the topic anew.',
      level: level.name,
      first: 'any',
      done_when: OLD_DATA_GONE,
    },
    {
      phase: 'contract',
      does: switching(level, FORWARD, 'the schema as it was given'),
      level: FORWARD.name,
      first: 'producers',
      done_when: EVERYBODY,
    },
  ];
}

/** Nothing in the subject leads there. */
const newTopic = ({ level: { name } }: SchemaChange): PlanStep[] => [
  {
    phase: 'expand',
    does: 'Make a new topic with a subject of its own (or, on Confluent, a new value of compatibilityGroup) and register the schema there; producers write to both topics.',
    level: name,
    first: 'producers',
    done_when: 'Every event is in both topics.',
  },
  {
    phase: 'migrate',
    does: 'Move the consumers to the new topic one by one, each from a point in time that both topics have.',
    level: name,
    first: 'consumers',
    done_when: 'No group commits offsets on the old topic any more.',
  },
  {
    phase: 'contract',
    does: 'Stop writing to the old topic; delete it when its retention has passed. Keep its schemas as long as its data.',
    level: name,
    first: 'producers',
    done_when: 'The old topic is gone.',
  },
];

const staying = ({ name }: CompatibilityLevel, what: string): PlanStep => ({
  phase: 'contract',
  does: `Stay with the mended schema: ${name} refuses ${what} for good, since it compares with the earlier versions. Where that will not do, register it for a new topic.`,
  level: name,
  first: 'any',
  done_when: 'Nothing is left to do.',
});

const switching = (level: CompatibilityLevel, meanwhile: CompatibilityLevel, what: string): string =>
  `Set the level to ${meanwhile.name}, register ${what}, and set the level back to ${level.name}.`;

/** Levels that a subject may have for one registration. Under a transitive level later versions would be refused again. */
const others = ({ compares, backward, forward }: CompatibilityLevel): readonly CompatibilityLevel[] =>
  compares === 'all' ? [] : [...(backward ? [FORWARD] : []), ...(forward ? [BACKWARD] : [])];

const fits = (
  { format, history, profile, goesOn }: SchemaChange,
  source: SchemaSource,
  level: CompatibilityLevel,
): boolean =>
  history.length > 0 && checkWith(format.checker, source, level, history, profile, goesOn).compatible === true;

const asVersion = ({ history, format }: SchemaChange, source: SchemaSource): HistoryVersion => ({
  version: (history[0]?.version ?? 0) + 1,
  type: format.checker.type,
  source,
});
