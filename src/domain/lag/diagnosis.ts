import type { Severity } from '../finding.ts';
import type { Gap } from '../gap.ts';
import { nearestNames } from '../nearest-names.ts';
import { indexBackground, type LagEvidence } from './evidence.ts';
import { diagnoseGroup, type GroupDiagnosis } from './group.ts';
import { indexLook } from './looks.ts';
import type { LagStatus } from './status.ts';

/** What the evidence says about a set of groups. */
export interface LagDiagnosis {
  /** Worst first: lost records, then blocked groups, then by the severity of the primary finding, then by lag. */
  readonly groups: readonly GroupDiagnosis[];
  readonly unknownGroups: readonly { readonly group: string; readonly nearest: readonly string[] }[];
  /** Sum over the groups whose lag is known. */
  readonly lag: bigint;
  readonly byStatus: ReadonlyMap<LagStatus, number>;
  /** Seconds between the looks; null with one look. */
  readonly seconds: number | null;
  readonly gaps: readonly Gap[];
}

/** What is wanted of the answer. */
export interface LagOptions {
  /** Drain the backlog within so many minutes; null: no wish. */
  readonly targetMinutes: number | null;
}

/** Judges every group of the first look. */
export function diagnoseLag({ first, second, background }: LagEvidence, { targetMinutes }: LagOptions): LagDiagnosis {
  const index = {
    first: indexLook(first),
    second: second === null ? null : indexLook(second),
    background: background === null ? null : indexBackground(background),
  };
  const groups = first.groups.flatMap(({ group }) => diagnoseGroup(group, index, targetMinutes) ?? []).sort(worstFirst);
  const byStatus = new Map<LagStatus, number>();
  for (const { status } of groups) byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  return {
    groups,
    unknownGroups: first.unknownGroups.map(({ group, knownGroups }) => ({
      group,
      nearest: nearestNames(group, knownGroups),
    })),
    lag: groups.reduce((sum, { lag }) => sum + (lag ?? 0n), 0n),
    byStatus,
    seconds: second === null ? null : (second.observedAtMs - first.observedAtMs) / 1_000,
    gaps: distinct([...first.gaps, ...(second?.gaps ?? []), ...(background?.gaps ?? [])]),
  };
}

/** Loss can't be undone and a blocked group does not heal by itself, so both go before any amount of lag. */
const urgent: readonly LagStatus[] = ['offsets_lost_to_retention', 'blocked_by_transaction'];

/** A crash loop with little lag is worse than a large backlog that is being read. */
const grave: readonly Severity[] = ['critical', 'high'];

function worstFirst(a: GroupDiagnosis, b: GroupDiagnosis): number {
  const rank = ({ status, primary }: GroupDiagnosis) =>
    urgent.includes(status)
      ? urgent.indexOf(status)
      : urgent.length +
        (grave.includes(primary?.severity ?? 'info') ? grave.indexOf(primary?.severity ?? 'info') : grave.length);
  const byLag = (b.lag ?? -1n) - (a.lag ?? -1n);
  return rank(a) - rank(b) || (byLag === 0n ? (a.group.group < b.group.group ? -1 : 1) : byLag > 0n ? 1 : -1);
}

const distinct = (gaps: readonly Gap[]): Gap[] => [
  ...new Map(gaps.map((gap) => [`${gap.what}|${gap.why}`, gap])).values(),
];
