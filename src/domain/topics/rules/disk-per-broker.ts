import type { Release } from '../../configs/catalog.ts';
import { atLeast } from '../../configs/release.ts';
import type { Finding } from '../../finding.ts';
import { rounded } from '../../partitions/arithmetic.ts';
import { count, show } from '../../words.ts';
import {
  BROKER_DISK_GB,
  brokersForDisk,
  brokersForNetwork,
  CLUSTER_GUIDELINE,
  clusterLoadOf,
  diskSeverity,
  MOST_FULL,
} from '../cluster-load.ts';
import { isMeanGiven, SMALL_EVENT_BYTES } from '../disk.ts';
import type { BusinessEvent, Premises } from '../premises.ts';
import type { DesignRule } from '../rule.ts';
import type { Topic } from '../topic.ts';
import { listed } from '../words.ts';

/** The disks of all topics together against those of the brokers, or in brokers where their number was not given. */
export const diskPerBroker: DesignRule = ({ premises, topics }) =>
  premises.brokers === null ? ofUnknown(topics, premises) : onGiven(topics, premises.brokers, premises.release);

/** By the means that were given; where they fit, by what is likely of those that were not: a question, and no verdict. */
function onGiven(topics: readonly Topic[], brokers: number, release: Release): readonly Finding[] {
  const { diskGb, givenGb, likelyGb } = clusterLoadOf(topics);
  const known = diskSeverity(givenGb, brokers);
  if (known === null && diskSeverity(likelyGb, brokers) === null) return [];
  const unknownMeans = eventsOf(topics, (event) => event.peakPerS !== null && !isMeanGiven(event));
  const unknownSizes = eventsOf(topics, ({ bytesGiven }) => !bytesGiven);
  const basis = [
    ...(unknownMeans.length === 0 ? [] : ['at a third of the peak']),
    ...(unknownSizes.length === 0 ? [] : [`at ${SMALL_EVENT_BYTES} bytes`]),
  ];
  const apart = basis.length === 0 ? '' : ` (${gb(likelyGb / brokers)} ${basis.join(' and ')})`;
  const shorter = `Keep it shorter${tiered(release)}`;
  return [
    {
      rule: 'DESIGN-DISK-PER-BROKER',
      severity: known ?? 'medium',
      says: `${brokers === 1 ? 'The one broker' : `Each of ${show(brokers)} brokers`} would keep ${gb(diskGb / brokers)}${apart}; one is planned with ${gb(BROKER_DISK_GB)} of disk, ${show(MOST_FULL * 100)} % of it full.`,
      evidence: [
        `${gb(diskGb)} with replicas before compression ÷ ${count(brokers, 'broker')} ÷ ${MOST_FULL} = disks of ${gb(diskGb / brokers / MOST_FULL)}`,
        largestOf(topics),
        ...(unknownMeans.length === 0
          ? []
          : [
              `average_per_s of ${listed(unknownMeans)} is not given: counted at the peak; a third of it is a guess${known === null ? '' : `, and without them it is ${gb(givenGb / brokers)}`}`,
            ]),
        ...(unknownSizes.length === 0 ? [] : [`bytes of ${listed(unknownSizes)} is not given`]),
      ],
      remedy:
        known === null
          ? `Give average_per_s first, the mean over a day, and measure the compression. If it is as much: ${shorter.charAt(0).toLowerCase()}${shorter.slice(1)}, or plan more brokers.`
          : `${shorter}, or plan ${count(brokersForDisk(givenGb), 'broker')}${basis.length === 0 ? '' : ' and more'} with ${gb(BROKER_DISK_GB)} each. First measure ${unknownMeans.length === 0 ? '' : 'the mean rate and '}the compression.`,
      guideline: CLUSTER_GUIDELINE.disk,
      confidence: known === null ? 'low' : 'medium',
    },
  ];
}

/** So many times the brokers that all else asks for, and the disk is the design's first question. Source: rule of thumb. */
const FAR_MORE = 4;

/** The disk asks for more brokers than copies and network do. */
function ofUnknown(topics: readonly Topic[], premises: Premises): readonly Finding[] {
  const load = clusterLoadOf(topics);
  const needed = brokersForDisk(load.givenGb);
  const others = Math.max(premises.replicationFactor, brokersForNetwork(load, premises));
  if (needed <= others) return [];
  return [
    {
      rule: 'DESIGN-DISK-PER-BROKER',
      severity: needed > FAR_MORE * others ? 'medium' : 'low',
      says: `${gb(load.givenGb)} with replicas take ${count(needed, 'broker')} with ${gb(BROKER_DISK_GB)} of disk, ${show(MOST_FULL * 100)} % of it full; the rest of the load takes ${show(others)}.`,
      evidence: [
        `⌈${gb(load.givenGb)} before compression ÷ (${gb(BROKER_DISK_GB)} × ${MOST_FULL})⌉ = ${show(needed)}`,
        largestOf(topics),
      ],
      remedy: `Keep it shorter${tiered(premises.release)}, or plan the brokers for the disk. First measure the compression.`,
      guideline: CLUSTER_GUIDELINE.disk,
      confidence: 'medium',
    },
  ];
}

const gb = (value: number): string => `${show(rounded(value, 0))} GB`;

const tiered = (release: Release): string =>
  atLeast(release, '3.9') ? ', or in tiered storage (3.9 and later, not for compacted topics)' : '';

const largestOf = (topics: readonly Topic[]): string =>
  `largest: ${[...topics]
    .filter(({ disk }) => disk !== null)
    .sort((a, b) => gbOf(b) - gbOf(a))
    .slice(0, 3)
    .map((topic) => `${topic.name} with ${gb(gbOf(topic))}`)
    .join(', ')}`;

const gbOf = ({ disk }: Topic): number => disk?.value ?? 0;

/** Events that count on disk. */
const eventsOf = (topics: readonly Topic[], are: (event: BusinessEvent) => boolean): string[] =>
  topics.flatMap(({ disk, events }) => (disk === null ? [] : events.filter(are).map(({ name }) => name)));
