import { count, show } from '../words.ts';
import type { Computed } from './computed.ts';

interface Records {
  readonly recordsPerS: number;
  readonly recordBytes: number;
}

const SOURCE = 'derived: records × bytes';

/** Rate in MB/s of 10⁶ bytes, the unit of networks and of this server's inputs. Source: derived. */
export const mbPerS = ({ recordsPerS, recordBytes }: Records): Computed => ({
  value: (recordsPerS * recordBytes) / 1e6,
  formula: `${show(recordsPerS)} records/s × ${show(recordBytes)} bytes ÷ 10⁶`,
  source: SOURCE,
});

/** Rate in MiB/s of 2²⁰ bytes, as Kafka's own performance tools print it. Source: derived. */
export const mibPerS = ({ recordsPerS, recordBytes }: Records): Computed => ({
  value: (recordsPerS * recordBytes) / 2 ** 20,
  formula: `${show(recordsPerS)} records/s × ${show(recordBytes)} bytes ÷ 2²⁰`,
  source: SOURCE,
});

/** Events that one stream of entities causes: `entities/s × events each`, events/s. Source: derived. */
export const eventsPerS = ({
  entitiesPerS,
  eventsPerEntity,
}: {
  readonly entitiesPerS: number;
  readonly eventsPerEntity: number;
}): Computed => ({
  value: entitiesPerS * eventsPerEntity,
  formula: `${show(entitiesPerS)}/s × ${count(eventsPerEntity, 'event')} each`,
  source: 'derived: entities × events each',
});
