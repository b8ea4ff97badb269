import { show } from '../words.ts';
import type { Premises } from './premises.ts';
import { rateWords, SOURCE } from './words.ts';

/** A rate to carry and what one partition carries of it: their quotient is a need in partitions, not yet rounded. */
export interface Load {
  readonly id: 'F1-producer' | 'F1-consumer' | 'F2-processing';
  readonly who: string;
  readonly verb: 'need' | 'needs';
  readonly rate: number;
  readonly perPartition: number;
  readonly unit: 'MB/s' | 'messages/s';
  readonly partitions: number;
  /** The quotient with its numbers, before it is rounded up. */
  readonly formula: string;
  /** What one partition carries was not measured. */
  readonly assumed: boolean;
  readonly source: string;
}

/**
 * F1 `T ÷ p`, `T ÷ c` and F2 `λ·S ÷ ρ` as far as their numbers are known. The number of groups does not multiply
 * partitions: groups read independently, so the slowest counts. Source: Jun Rao; Little's law.
 */
export function loadsOf(premises: Premises): Load[] {
  const { targetMbPerS, targetMessagesPerS, producerMbPerS, consumerMbPerS, processingMs, utilisation } = premises;
  const loads: Load[] = [];
  if (targetMbPerS !== null && producerMbPerS !== null)
    loads.push(throughput('F1-producer', 'producers', targetMbPerS, producerMbPerS.value, producerMbPerS.assumed));
  if (targetMbPerS !== null && consumerMbPerS !== null)
    loads.push(
      throughput('F1-consumer', 'the slowest group', targetMbPerS, consumerMbPerS.value, consumerMbPerS.assumed),
    );
  if (targetMessagesPerS !== null && processingMs !== null) {
    const perPartition = (utilisation * 1000) / processingMs;
    loads.push({
      id: 'F2-processing',
      who: 'the slowest handler',
      verb: 'needs',
      rate: targetMessagesPerS,
      perPartition,
      unit: 'messages/s',
      partitions: targetMessagesPerS / perPartition,
      formula: `${rateWords(targetMessagesPerS, 'messages/s')} × ${show(processingMs)} ms ÷ ${show(utilisation)} utilisation`,
      assumed: false,
      source: SOURCE.littlesLaw,
    });
  }
  return loads;
}

const throughput = (
  id: 'F1-producer' | 'F1-consumer',
  who: string,
  rate: number,
  perPartition: number,
  assumed: boolean,
): Load => ({
  id,
  who,
  verb: id === 'F1-producer' ? 'need' : 'needs',
  rate,
  perPartition,
  unit: 'MB/s',
  partitions: rate / perPartition,
  formula: `${show(rate)} ÷ ${show(perPartition)} MB/s${assumed ? ' (assumed)' : ''}`,
  assumed,
  source: SOURCE.rao,
});

/** The load that asks for most; null when no rate is known. The first wins a tie. */
export const heaviest = (loads: readonly Load[]): Load | null =>
  loads.reduce<Load | null>((most, load) => (most === null || load.partitions > most.partitions ? load : most), null);
