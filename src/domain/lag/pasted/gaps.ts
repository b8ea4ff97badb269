import type { Gap } from '../../gap.ts';
import { named } from '../../named.ts';
import type { PastedGroup } from './groups.ts';

/** What a diagnosis would want and a pasted text does not have. */
export const gapsOf = (groups: readonly PastedGroup[]): readonly Gap[] => [...always, ...groups.flatMap(ofGroup)];

const gap = (what: string, why: string): Gap => ({ what, why, broker: null });

const always: readonly Gap[] = [
  gap(
    'direction of the lag, rates and since when',
    'a pasted text is one look without a clock; paste what the tool prints a minute later and compare, or connect the cluster',
  ),
  gap(
    'records lost to retention, open transactions, time lag',
    'the tool prints neither log start offsets nor last stable offsets nor timestamps',
  ),
];

function ofGroup({ observation: group, members }: PastedGroup): readonly Gap[] {
  const of = `of group ${named(group.group)}`;
  const gaps: Gap[] = [];
  if (group.offsets === null) {
    gaps.push(gap(`offsets ${of}`, 'the text has no table of offsets for it: add what --describe --offsets prints'));
  }
  if (group.state === null) {
    gaps.push(
      gap(`state ${of}`, 'only --describe --state prints it: Stable, Empty and a rebalance look the same here'),
    );
  }
  if (members === null) {
    gaps.push(
      gap(
        `members ${of}`,
        'no row names one. The line "has no active members" goes to standard error and is easily left out, so the group may be empty: add what --describe --members prints',
      ),
    );
  } else if (!members.complete) {
    gaps.push(gap(`idle members ${of}`, 'members without a partition are listed by --describe --members only'));
  }
  const withoutPartitions = members?.members.filter(({ assignment }) => assignment === null).length ?? 0;
  if (withoutPartitions > 0) {
    gaps.push(gap(`partitions of ${withoutPartitions} members ${of}`, 'the text does not say which they own'));
  }
  return gaps;
}
