import { count } from '../../count.ts';
import type { Capacity } from '../capacity.ts';
import { rate } from '../words.ts';

/** What is left for the week: partitions where there are too few, in lockstep with members; or what no number cures. */
export function scaleLater({ keepUp, drain, partitions, perMemberPerSecond, limit }: Capacity): readonly string[] {
  if (limit !== null) return [`No number of members and partitions cures it: ${limit.because}.`];
  const wanted = drain ?? keepUp;
  if (wanted === null) return [];
  if (wanted.partitions <= partitions) {
    return wanted.members < partitions
      ? []
      : [
          `${partitions} members on ${partitions} partitions is as far as this topic goes: before the next peak make the handler faster (one member gets ${rate(perMemberPerSecond)} done), or plan more partitions with kafka_plan_partitions.`,
        ];
  }
  return [
    `First make the handler faster, for example in batches: one member gets ${rate(perMemberPerSecond)} done. Else grow in lockstep to ${wanted.partitions} partitions and ${wanted.members} members, ${count(wanted.partitions / wanted.members, 'partition')} each.`,
  ];
}
