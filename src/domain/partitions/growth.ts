import { show } from '../words.ts';
import type { PartitionDemand } from './demand.ts';

/** The far end of the 12–24 months that a keyed topic is planned for. */
const DEFAULT_HORIZON_MONTHS = 24;

/** Yearly growth as one factor over the horizon. */
interface YearlyGrowth {
  readonly factor: number;
  readonly months: number;
  readonly formula: string;
}

/** `(1 + g)^(months ÷ 12)`; null where no growth per year was given. Source: compound growth. */
export function growthPerYear({ growth_percent_per_year, horizon_months }: PartitionDemand): YearlyGrowth | null {
  if (growth_percent_per_year === undefined) return null;
  const months = horizon_months ?? DEFAULT_HORIZON_MONTHS;
  return {
    factor: (1 + growth_percent_per_year / 100) ** (months / 12),
    months,
    formula: `(1 + ${show(growth_percent_per_year)} %)^(${show(months)} months ÷ 12)`,
  };
}
