import type { DesignRule } from './rule.ts';
import { sixAntiPatterns } from './rules/anti-patterns.ts';
import { brokerLimit } from './rules/broker-limit.ts';
import { coPartitioningBroken } from './rules/co-partitioning.ts';
import { crowdedInstances } from './rules/crowded-instances.ts';
import { diskPerBroker } from './rules/disk-per-broker.ts';
import { heavyMembers } from './rules/heavy-members.ts';
import { hotKey } from './rules/hot-key.ts';
import { longRetention } from './rules/long-retention.ts';
import { longSaga } from './rules/long-saga.ts';
import { manySegments } from './rules/many-segments.ts';
import { mixedHashing } from './rules/mixed-hashing.ts';
import { narrowSlice } from './rules/narrow-slice.ts';
import { nearPayloadLimit } from './rules/near-payload-limit.ts';
import { networkPerBroker } from './rules/network-per-broker.ts';
import { nobodyReads } from './rules/nobody-reads.ts';
import { ofConsumerPlans } from './rules/of-consumer-plans.ts';
import { ofPartitionPlans } from './rules/of-partition-plans.ts';
import { ownEvent } from './rules/own-event.ts';
import { personalDataCopies } from './rules/personal-data-copies.ts';
import { personalDataKept } from './rules/personal-data-kept.ts';
import { personalKey } from './rules/personal-key.ts';
import { replication } from './rules/replication.ts';
import { serviceCycle } from './rules/service-cycle.ts';
import { severalReceivers } from './rules/several-receivers.ts';
import { severalWriters } from './rules/several-writers.ts';
import { shortRetention } from './rules/short-retention.ts';
import { tableShaped } from './rules/table-shaped.ts';
import { totalOrderCeiling } from './rules/total-order-ceiling.ts';
import { twice } from './rules/twice.ts';

export const rules: readonly DesignRule[] = [
  sixAntiPatterns,
  brokerLimit,
  coPartitioningBroken,
  crowdedInstances,
  diskPerBroker,
  heavyMembers,
  hotKey,
  longRetention,
  longSaga,
  manySegments,
  mixedHashing,
  narrowSlice,
  nearPayloadLimit,
  networkPerBroker,
  nobodyReads,
  ofConsumerPlans,
  ofPartitionPlans,
  ownEvent,
  personalDataCopies,
  personalDataKept,
  personalKey,
  replication,
  serviceCycle,
  severalReceivers,
  severalWriters,
  shortRetention,
  tableShaped,
  totalOrderCeiling,
  twice,
];
