import { count, show } from '../words.ts';
import type { Computed } from './computed.ts';

interface Written {
  /** What producers write, after compression, MB of 10⁶ bytes. */
  readonly mbPerS: number;
  readonly replicationFactor: number;
}

/** What all brokers together take in, and write to disk: `W × RF`, MB/s. Source: derived; Redpanda sizing. */
export const networkInMbPerS = ({ mbPerS, replicationFactor }: Written): Computed => ({
  value: mbPerS * replicationFactor,
  formula: `${show(mbPerS)} MB/s × RF ${show(replicationFactor)}`,
  source: 'derived: producers and followers write each byte RF times',
});

/** What all brokers together send: `W × (RF − 1 + consumer groups)`, MB/s; 0 groups: followers alone. Source: derived. */
export const networkOutMbPerS = ({
  mbPerS,
  replicationFactor,
  consumerGroups,
}: Written & { readonly consumerGroups: number }): Computed => ({
  value: mbPerS * (replicationFactor - 1 + consumerGroups),
  formula: `${show(mbPerS)} MB/s × (RF ${show(replicationFactor)} − 1 + ${count(consumerGroups, 'group')})`,
  source: 'derived: followers and each consumer group read every byte',
});

/** A cluster's rate for each broker that is left, spread evenly: `total ÷ (brokers − lost)`, MB/s. Source: derived. */
export const perBrokerMbPerS = ({
  clusterMbPerS,
  brokers,
  lost = 0,
}: {
  readonly clusterMbPerS: number;
  readonly brokers: number;
  /** Brokers that are down; fewer than `brokers`. */
  readonly lost?: number;
}): Computed => ({
  value: clusterMbPerS / (brokers - lost),
  formula: `${show(clusterMbPerS)} MB/s ÷ ${lost === 0 ? count(brokers, 'broker') : `(${count(brokers, 'broker')} − ${show(lost)} lost)`}`,
  source: 'derived: leaders spread evenly',
});

/**
 * Load of each broker that survives the loss of a zone: `load × n ÷ (n − n ÷ zones)`, in the unit given. With three zones, keep
 * below two thirds of what a broker bears. At least two zones. Source: derived.
 */
export const loadAfterZoneLoss = ({
  loadPerBroker,
  brokersPerZone,
  zones,
}: {
  readonly loadPerBroker: number;
  readonly brokersPerZone: number;
  readonly zones: number;
}): Computed => {
  const brokers = brokersPerZone * zones;
  return {
    value: (loadPerBroker * brokers) / (brokers - brokersPerZone),
    formula: `${show(loadPerBroker)} × ${show(brokers)} ÷ (${show(brokers)} − ${show(brokersPerZone)})`,
    source: 'derived: the load of the lost zone moves to the others',
  };
};
