import { atLeast } from '../../configs/release.ts';
import { rounded } from '../../partitions/arithmetic.ts';
import { count, show } from '../../words.ts';
import {
  BROKER_DISK_GB,
  brokersForDisk,
  CLUSTER_GUIDELINE,
  clusterLoadOf,
  diskSeverity,
  MOST_FULL,
} from '../cluster-load.ts';
import { SMALL_EVENT_BYTES } from '../disk.ts';
import type { BusinessEvent } from '../premises.ts';
import type { DesignRule } from '../rule.ts';
import type { Topic } from '../topic.ts';
import { listed } from '../words.ts';

/** The disks of all topics together against those of the brokers. What a mean only took from its peak accuses nobody. */
export const diskPerBroker: DesignRule = ({ premises, topics }) => {
  const { brokers, release } = premises;
  if (brokers === null) return [];
  const { diskGb, surelyGb } = clusterLoadOf(topics);
  const severity = diskSeverity(surelyGb, brokers);
  if (severity === null) return [];
  const gb = (value: number) => `${show(rounded(value, 0))} GB`;
  const unknownMeans = eventsOf(topics, ({ peakPerS, averagePerS }) => peakPerS === averagePerS);
  const unknownSizes = eventsOf(topics, ({ bytesGiven }) => !bytesGiven);
  const isKnown = unknownMeans.length + unknownSizes.length === 0;
  const least = isKnown ? '' : ` (${gb(surelyGb / brokers)} at the least)`;
  const largest = [...topics].filter(({ disk }) => disk !== null).sort((a, b) => gbOf(b) - gbOf(a));
  return [
    {
      rule: 'DESIGN-DISK-PER-BROKER',
      severity,
      says: `${brokers === 1 ? 'The one broker' : `Each of ${show(brokers)} brokers`} would keep ${gb(diskGb / brokers)}${least}; one is planned with ${gb(BROKER_DISK_GB)} of disk, ${show(MOST_FULL * 100)} % of it full.`,
      evidence: [
        `${gb(diskGb)} with replicas before compression ÷ ${count(brokers, 'broker')} ÷ ${MOST_FULL} = disks of ${gb(diskGb / brokers / MOST_FULL)}`,
        `largest: ${largest
          .slice(0, 3)
          .map((topic) => `${topic.name} with ${gb(gbOf(topic))}`)
          .join(', ')}`,
        ...(unknownMeans.length === 0
          ? []
          : [`at the least: a third of the peak, for average_per_s of ${listed(unknownMeans)} is not given`]),
        ...(unknownSizes.length === 0
          ? []
          : [`at the least: ${SMALL_EVENT_BYTES} bytes, for bytes of ${listed(unknownSizes)} is not given`]),
      ],
      remedy: `Keep it shorter${atLeast(release, '3.9') ? ', or in tiered storage (3.9 and later, not for compacted topics)' : ''}, or plan ${count(brokersForDisk(surelyGb), 'broker')}${isKnown ? '' : ' and more'} with ${gb(BROKER_DISK_GB)} each. First measure ${unknownMeans.length === 0 ? '' : 'the mean rate and '}the compression.`,
      guideline: CLUSTER_GUIDELINE.disk,
      confidence: 'medium',
    },
  ];
};

const gbOf = ({ disk }: Topic): number => disk?.value ?? 0;

/** Events that count on disk. */
const eventsOf = (topics: readonly Topic[], are: (event: BusinessEvent) => boolean): string[] =>
  topics.flatMap(({ disk, events }) => (disk === null ? [] : events.filter(are).map(({ name }) => name)));
