import { rollingRestartStopsWrites, writeFailuresTolerated } from '../../../src/domain/formulas/availability.ts';
import { catchUpSeconds } from '../../../src/domain/formulas/catch-up.ts';
import { crossZoneUsdPerMonth, storageUsdPerMonth } from '../../../src/domain/formulas/cost.ts';
import { deliveryTimeoutFits, leastDeliveryTimeoutMs } from '../../../src/domain/formulas/delivery.ts';
import { diskGb, diskGbPerBroker, diskWithReserveGb } from '../../../src/domain/formulas/disk.ts';
import {
  diskMibPerSPerBroker,
  diskMibPerSToBear,
  diskReadMibPerS,
  diskWriteMibPerS,
} from '../../../src/domain/formulas/disk-throughput.ts';
import { googleCluster } from '../../../src/domain/formulas/google-managed-kafka.ts';
import { activeMembers, activeShareMembers, SHARE_GROUP_MAX_SIZE } from '../../../src/domain/formulas/members.ts';
import {
  mostMappedPartitions,
  pageCacheGb,
  producerBatchesFit,
  producerBatchesMib,
  redpandaMemoryGb,
} from '../../../src/domain/formulas/memory.ts';
import { mskReplicas, mskReplicasFit } from '../../../src/domain/formulas/msk.ts';
import {
  loadAfterZoneLoss,
  networkInMbPerS,
  networkOutMbPerS,
  perBrokerMbPerS,
} from '../../../src/domain/formulas/network.ts';
import { maxPollRecords, pollFits, pollMs } from '../../../src/domain/formulas/polling.ts';
import { controllersFor } from '../../../src/domain/formulas/quorum.ts';
import { addedLatencyMs, partitionsPerPair } from '../../../src/domain/formulas/replication.ts';
import {
  retentionHeadroom,
  retentionMbPerPartition,
  timeToLoss,
  topicMb,
} from '../../../src/domain/formulas/retention.ts';
import { snapshotChunks, snapshotMinutes } from '../../../src/domain/formulas/snapshot.ts';
import { eventsPerS, mbPerS, mibPerS } from '../../../src/domain/formulas/throughput.ts';
import { zookeeperFailoverS } from '../../../src/domain/formulas/zookeeper-failover.ts';
import type { PartitionDemand } from '../../../src/domain/partitions/demand.ts';
import { movedShareOfKeys } from '../../../src/domain/partitions/growing.ts';
import { partitionOf } from '../../../src/domain/partitions/hash/partitioners.ts';
import { expectedEmptyPartitions } from '../../../src/domain/partitions/key-spread.ts';
import { latencyCapPerBroker } from '../../../src/domain/partitions/limits.ts';
import { planPartitions } from '../../../src/domain/partitions/plan.ts';

/** An input of an example by its name; throws where the example has none of that name and kind. */
export interface Inputs {
  number(name: string): number;
  text(name: string): string;
}

export type Answer = Readonly<Record<string, number | boolean | string | null>>;

const GB_PER_TB = 1_000;
const MB_PER_S_PER_TB_PER_DAY = 1e6 / 86_400;

/** What one candidate of the plan asks for. */
const asked = (demand: PartitionDemand, id: string): number => {
  const found = planPartitions(demand).candidates.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`the plan weighs no ${id}`);
  return found.partitions;
};

const diskThroughput = ({ number }: Inputs): Answer => {
  const [replicationFactor, topicCopies] = [number('replication_factor'), number('topic_copies')];
  const [brokers, buffer] = [number('brokers'), number('buffer')];
  const rate = mibPerS({ recordsPerS: number('msgs_per_s'), recordBytes: number('msg_bytes') }).value;
  const flow = { mibPerS: rate, replicationFactor, topicCopies };
  const write = diskWriteMibPerS(flow).value;
  const read = diskReadMibPerS({ ...flow, consumerGroups: number('consumer_groups') }).value;
  const writePerBroker = diskMibPerSPerBroker({ clusterMibPerS: write, brokers, buffer }).value;
  const readPerBroker = diskMibPerSPerBroker({ clusterMibPerS: read, brokers, buffer }).value;
  const { perBroker, cluster } = diskMibPerSToBear({ writePerBroker, readPerBroker, brokers });
  return {
    total_write_MiBps: write,
    total_read_MiBps: read,
    per_broker_write_MiBps_with_buffer: writePerBroker,
    per_broker_read_MiBps_with_buffer: readPerBroker,
    per_broker_total: perBroker.value,
    cluster_total_with_buffer: cluster.value,
  };
};

const nodeTraffic = ({ number }: Inputs): Answer => {
  const [brokers, replicationFactor] = [number('nodes'), number('replication_factor')];
  const writes = networkInMbPerS({ mbPerS: number('produce_MBps'), replicationFactor }).value;
  return {
    writes_per_node_MBps: perBrokerMbPerS({ clusterMbPerS: writes, brokers }).value,
    reads_per_node_MBps: perBrokerMbPerS({ clusterMbPerS: number('consume_MBps'), brokers }).value,
  };
};

const keyHashes = ({ number, text }: Inputs): Answer => {
  const [key, partitions] = [new TextEncoder().encode(text('key')), number('partitions')];
  return {
    java_murmur2_partition: partitionOf('java', key, partitions),
    librdkafka_consistent_random_crc32_partition: partitionOf('librdkafka consistent_random', key, partitions),
  };
};

const conversion = ({ number }: Inputs): Answer => ({
  MiBps: mibPerS({ recordsPerS: number('records_per_s'), recordBytes: number('record_bytes') }).value,
});

const movedKeys = ({ number }: Inputs): Answer => ({
  moved_fraction: movedShareOfKeys(number('from'), number('to')),
});

/** One answer an example, in the names of the fixture. No formula stands here: inputs are handed to the product by name. */
export const answers: Readonly<Record<string, (inputs: Inputs) => Answer>> = {
  P01: ({ number }) => ({
    min_partitions:
      planPartitions({
        target_mb_per_s: number('target_MBps'),
        producer_mb_per_s_per_partition: number('producer_per_partition_MBps'),
        consumer_mb_per_s_per_partition: number('consumer_per_partition_MBps'),
        growth_factor: 1,
      }).candidates.find(({ outcome }) => outcome === 'won')?.partitions ?? null,
  }),
  P04: ({ number }) => ({
    controller_failover_extra_s: zookeeperFailoverS({
      partitions: number('cluster_partitions'),
      msPerPartition: number('metadata_init_ms_per_partition'),
    }).value,
  }),
  P05: ({ number }) => {
    const leaders = {
      leadersOnBroker: number('partitions_from_one_broker'),
      otherBrokers: number('other_brokers'),
    };
    return { partitions_per_pair: partitionsPerPair(leaders).value, added_latency_ms: addedLatencyMs(leaders).value };
  },
  P06: ({ number }) => ({
    latency_sensitive_max_partitions_per_broker: latencyCapPerBroker(number('brokers'), number('replication_factor')),
  }),
  P08c: diskThroughput,
  P08d: diskThroughput,
  D15: ({ number }) => {
    const raw = {
      mbPerS: number('produce_MBps'),
      retentionDays: number('retention_days'),
      compressionRatio: number('compression_ratio'),
    };
    const replicated = { ...raw, replicationFactor: number('replication_factor') };
    const provisioned = { ...replicated, maxUtilisation: number('max_disk_utilisation') };
    return {
      raw_TB: diskGb(raw).value / GB_PER_TB,
      replicated_TB: diskGb(replicated).value / GB_PER_TB,
      provisioned_TB: diskGb(provisioned).value / GB_PER_TB,
      per_broker_TB: diskGbPerBroker({ ...provisioned, brokers: number('brokers') }).value / GB_PER_TB,
    };
  },
  P11: ({ number }) => ({
    disk_GB: diskWithReserveGb({
      payloadGb: number('payload_GB'),
      replicationFactor: number('replicas'),
      reservedGb: number('reserved_GB'),
    }).value,
  }),
  P10: ({ number }) => {
    const volume = { mbPerDay: number('MB_per_day'), retentionDays: number('days') };
    return {
      topic_MB: topicMb(volume).value,
      retention_bytes_per_partition_MB: retentionMbPerPartition({ ...volume, partitions: number('partitions') }).value,
    };
  },
  P12: ({ number }) => ({
    memory_GB: redpandaMemoryGb({
      partitions: number('partitions'),
      replicationFactor: number('replication_factor'),
      mbPerReplica: number('MB_per_replica'),
    }).value,
  }),
  P13b: nodeTraffic,
  P13d: nodeTraffic,
  P14: ({ number }) => {
    const onNodes = {
      mbPerS: number('produce_MBps'),
      replicationFactor: number('replication_factor'),
      brokers: number('nodes'),
    };
    const retained = diskGbPerBroker({ ...onNodes, retentionDays: number('retention_days') });
    return {
      TB_per_node_per_day: diskGbPerBroker({ ...onNodes, retentionDays: 1 }).value / GB_PER_TB,
      TB_per_node_retained: retained.value / GB_PER_TB,
    };
  },
  D17: ({ number }) => {
    const written = { mbPerS: number('produce_MBps'), replicationFactor: number('replication_factor') };
    const brokers = number('brokers');
    const into = networkInMbPerS(written).value;
    const out = networkOutMbPerS({ ...written, consumerGroups: number('consumer_groups') }).value;
    return {
      cluster_in_MBps: into,
      cluster_out_MBps: out,
      per_broker_in: perBrokerMbPerS({ clusterMbPerS: into, brokers }).value,
      per_broker_out: perBrokerMbPerS({ clusterMbPerS: out, brokers }).value,
      per_broker_in_N_minus_1: perBrokerMbPerS({ clusterMbPerS: into, brokers, lost: 1 }).value,
      per_broker_out_N_minus_1: perBrokerMbPerS({ clusterMbPerS: out, brokers, lost: 1 }).value,
    };
  },
  P18: ({ number }) => ({
    max_single_segment_partitions: mostMappedPartitions({
      maxMapCount: number('vm_max_map_count'),
      mapsPerSegment: number('map_areas_per_partition'),
    }).value,
  }),
  P19a: keyHashes,
  P19b: keyHashes,
  P19c: keyHashes,
  P20c: conversion,
  P20d: conversion,
  P20f: conversion,
  P21: ({ number, text }) => {
    const replicas = planPartitions({
      expected_consumers: 1,
      ordering: 'none',
      current_partitions: number('partitions'),
      replication_factor: number('replication_factor'),
      brokers: number('brokers'),
    }).limits.find(({ limit }) => limit === 'replicas per broker')?.value;
    const broker = text('broker');
    return {
      replicas_per_broker: replicas ?? null,
      recommended: mskReplicas(broker)?.recommended ?? null,
      max_for_updates: mskReplicas(broker)?.maxForUpdates ?? null,
      ok: replicas === undefined ? null : mskReplicasFit(broker, replicas),
    };
  },
  P22: ({ number }) => ({
    TB:
      diskGb({
        mbPerS: number('ingest_TB_per_day') * MB_PER_S_PER_TB_PER_DAY,
        retentionDays: number('retention_days'),
        compressionRatio: number('compression_factor'),
        replicationFactor: number('replication'),
      }).value / GB_PER_TB,
  }),
  D01: ({ number }) => {
    const cluster = googleCluster({
      produceMbPerS: number('produce_MBps'),
      consumeMbPerS: number('consume_MBps'),
      replicationFactor: number('replicas'),
      utilisation: number('target_utilisation'),
    });
    return {
      write_bw: cluster.writeMbPerS.value,
      read_bw: cluster.readMbPerS.value,
      write_equivalent: cluster.writeEquivalentMbPerS.value,
      vcpu: cluster.vcpus.value,
      memory_GiB_at_4_per_vcpu: cluster.memoryGib.value,
    };
  },
  D03: ({ number }) => {
    const demand = {
      target_mb_per_s: number('target_MBps'),
      producer_mb_per_s_per_partition: number('p_MBps'),
      consumer_mb_per_s_per_partition: number('c_MBps'),
      expected_consumers: number('consumers_now'),
      growth_factor: number('growth'),
      brokers: number('brokers'),
    };
    return {
      throughput_min: asked(demand, 'F1-consumer'),
      with_growth: asked(demand, 'F4-growth'),
      three_x: asked(demand, 'F3-consumers'),
      chosen_rounded_to_broker_multiple: planPartitions(demand).partitions,
    };
  },
  D06: ({ number }) => {
    // The unit cancels, so messages/s stand in the fields for MB/s.
    const demand = {
      target_mb_per_s: number('target_msgs_s'),
      producer_mb_per_s_per_partition: number('consumer_msgs_s'),
      consumer_mb_per_s_per_partition: number('consumer_msgs_s'),
      hottest_key_share: number('hot_key_share'),
      growth_factor: 1,
    };
    return { min_partitions: asked(demand, 'hot-key'), uniform_min: asked(demand, 'F1-consumer') };
  },
  D07: ({ number }) => ({ expected_empty: expectedEmptyPartitions(number('partitions'), number('keys')) }),
  D10: movedKeys,
  D11: movedKeys,
  D14: ({ number }) => {
    const batches = {
      partitions: number('active_partitions'),
      batchBytes: number('batch_size'),
      batchesPerPartition: number('in_flight_batches'),
    };
    return {
      MiB: producerBatchesMib(batches).value,
      fits_default_buffer_memory_32MiB: producerBatchesFit(batches),
    };
  },
  D18: ({ number }) => ({
    page_cache_GB: pageCacheGb({
      mbPerSPerBroker: number('produce_MBps_per_broker_incl_replication'),
      seconds: number('buffer_s'),
    }).value,
  }),
  D19: ({ number }) => {
    const [maxPollIntervalMs, p99MsPerRecord] = [number('max_poll_interval_ms'), number('p99_ms_per_record')];
    const ofDefault = { records: 500, p99MsPerRecord };
    return {
      max_poll_records: maxPollRecords({ maxPollIntervalMs, p99MsPerRecord, safety: number('safety') }).value,
      default_500_needs_ms: pollMs(ofDefault).value,
      default_is_unsafe: !pollFits({ ...ofDefault, maxPollIntervalMs }),
    };
  },
  D21: ({ number }) => ({
    catch_up_s:
      catchUpSeconds({
        lag: number('lag_msgs'),
        producedPerS: number('produce_msgs_s'),
        consumedPerS: number('consume_msgs_s'),
      })?.value ?? null,
  }),
  D23: ({ number }) => {
    const headroom = retentionHeadroom({
      retention: number('retention_h'),
      oldestUnreadAge: number('oldest_unconsumed_age_h'),
    }).value;
    return {
      headroom_h: headroom,
      time_to_loss_h: timeToLoss({ headroom, pace: number('consume_rate_ratio') })?.value ?? null,
    };
  },
  D25: ({ number }) => {
    const request = { requestTimeoutMs: number('request_timeout_ms'), lingerMs: number('linger_ms') };
    return {
      valid: deliveryTimeoutFits({ ...request, deliveryTimeoutMs: number('delivery_timeout_ms') }),
      minimum_ms: leastDeliveryTimeoutMs(request).value,
    };
  },
  D27: ({ number }) => {
    const replication = {
      replicationFactor: number('replication_factor'),
      minInsyncReplicas: number('min_insync_replicas'),
    };
    return {
      broker_failures_tolerated_for_writes: writeFailuresTolerated(replication).value,
      lint: rollingRestartStopsWrites(replication) ? 'error: rolling restart blocks producers' : null,
    };
  },
  D29: ({ number }) => ({ controllers: controllersFor({ failures: number('failures') }).value }),
  D31: ({ number }) => {
    const table = { rows: number('rows'), chunkRows: number('chunk') };
    return {
      chunks: snapshotChunks(table).value,
      minutes: snapshotMinutes({ ...table, msPerChunk: number('ms_per_chunk') }).value,
    };
  },
  D36: ({ number }) => {
    const events = eventsPerS({
      entitiesPerS: number('orders_peak_per_s'),
      eventsPerEntity: number('events_per_order'),
    }).value;
    const rate = mbPerS({ recordsPerS: events, recordBytes: number('avg_bytes') }).value;
    const stored = {
      mbPerS: rate,
      retentionDays: number('retention_days'),
      replicationFactor: number('replication_factor'),
    };
    return {
      events_per_s: events,
      MBps: rate,
      partitions_from_processing_at_70pct: asked(
        { target_messages_per_s: events, processing_ms_per_message: number('consumer_ms') },
        'F2-processing',
      ),
      storage_TB_replicated: diskGb(stored).value / GB_PER_TB,
    };
  },
  D38: ({ number }) => ({
    load_per_surviving_broker_pct: loadAfterZoneLoss({
      loadPerBroker: number('load_per_broker_normal_pct'),
      brokersPerZone: number('brokers_per_az'),
      zones: number('azs'),
    }).value,
  }),
  D39: ({ number }) => {
    const members = { partitions: number('partitions'), consumers: number('consumers') };
    return {
      classic_group_active: activeMembers(members).value,
      share_group_active: activeShareMembers(members).value,
      share_group_max_size_default: SHARE_GROUP_MAX_SIZE,
    };
  },
  P23a: ({ number }) => ({
    usd_per_month: storageUsdPerMonth({
      mbPerS: number('ingress_MBps'),
      retentionDays: number('retention_days'),
      replicationFactor: number('replication_factor'),
      usdPerGbMonth: number('usd_per_GB_month'),
    }).value,
  }),
  P23b: ({ number }) => ({
    usd_per_month: crossZoneUsdPerMonth({
      ingressMbPerS: number('ingress_MBps'),
      egressMbPerS: number('egress_MBps'),
      replicationFactor: number('replication_factor'),
      zones: number('azs'),
      usdPerGb: number('usd_per_GB'),
    }).total.value,
  }),
  P25: ({ number }) => {
    const ingressMbPerS = number('ingress_MBps');
    // Without followers, what brokers send is what consumers read.
    const read = networkOutMbPerS({
      mbPerS: ingressMbPerS,
      replicationFactor: 1,
      consumerGroups: number('consumer_groups'),
    });
    const cost = crossZoneUsdPerMonth({
      ingressMbPerS,
      egressMbPerS: read.value,
      replicationFactor: number('replication_factor'),
      usdPerGb: number('usd_per_GB'),
    });
    return {
      produce_usd: cost.produce.value,
      replication_usd: cost.replication.value,
      consume_usd: cost.consume.value,
      total_usd: cost.total.value,
    };
  },
};
