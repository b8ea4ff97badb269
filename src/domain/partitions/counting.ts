import { show } from '../words.ts';
import { ceiling } from './arithmetic.ts';
import { elasticFloor, floorOfExisting } from './elastic-floor.ts';
import { type HotKeyVerdict, hotKeyFormula, hottestKeyLoad } from './hot-key.ts';
import { mostForAnEvenSpread } from './key-spread.ts';
import type { Load } from './loads.ts';
import type { Premises } from './premises.ts';
import { plannedFor, roundingFormula, roundingWords } from './rounding.ts';
import { SOURCE } from './words.ts';

/** One number that was weighed. */
export interface Candidate {
  readonly id: CandidateId;
  /** The formula with its numbers; ⌈ ⌉ rounds up. */
  readonly formula: string;
  readonly partitions: number;
  /** `won`: it binds the plan · `applied`: a step from the winner to the plan · `weighed`: it asks for less. */
  readonly outcome: 'won' | 'applied' | 'weighed';
  readonly source: string;
}

type CandidateId =
  | 'F1-producer'
  | 'F1-consumer'
  | 'F2-processing'
  | 'F3-consumers'
  | 'F4-growth'
  | 'F5-rounding'
  | 'hot-key'
  | 'current';

/** The constraint that made the plan as large as it is: relax this one, and the count falls. */
export interface BindingConstraint {
  readonly id: Exclude<CandidateId, 'F4-growth' | 'F5-rounding'>;
  readonly says: string;
}

export interface Counting {
  readonly partitions: number;
  /** What the loads ask for today; null with no rate. */
  readonly throughput: number | null;
  /** The same after growth. */
  readonly throughputGrown: number | null;
  /** What wins, before rounding. */
  readonly base: number;
  readonly binding: BindingConstraint;
  /** What asks for most: what binds, or what the topic covers as it is. */
  readonly winner: Claim;
  /** What each constraint asks for before rounding, growth included. */
  readonly claims: readonly Claim[];
  readonly candidates: Candidate[];
}

/** A candidate that competes for the plan. */
export interface Claim {
  readonly id: BindingConstraint['id'];
  /** What it asks for before rounding, growth included. */
  readonly asks: number;
  /** The load behind it, not rounded at all; 0 where it is not a load. Among loads that ask for the same, the larger binds. */
  readonly exact: number;
  readonly assumed: boolean;
  readonly candidate: Pick<Candidate, 'formula' | 'partitions' | 'source'>;
  readonly why: string;
}

/** How growth counts: on the rounded need of a new topic; exactly, where partitions to spare move keys or stay empty. */
type Growing = 'rounded' | 'exact';

interface Counted {
  readonly growing: Growing;
  /** Consumers get room to scale out, not only a partition each. */
  readonly room: boolean;
}

/**
 * `P = round_up(max(⌈g·max(F1, F2)⌉, 3·N, hot key))`, or what the topic has where that covers its load after growth and
 * gives each consumer one partition; where only the latter asks for more, one for each. Source: Jun Rao for F1 and growth, Little's law for F2, the rest derived.
 */
export function countPartitions(premises: Premises, loads: readonly Load[], hotKey: HotKeyVerdict | null): Counting {
  const { currentPartitions: current, growth, growthFormula } = premises;
  const least = claimsOf(premises, loads, hotKey, { growing: 'exact', room: false });
  const kept = current !== null && current >= winnerOf(least).asks;
  const isLoadCovered = current !== null && least.every(({ id, asks }) => id === 'F3-consumers' || asks <= current);
  const growing = isLoadCovered ? 'exact' : growingOf(premises, loads);
  const claims = isLoadCovered ? least : claimsOf(premises, loads, hotKey, { growing, room: true });
  const winner = winnerOf(claims);
  const partitions = kept ? current : plannedFor(winner.asks, premises);
  const binding: BindingConstraint = kept
    ? {
        id: 'current',
        says:
          winner.id === 'F3-consumers' && winner.assumed
            ? `the topic has ${show(current)}, and ${winner.why}; partitions cannot be removed`
            : `the topic has ${show(current)}, which covers the ${show(winner.asks)} it needs (${winner.why}), and partitions cannot be removed`,
      }
    : { id: winner.id, says: `${winner.why}${roundingWords(winner.asks, premises)}` };

  const throughput = loads.length === 0 ? null : Math.max(...loads.map(needOf));
  const throughputGrown = grownNeed(loads, growth, growing);
  const steps: Candidate[] = [];
  if (throughput !== null && throughputGrown !== null && growth > 1)
    steps.push({
      id: 'F4-growth',
      formula: `⌈${show(growing === 'exact' ? Math.max(...loads.map((load) => load.partitions)) : throughput)} × ${show(growth)}⌉${growthFormula === null ? '' : `, ${show(growth)} = ${growthFormula}`}`,
      partitions: throughputGrown,
      outcome: loads.some(({ id }) => id === binding.id) ? 'applied' : 'weighed',
      source: growthFormula === null ? SOURCE.growth : SOURCE.compoundGrowth,
    });
  if (current !== null)
    steps.push({
      id: 'current',
      formula: 'what the topic has',
      partitions: current,
      outcome: kept ? 'won' : 'weighed',
      source: SOURCE.neverShrinks,
    });
  if (!kept)
    steps.push({
      id: 'F5-rounding',
      formula: roundingFormula(winner.asks, premises),
      partitions,
      outcome: 'applied',
      source: SOURCE.rounding,
    });
  return {
    partitions,
    throughput,
    throughputGrown,
    base: winner.asks,
    binding,
    winner,
    claims,
    candidates: [
      ...claims.map(
        ({ id, candidate }): Candidate => ({ id, ...candidate, outcome: id === binding.id ? 'won' : 'weighed' }),
      ),
      ...steps,
    ],
  };
}

const claimsOf = (
  premises: Premises,
  loads: readonly Load[],
  hotKey: HotKeyVerdict | null,
  counted: Counted,
): readonly Claim[] => [
  ...loadClaims(loads, premises.growth, counted.growing),
  ...hotKeyClaim(hotKey),
  ...consumersClaim(premises, loads, counted),
];

function growingOf({ keys, growth }: Premises, loads: readonly Load[]): Growing {
  const need = grownNeed(loads, growth, 'rounded');
  return keys !== null && need !== null && need > mostForAnEvenSpread(keys) ? 'exact' : 'rounded';
}

/** The claim that asks for most; of two loads that ask for the same, the larger before rounding, then the one nobody measured. */
function winnerOf([first, ...others]: readonly Claim[]): Claim {
  if (first === undefined) throw new Error('premisesOf lets no demand through that has neither a rate nor consumers');
  return others.reduce((most, claim) => (bindsMore(claim, most) ? claim : most), first);
}

function bindsMore(claim: Claim, than: Claim): boolean {
  if (claim.asks !== than.asks) return claim.asks > than.asks;
  if (claim.exact !== than.exact) return claim.exact > than.exact;
  return claim.exact > 0 && claim.assumed && !than.assumed;
}

const loadClaims = (loads: readonly Load[], growth: number, growing: Growing): Claim[] =>
  loads.map((load) => {
    const need = needOf(load);
    const formula = `⌈${load.formula}⌉`;
    const asks = grownNeedOf(load, growth, growing);
    const grown =
      growth === 1
        ? `${formula} = ${show(need)}`
        : growing === 'exact'
          ? `⌈${load.formula} × ${show(growth)} growth⌉ = ${show(asks)}`
          : `${formula} = ${show(need)}, × ${show(growth)} growth = ${show(asks)}`;
    return {
      id: load.id,
      asks,
      exact: load.partitions,
      assumed: load.assumed,
      candidate: { formula, partitions: need, source: load.source },
      why: `${load.who} ${load.verb} ${grown}`,
    };
  });

function hotKeyClaim(hotKey: HotKeyVerdict | null): Claim[] {
  if (hotKey === null || hotKey.needed === null) return [];
  const candidate = { formula: `⌈${hotKeyFormula(hotKey)}⌉`, partitions: hotKey.needed, source: SOURCE.hotKey };
  const why = `${hottestKeyLoad(hotKey, hotKey.growth)}, and it takes ${show(hotKey.needed)} to keep the other keys out of its way`;
  return [{ id: 'hot-key', asks: hotKey.needed, exact: 0, assumed: hotKey.load.assumed, candidate, why }];
}

function consumersClaim(premises: Premises, loads: readonly Load[], { growing, room }: Counted): Claim[] {
  const { consumers, consumersAssumed, growth } = premises;
  if (consumers === null) return [];
  const { asks, formula, why, source } = room
    ? elasticFloor(consumers, premises, isConsumerMeasured(loads) ? grownNeed(loads, growth, growing) : null)
    : floorOfExisting(consumers, premises);
  const candidate = { formula, partitions: asks, source };
  return [{ id: 'F3-consumers', asks, exact: 0, assumed: consumersAssumed, candidate, why }];
}

/** Whether somebody measured what a consumer carries, so that the load says how many of them have work. */
const isConsumerMeasured = (loads: readonly Load[]): boolean =>
  loads.some(({ id, assumed }) => id !== 'F1-producer' && !assumed);

/** What the loads ask for after growth; null with no rate. */
const grownNeed = (loads: readonly Load[], growth: number, growing: Growing): number | null =>
  loads.length === 0 ? null : Math.max(...loads.map((load) => grownNeedOf(load, growth, growing)));

const grownNeedOf = (load: Load, growth: number, growing: Growing): number =>
  growing === 'exact' ? Math.max(1, ceiling(load.partitions * growth)) : ceiling(needOf(load) * growth);

/** F1 or F2 of one load: at least one partition. */
const needOf = (load: Load): number => Math.max(1, ceiling(load.partitions));
