import { count, show } from '../words.ts';
import { mostForAnEvenSpread } from './key-spread.ts';
import type { Premises } from './premises.ts';
import { SOURCE } from './words.ts';

/** The seed rule: three times the expected parallel consumers leaves room to scale out without moving keys. Rule of thumb. */
const PARTITIONS_PER_CONSUMER = 3;

/** The largest count with many divisors that owes no reason: room to scale out asks for no more. Source: guideline anti-patterns. */
const MOST_FOR_ROOM = 48;

/** Room that costs next to nothing, however small the load: rule of thumb, eight consumers of the seed rule. */
const ROOM_FOR_ANY_LOAD = 24;

/** What the consumers ask for, and how the number came about. */
export interface ElasticFloor {
  readonly asks: number;
  readonly formula: string;
  readonly why: string;
  readonly source: string;
}

/**
 * Room for the consumers of a new topic: three partitions for each, but no more than its keys fill evenly, than three times
 * what its load needs, or than owes no reason. Each of them still gets one. `loadNeeds` is null where the load of
 * the consumers was not measured. Rule of thumb; the caps: derived.
 */
export function elasticFloor(
  consumers: number,
  { keys, consumersAssumed }: Pick<Premises, 'keys' | 'consumersAssumed'>,
  loadNeeds: number | null,
): ElasticFloor {
  const room = PARTITIONS_PER_CONSUMER * consumers;
  const { most, because } = capOf(keys, loadNeeds);
  const times = `${PARTITIONS_PER_CONSUMER} × ${count(consumers, 'expected consumer')}${consumersAssumed ? ' (assumed)' : ''}`;
  if (room <= most) return { asks: room, formula: times, why: `${times} = ${show(room)}`, source: SOURCE.threeTimes };
  if (consumers >= most) return oneEach(consumers, consumersAssumed);
  const capped = `${times}, at most ${show(most)}`;
  return { asks: most, formula: capped, why: `${capped}: ${because}`, source: SOURCE.threeTimes };
}

/**
 * What consumers ask of a topic that exists: a partition for each, since room moves keys for nothing; and nothing where
 * nobody told how many there are.
 */
export const floorOfExisting = (
  consumers: number,
  { consumersAssumed }: Pick<Premises, 'consumersAssumed'>,
): ElasticFloor =>
  consumersAssumed
    ? {
        asks: 1,
        formula: '1 at least',
        why: 'neither a rate nor consumers are known to ask for more',
        source: SOURCE.oneMember,
      }
    : oneEach(consumers, false);

const oneEach = (consumers: number, assumed: boolean): ElasticFloor => {
  const who = `${count(consumers, 'expected consumer')}${assumed ? ' (assumed)' : ''}`;
  return {
    asks: consumers,
    formula: `1 × ${who}`,
    why: consumers === 1 ? `${who} takes one partition` : `${who} take one partition each`,
    source: SOURCE.oneMember,
  };
};

/** The lowest cap, and what sets it. */
function capOf(keys: number | null, loadNeeds: number | null): { readonly most: number; readonly because: string } {
  const caps = [
    { most: MOST_FOR_ROOM, because: 'no number asks for more' },
    ...(loadNeeds === null
      ? []
      : [
          {
            most: Math.max(ROOM_FOR_ANY_LOAD, PARTITIONS_PER_CONSUMER * loadNeeds),
            because: `the load needs ${show(loadNeeds)}`,
          },
        ]),
    ...(keys === null
      ? []
      : [{ most: mostForAnEvenSpread(keys), because: `${count(keys, 'key')} spread evenly over no more` }]),
  ];
  return caps.reduce((lowest, cap) => (cap.most < lowest.most ? cap : lowest));
}
