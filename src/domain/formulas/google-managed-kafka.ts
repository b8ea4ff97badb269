import { ceiling } from '../partitions/arithmetic.ts';
import { count, show } from '../words.ts';
import type { Computed } from './computed.ts';
import { networkInMbPerS, networkOutMbPerS } from './network.ts';

/** A cluster of Google's Managed Service for Apache Kafka. */
export interface GoogleCluster {
  readonly writeMbPerS: Computed;
  readonly readMbPerS: Computed;
  /** Reads count a quarter of writes. */
  readonly writeEquivalentMbPerS: Computed;
  readonly vcpus: Computed;
  readonly memoryGib: Computed;
}

const SOURCE = 'Google Managed Service for Apache Kafka: plan cluster size';
const READS_PER_WRITE = 4;
const MB_PER_S_PER_VCPU = 20;
const GIB_PER_VCPU = 4;
const LEAST_VCPUS = 3;

/**
 * vCPUs for a load: `⌈(W·RF + (reads + W·(RF − 1)) ÷ 4) ÷ 20 MB/s ÷ utilisation⌉`, at least 3, with 4 GiB each. Batches below
 * 10 KB need more. Source: Google, plan cluster size.
 */
export function googleCluster({
  produceMbPerS,
  consumeMbPerS,
  replicationFactor,
  utilisation = 0.5,
}: {
  readonly produceMbPerS: number;
  /** What all consumers read together. */
  readonly consumeMbPerS: number;
  readonly replicationFactor: number;
  readonly utilisation?: number;
}): GoogleCluster {
  const write = networkInMbPerS({ mbPerS: produceMbPerS, replicationFactor });
  const followers = networkOutMbPerS({ mbPerS: produceMbPerS, replicationFactor, consumerGroups: 0 });
  const readMbPerS = consumeMbPerS + followers.value;
  const equivalent = write.value + readMbPerS / READS_PER_WRITE;
  const vcpus = Math.max(LEAST_VCPUS, ceiling(equivalent / MB_PER_S_PER_VCPU / utilisation));
  const computed = (value: number, formula: string): Computed => ({ value, formula, source: SOURCE });
  return {
    writeMbPerS: computed(write.value, write.formula),
    readMbPerS: computed(
      readMbPerS,
      `${show(consumeMbPerS)} MB/s + ${show(produceMbPerS)} MB/s × (RF ${show(replicationFactor)} − 1)`,
    ),
    writeEquivalentMbPerS: computed(
      equivalent,
      `${show(write.value)} MB/s + ${show(readMbPerS)} MB/s ÷ ${READS_PER_WRITE}`,
    ),
    vcpus: computed(
      vcpus,
      `max(${LEAST_VCPUS}, ⌈${show(equivalent)} MB/s ÷ ${MB_PER_S_PER_VCPU} ÷ ${show(utilisation)}⌉)`,
    ),
    memoryGib: computed(vcpus * GIB_PER_VCPU, `${count(vcpus, 'vCPU')} × ${GIB_PER_VCPU} GiB`),
  };
}
