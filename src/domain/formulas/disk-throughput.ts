import { ceiling } from '../partitions/arithmetic.ts';
import { count, show } from '../words.ts';
import type { Computed } from './computed.ts';

interface Flow {
  /** What producers write to one copy of the topic. */
  readonly mibPerS: number;
  readonly replicationFactor: number;
  /** Topics that hold the same records, such as one before and one after a processor; 1: no copy. */
  readonly topicCopies: number;
}

const SOURCE = 'Oracle OCNADD benchmarking guide: disk throughput';

/** What all brokers write to disk: `W × RF × topics`, whole MiB/s, rounded up as the source does. Source: Oracle OCNADD. */
export const diskWriteMibPerS = ({ mibPerS, replicationFactor, topicCopies }: Flow): Computed => ({
  value: ceiling(mibPerS * replicationFactor * topicCopies),
  formula: `⌈${show(mibPerS)} MiB/s × RF ${show(replicationFactor)} × ${count(topicCopies, 'topic')}⌉`,
  source: SOURCE,
});

/**
 * What all brokers read from disk when nothing comes from the page cache: `(RF × topics + groups − 1) × W`, whole MiB/s. The
 * most there can be; readers at the tail of the log cost none of it. Source: Oracle OCNADD.
 */
export const diskReadMibPerS = ({
  mibPerS,
  replicationFactor,
  topicCopies,
  consumerGroups,
}: Flow & { readonly consumerGroups: number }): Computed => ({
  value: ceiling((replicationFactor * topicCopies + consumerGroups - 1) * mibPerS),
  formula: `⌈(RF ${show(replicationFactor)} × ${count(topicCopies, 'topic')} + ${count(consumerGroups, 'group')} − 1) × ${show(mibPerS)} MiB/s⌉`,
  source: SOURCE,
});

/** One broker's part with a buffer: `⌈⌈total ÷ brokers⌉ × (1 + buffer)⌉`, whole MiB/s. Source: Oracle OCNADD. */
export const diskMibPerSPerBroker = ({
  clusterMibPerS,
  brokers,
  buffer,
}: {
  readonly clusterMibPerS: number;
  readonly brokers: number;
  /** Share on top, 0.1: a tenth. */
  readonly buffer: number;
}): Computed => ({
  value: ceiling(ceiling(clusterMibPerS / brokers) * (1 + buffer)),
  formula: `⌈⌈${show(clusterMibPerS)} MiB/s ÷ ${count(brokers, 'broker')}⌉ × ${show(1 + buffer)}⌉`,
  source: SOURCE,
});

/** What each broker's disk, and all of them together, must bear: writes and reads, MiB/s. Source: Oracle OCNADD. */
export function diskMibPerSToBear({
  writePerBroker,
  readPerBroker,
  brokers,
}: {
  readonly writePerBroker: number;
  readonly readPerBroker: number;
  readonly brokers: number;
}): { readonly perBroker: Computed; readonly cluster: Computed } {
  const both = `${show(writePerBroker)} + ${show(readPerBroker)} MiB/s`;
  const value = writePerBroker + readPerBroker;
  return {
    perBroker: { value, formula: both, source: SOURCE },
    cluster: { value: value * brokers, formula: `(${both}) × ${count(brokers, 'broker')}`, source: SOURCE },
  };
}
