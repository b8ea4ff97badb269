import { type BrokerBandwidth, brokerBandwidth, CARD_MB_PER_S } from '../formulas/broker-bandwidth.ts';
import { rounded } from '../partitions/arithmetic.ts';
import { count, show } from '../words.ts';
import { surelyBytes } from './disk.ts';
import type { Premises } from './premises.ts';
import type { Topic } from './topic.ts';

/** Disk of a production broker, GB: what Confluent for Kubernetes plans one with. AWS MSK gives one at most 16 TiB. */
export const BROKER_DISK_GB = 12_000;
/** Share of a disk that may fill; a full log directory stops the broker. Source: rule of thumb; AWS MSK alarms at 85 %. */
export const MOST_FULL = 0.7;
/** Above so many times the usual disk no larger disks help: it takes other brokers, or another design. Source: rule of thumb. */
const FAR_ABOVE = 4;

/** How much so many GB on each of its brokers are too much; null: they fit. */
export function diskSeverity(gb: number, brokers: number): 'high' | 'medium' | null {
  const each = gb / brokers / MOST_FULL;
  return each > FAR_ABOVE * BROKER_DISK_GB ? 'high' : each > BROKER_DISK_GB ? 'medium' : null;
}

/** Guideline pages that the limits of a cluster stand on. */
export const CLUSTER_GUIDELINE = {
  disk: 'kafka://guidelines/cluster-sizing#disk',
  network: 'kafka://guidelines/cluster-sizing#network',
  segments: 'kafka://guidelines/cluster-sizing#partitions-and-operating-system',
} as const;

/** What all topics of a design ask of a cluster, before compression; failure topics hold next to nothing and are left out. */
export interface ClusterLoad {
  /** With replicas, at the mean rates and full retention. */
  readonly diskGb: number;
  /** By the means that were given alone. */
  readonly givenGb: number;
  /** At a third of the peak where the mean was not given. */
  readonly likelyGb: number;
  /** Written at peak, one copy. */
  readonly mbPerS: number;
  /** Sent to consumer groups at peak. */
  readonly readMbPerS: number;
  /** Mean number of groups that read a byte. */
  readonly readers: number;
  /** The least that the peak can be by what was given. */
  readonly surely: Traffic;
}

export function clusterLoadOf(topics: readonly Topic[]): ClusterLoad {
  const sum = (of: (topic: Topic) => number) => topics.reduce((total, topic) => total + of(topic), 0);
  const surelyOf = ({ events }: Topic) =>
    events.reduce(
      (total, event) =>
        total + (((event.peakGiven ? event.peakPerS : event.averagePerS) ?? 0) * surelyBytes(event)) / 1e6,
      0,
    );
  const peakOf = ({ sizing }: Topic) => sizing.flow?.mbPerS ?? 0;
  const read = (of: (topic: Topic) => number) => sum((topic) => of(topic) * topic.readers.length);
  const [mbPerS, surelyMbPerS] = [sum(peakOf), sum(surelyOf)];
  const readMbPerS = read(peakOf);
  return {
    diskGb: sum(({ disk }) => disk?.value ?? 0),
    givenGb: sum(({ disk }) => disk?.givenGb ?? 0),
    likelyGb: sum(({ disk }) => disk?.likelyGb ?? 0),
    mbPerS,
    readMbPerS,
    readers: mbPerS === 0 ? 0 : readMbPerS / mbPerS,
    surely: { mbPerS: surelyMbPerS, readers: surelyMbPerS === 0 ? 0 : read(surelyOf) / surelyMbPerS },
  };
}

/** Traffic of a whole cluster at peak. */
interface Traffic {
  readonly mbPerS: number;
  readonly readers: number;
}

/** What the load asks of each broker's network; a compression of 1 leaves it as it is. */
export const bandwidthOf = (
  { mbPerS, readers }: Traffic,
  { replicationFactor }: Premises,
  brokers: number,
  compression = 1,
): BrokerBandwidth => brokerBandwidth({ inMbPerS: mbPerS / compression, replicationFactor, readers, brokers });

/** The working of `worst`, in MB/s that are read and not in a mean number of groups. */
export function worstFormula(
  { mbPerS, readers }: Traffic,
  { worst: { direction, brokersDown } }: BrokerBandwidth,
  { replicationFactor }: Premises,
  brokers: number,
): string {
  const left = brokers - brokersDown;
  const replicas = Math.min(replicationFactor, left);
  const written = `${show(rounded(mbPerS, 3))} MB/s`;
  const asked =
    direction === 'in'
      ? `${written} × RF ${replicas}`
      : `(${written} × (RF ${replicas} − 1) + ${show(rounded(mbPerS * readers, 3))} MB/s to consumer groups)`;
  return `${asked} ÷ ${count(left, 'broker')}`;
}

/** Brokers that a disk of so many GB takes, each no fuller than it may be. Source: derived: quotient. */
export const brokersForDisk = (diskGb: number): number => Math.ceil(diskGb / (BROKER_DISK_GB * MOST_FULL));

/** Brokers whose cards carry a load while one of them is down. Source: derived: quotient, and one to spare. */
export function brokersForNetwork({ mbPerS, readers }: Traffic, { replicationFactor }: Premises): number {
  const times = Math.max(replicationFactor, replicationFactor - 1 + readers);
  return mbPerS === 0 ? 0 : Math.ceil((mbPerS * times) / CARD_MB_PER_S) + 1;
}
