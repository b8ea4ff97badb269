import type { Gap } from '../gap.ts';
import { nearestNames } from '../nearest-names.ts';
import { diagnoseGroup, type GroupDiagnosis, indexLag } from './group.ts';
import type { LagObservation } from './observation.ts';
import type { LagStatus } from './status.ts';

/** What two looks, or one, say about a set of groups. */
export interface LagDiagnosis {
  /** Worst first: lost records, then blocked groups, then by lag. */
  readonly groups: readonly GroupDiagnosis[];
  readonly unknownGroups: readonly { readonly group: string; readonly nearest: readonly string[] }[];
  /** Sum over the groups whose lag is known. */
  readonly lag: bigint;
  readonly byStatus: ReadonlyMap<LagStatus, number>;
  /** Seconds between the looks; null with one look. */
  readonly seconds: number | null;
  readonly gaps: readonly Gap[];
}

export function diagnoseLag(first: LagObservation, second: LagObservation | null): LagDiagnosis {
  const before = indexLag(first);
  const after = second === null ? null : indexLag(second);
  const groups = first.groups
    .map(({ group }) => diagnoseGroup(group, before, after))
    .filter((diagnosis) => diagnosis !== null)
    .sort(worstFirst);
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
    gaps: distinct([...first.gaps, ...(second?.gaps ?? [])]),
  };
}

/** Loss can't be undone and a blocked group does not heal by itself, so both go before any amount of lag. */
const urgent: readonly LagStatus[] = ['offsets_lost_to_retention', 'blocked_by_transaction'];

function worstFirst(a: GroupDiagnosis, b: GroupDiagnosis): number {
  const rank = ({ status }: GroupDiagnosis) => (urgent.includes(status) ? urgent.indexOf(status) : urgent.length);
  const byLag = (b.lag ?? -1n) - (a.lag ?? -1n);
  return rank(a) - rank(b) || (byLag === 0n ? a.group.group.localeCompare(b.group.group) : byLag > 0n ? 1 : -1);
}

const distinct = (gaps: readonly Gap[]): Gap[] => [
  ...new Map(gaps.map((gap) => [`${gap.what}|${gap.why}`, gap])).values(),
];
