import { show } from '../words.ts';
import { ceiling } from './arithmetic.ts';
import { type HotKeyVerdict, hotKeyFormula, hottestKeyLoad } from './hot-key.ts';
import type { Load } from './loads.ts';
import type { Premises } from './premises.ts';
import { roundingFormula, roundingWords, roundUp } from './rounding.ts';
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
  readonly candidates: Candidate[];
}

/** The seed rule: three times the expected parallel consumers leaves room to scale out without moving keys. */
export const PARTITIONS_PER_CONSUMER = 3;

/** A candidate that competes for the plan. */
interface Claim {
  readonly id: BindingConstraint['id'];
  /** What it asks for before rounding, growth included. */
  readonly asks: number;
  readonly candidate: Pick<Candidate, 'formula' | 'partitions' | 'source'>;
  readonly why: string;
}

/**
 * `P = round_up(max(⌈g·max(F1, F2)⌉, 3·N, hot key))`, or what the topic has where that is enough.
 * Source: Jun Rao for F1 and growth, Little's law for F2, the rest derived.
 */
export function countPartitions(premises: Premises, loads: readonly Load[], hotKey: HotKeyVerdict | null): Counting {
  const { brokers, currentPartitions: current, growth, growthFormula } = premises;
  const claims = [...loadClaims(loads, growth), ...hotKeyClaim(hotKey), ...consumersClaim(premises)];
  const [first, ...others] = claims;
  if (first === undefined) throw new Error('premisesOf lets no demand through that has neither a rate nor consumers');
  const winner = others.reduce((most, claim) => (claim.asks > most.asks ? claim : most), first);
  const kept = current !== null && current >= winner.asks;
  const partitions = kept ? current : roundUp(winner.asks, brokers);
  const binding: BindingConstraint = kept
    ? {
        id: 'current',
        says: `the topic has ${show(current)}, which covers the ${show(winner.asks)} it needs (${winner.why}), and partitions cannot be removed`,
      }
    : { id: winner.id, says: `${winner.why}${roundingWords(winner.asks, partitions, brokers)}` };

  const throughput = loads.length === 0 ? null : Math.max(...loads.map(needOf));
  const steps: Candidate[] = [];
  if (throughput !== null && growth > 1)
    steps.push({
      id: 'F4-growth',
      formula: `⌈${show(throughput)} × ${show(growth)}⌉${growthFormula === null ? '' : `, ${show(growth)} = ${growthFormula}`}`,
      partitions: grow(throughput, growth),
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
      formula: roundingFormula(winner.asks, brokers),
      partitions,
      outcome: 'applied',
      source: SOURCE.rounding,
    });
  return {
    partitions,
    throughput,
    throughputGrown: throughput === null ? null : grow(throughput, growth),
    base: winner.asks,
    binding,
    candidates: [
      ...claims.map(
        ({ id, candidate }): Candidate => ({ id, ...candidate, outcome: id === binding.id ? 'won' : 'weighed' }),
      ),
      ...steps,
    ],
  };
}

const loadClaims = (loads: readonly Load[], growth: number): Claim[] =>
  loads.map((load) => {
    const need = needOf(load);
    const formula = `⌈${load.formula}⌉`;
    const grown = grownNeedOf(load, growth);
    return {
      id: load.id,
      asks: grown,
      candidate: { formula, partitions: need, source: load.source },
      why: `${load.who} ${load.verb} ${formula} = ${show(need)}${growth > 1 ? `, × ${show(growth)} growth = ${show(grown)}` : ''}`,
    };
  });

function hotKeyClaim(hotKey: HotKeyVerdict | null): Claim[] {
  if (hotKey === null || hotKey.needed === null) return [];
  const candidate = { formula: `⌈${hotKeyFormula(hotKey)}⌉`, partitions: hotKey.needed, source: SOURCE.hotKey };
  const why = `${hottestKeyLoad(hotKey, hotKey.growth)}, and it takes ${show(hotKey.needed)} to keep the other keys out of its way`;
  return [{ id: 'hot-key', asks: hotKey.needed, candidate, why }];
}

function consumersClaim({ consumers, consumersAssumed }: Premises): Claim[] {
  if (consumers === null) return [];
  const asks = PARTITIONS_PER_CONSUMER * consumers;
  const formula = `${PARTITIONS_PER_CONSUMER} × ${show(consumers)} expected consumers${consumersAssumed ? ' (assumed)' : ''}`;
  return [
    {
      id: 'F3-consumers',
      asks,
      candidate: { formula, partitions: asks, source: SOURCE.threeTimes },
      why: `${formula} = ${show(asks)}`,
    },
  ];
}

/** What one load asks for after growth. */
export const grownNeedOf = (load: Load, growth: number): number => grow(needOf(load), growth);

/** F1 or F2 of one load: at least one partition. */
const needOf = (load: Load): number => Math.max(1, ceiling(load.partitions));

const grow = (need: number, growth: number): number => ceiling(need * growth);
