import { count } from '../count.ts';
import type { Capacity, Scale } from './capacity.ts';
import { duration } from './words.ts';

/** How many members and partitions it takes, in lockstep, or that no number can. */
export function capacityWords(capacity: Capacity): string {
  const { keepUp, drain, targetMinutes, members, partitions, keyOrder } = capacity;
  const now = `now ${members} on ${partitions}`;
  const target = targetMinutes === null ? '' : `To drain what is unread within ${duration(targetMinutes * 60)}`;
  const parts = [
    keepUp === null ? 'No number of members keeps up.' : `To keep up: ${scaleWords(keepUp)}, ${now}.`,
    ...(target === '' ? [] : [drain === null ? `${target}: no number can.` : `${target}: ${scaleWords(drain)}.`]),
    ...(keyOrder === null ? [] : [`Only as many members work as there are partitions. ${keyOrder}`]),
  ];
  return parts.join(' ');
}

export const limitWords = ({ limit }: Capacity): string[] => (limit === null ? [] : [limit.because]);

const scaleWords = ({ members, partitions }: Scale): string =>
  `${count(members, 'member')} on ${count(partitions, 'partition')}`;
