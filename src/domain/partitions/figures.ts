import type { Figure } from '../advice/figure.ts';
import { count, show } from '../words.ts';
import { rounded } from './arithmetic.ts';
import { hottestPartitionLoad } from './hot-key.ts';
import { KEYS_PER_PARTITION } from './key-spread.ts';
import { sizeOf } from './measured.ts';
import type { WeighedPlan } from './rule.ts';
import { SOURCE } from './words.ts';

/** The numbers of a plan that do not stand beside their formula elsewhere. */
export const figuresOf = (plan: WeighedPlan): Figure[] => [
  ...growthFigures(plan),
  ...spreadFigures(plan),
  ...hotKeyFigures(plan),
  ...measuredFigures(plan),
];

function growthFigures({ premises, demand }: WeighedPlan): Figure[] {
  const { growth, growthFormula } = premises;
  if (growthFormula === null) return [];
  const { growth_percent_per_year, horizon_months } = demand;
  return [
    {
      name: 'growth_factor',
      value: rounded(growth, 4),
      formula: growthFormula,
      inputs: [
        `growth_percent_per_year = ${show(growth_percent_per_year ?? 0)} (given)`,
        horizon_months === undefined
          ? 'horizon_months = 24 (assumed)'
          : `horizon_months = ${show(horizon_months)} (given)`,
      ],
      source: SOURCE.compoundGrowth,
    },
  ];
}

function spreadFigures({ spread, counting }: WeighedPlan): Figure[] {
  if (spread === null) return [];
  const keys = show(spread.keys);
  const allKeys = count(spread.keys, 'key');
  const partitions = show(counting.partitions);
  const inputs = [`key_cardinality = ${keys} (given)`, `partitions = ${partitions} (planned)`];
  const figure = (name: string, value: number, formula: string): Figure => ({
    name,
    value,
    formula,
    inputs,
    source: SOURCE.ballsInBins,
  });
  const { fullest_partition_over_average: over } = spread;
  return [
    figure('keys_per_partition', spread.keys_per_partition, `${allKeys} ÷ ${partitions}`),
    figure(
      'expected_empty_partitions',
      spread.expected_empty_partitions,
      `${partitions} × (1 − 1 ÷ ${partitions})^${keys}`,
    ),
    figure(
      'most_partitions_for_an_even_spread',
      spread.most_partitions_for_an_even_spread,
      `⌊${allKeys} ÷ ${KEYS_PER_PARTITION}⌋, at least 1`,
    ),
    ...(over === undefined
      ? []
      : [figure('fullest_partition_over_average', over, `√(2 × ln ${partitions} × ${partitions} ÷ ${keys})`)]),
  ];
}

function hotKeyFigures({ hotKey, premises, counting }: WeighedPlan): Figure[] {
  if (hotKey === null) return [];
  const { share, oneOfKeys, load } = hotKey;
  const rate = show(load.rate * premises.growth);
  return [
    {
      name: 'hottest_partition_load',
      value: rounded(hottestPartitionLoad(load.partitions * premises.growth, share, counting.partitions), 3),
      formula: `(${show(share)} × ${rate} + (1 − ${show(share)}) × ${rate} ÷ ${show(counting.partitions)}) ÷ ${show(load.perPartition)} ${load.unit}`,
      inputs: [
        oneOfKeys === null
          ? `hottest_key_share = ${show(share)} (given)`
          : `hottest_key_share = ${show(share)} at least (1 ÷ key_cardinality)`,
        `growth_factor = ${show(premises.growth)}`,
        `partitions = ${show(counting.partitions)} (planned)`,
        `what one partition carries = ${show(load.perPartition)} ${load.unit} (${load.assumed ? 'assumed' : 'from what was given'})`,
      ],
      source: SOURCE.hotKey,
    },
  ];
}

function measuredFigures({ measured }: WeighedPlan): Figure[] {
  if (measured === null) return [];
  const { observed, now, peak, averageBytes, measuredPartitions } = measured.facts;
  const rates = [
    ['messages_per_s_now', now],
    ['messages_per_s_peak', peak],
  ] as const;
  const { bytes, records } = sizeOf(observed);
  return [
    ...rates.flatMap(([name, rate]): Figure[] => {
      if (rate === null) return [];
      const seconds = (rate.toMs - rate.fromMs) / 1_000;
      const formula = `${show(Number(rate.records))} records ÷ ${show(seconds)} s`;
      const inputs = [`end offsets of ${count(measuredPartitions, 'partition')} at two times (measured)`];
      return [{ name, value: rounded(rate.perSecond, 2), formula, inputs, source: SOURCE.listOffsets }];
    }),
    ...(averageBytes === null
      ? []
      : [
          {
            name: 'average_message_bytes',
            value: rounded(averageBytes, 1),
            formula: `${show(Number(bytes))} bytes on the leaders ÷ ${show(Number(records))} records`,
            inputs: ['sizes of the leaders’ logs, end − start offsets (measured)'],
            source: SOURCE.logDirs,
          },
        ]),
  ];
}
