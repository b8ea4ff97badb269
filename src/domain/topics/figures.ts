import type { Figure } from '../advice/figure.ts';
import { CARD_MB_PER_S } from '../formulas/broker-bandwidth.ts';
import { rounded } from '../partitions/arithmetic.ts';
import { count, show } from '../words.ts';
import {
  BROKER_DISK_GB,
  bandwidthOf,
  brokersForDisk,
  brokersForNetwork,
  type ClusterLoad,
  clusterLoadOf,
  MOST_FULL,
  worstFormula,
} from './cluster-load.ts';
import type { Group } from './groups.ts';
import type { Premises } from './premises.ts';
import { replicasOf } from './replicas.ts';
import type { Topic } from './topic.ts';
import { listed, SOURCE } from './words.ts';

/** Every number of the design with its working. */
export function figuresOf(topics: readonly Topic[], groups: readonly Group[], premises: Premises): Figure[] {
  const replicas = replicasOf(topics, groups, premises);
  const load = clusterLoadOf(topics);
  return [
    { name: 'replicas', ...replicas, inputs: ['partitions of all topics'] },
    ...networkFigure(load, premises),
    ...cardFigure(load, premises),
    ...brokerFigures(load, topics, premises),
    ...topics.flatMap((topic) => [...partitionFigures(topic), ...diskFigures(topic, premises)]),
    ...groups.flatMap(instanceFigures),
  ];
}

function partitionFigures({ name, partitions, sizing, binding }: Topic): Figure[] {
  const { flow, slowest, formula, source } = sizing;
  const lifted = partitions !== sizing.partitions;
  return [
    {
      name: 'partitions',
      of: name,
      value: partitions,
      formula: lifted ? binding : formula,
      inputs: [
        ...(flow === null ? [] : [`peak = ${count(flow.messagesPerS, 'message')}/s, ${show(flow.mbPerS)} MB/s`]),
        ...(slowest === null ? [] : [`slowest reader = ${slowest.service}, ${show(slowest.processingMs)} ms (given)`]),
      ],
      source,
    },
  ];
}

const diskFigures = ({ name, disk, sizing }: Topic, { replicationFactor }: Premises): Figure[] =>
  disk === null
    ? []
    : [
        {
          name: 'disk_gb',
          of: name,
          value: disk.value,
          formula: disk.formula,
          source: disk.source,
          inputs: [
            ...(sizing.flow === null ? [] : [`average = ${show(sizing.flow.averageMbPerS)} MB/s before compression`]),
            `RF = ${replicationFactor}`,
          ],
        },
      ];

function networkFigure({ mbPerS, readMbPerS }: ClusterLoad, { replicationFactor }: Premises): Figure[] {
  if (mbPerS === 0) return [];
  const [written, read] = [rounded(mbPerS, 3), rounded(readMbPerS, 3)];
  return [
    {
      name: 'network_out_mb_per_s',
      value: rounded(mbPerS * (replicationFactor - 1) + readMbPerS, 3),
      formula: `${show(written)} MB/s × (RF ${show(replicationFactor)} − 1) + ${show(read)} MB/s to consumer groups`,
      inputs: [`peak = ${show(written)} MB/s over all topics`, 'each group reads all of its topics'],
      source: 'derived: followers and each consumer group read every byte',
    },
  ];
}

/** What each broker sends or takes in, whichever is more. */
function cardFigure(load: ClusterLoad, premises: Premises): Figure[] {
  const { brokers } = premises;
  if (brokers === null || load.mbPerS === 0) return [];
  const bandwidth = bandwidthOf(load, premises, brokers);
  const { value, direction, brokersDown, source } = bandwidth.worst;
  return [
    {
      name: `network_${direction}_mb_per_s_per_broker`,
      value: rounded(value, 3),
      formula: worstFormula(load, bandwidth, premises, brokers),
      inputs: [
        `${brokersDown === 1 ? 'one broker down' : 'every broker up'}; before compression`,
        `a card of 10 Gbit/s carries ${show(CARD_MB_PER_S)} MB/s in each direction (assumed)`,
      ],
      source,
    },
  ];
}

/** What each broker keeps; without their number, how many it takes. */
function brokerFigures(load: ClusterLoad, topics: readonly Topic[], premises: Premises): Figure[] {
  const { brokers, replicationFactor } = premises;
  if (load.diskGb === 0) return [];
  const without = topics.filter(({ disk }) => disk === null).map(({ name }) => name);
  const notCounted = without.length === 0 ? [] : [`not counted, kept for ever or of unknown size: ${listed(without)}`];
  const diskGb = rounded(load.diskGb, load.diskGb < 100 ? 3 : 0);
  const disk = `${show(diskGb)} GB with replicas`;
  if (brokers !== null)
    return [
      {
        name: 'disk_size_gb_per_broker',
        value: rounded(diskGb / brokers / MOST_FULL, 3),
        formula: `${disk} ÷ ${count(brokers, 'broker')} ÷ ${MOST_FULL} full at most`,
        inputs: ['disk_gb of all topics, before compression', ...notCounted],
        source: SOURCE.rule,
      },
    ];
  const [forDisk, forNetwork] = [brokersForDisk(load.diskGb), brokersForNetwork(load, premises)];
  return [
    {
      name: 'brokers_needed',
      value: Math.max(replicationFactor, forDisk, forNetwork),
      formula: `max(RF ${replicationFactor}, ⌈${disk} ÷ (${show(BROKER_DISK_GB)} GB × ${MOST_FULL})⌉ = ${show(forDisk)}, ${show(forNetwork)} for the network, one of them down)`,
      inputs: [
        `${show(BROKER_DISK_GB)} GB of disk and a card of 10 Gbit/s, ${show(CARD_MB_PER_S)} MB/s, in each broker (assumed)`,
        'before compression',
        ...notCounted,
      ],
      source: 'Confluent for Kubernetes sizing; derived: largest of the needs',
    },
  ];
}

/** The plan of the group has the rest; here only how many there must be. Nothing is needed by a handler time that nobody gave. */
function instanceFigures({ id, plan, service }: Group): Figure[] {
  const { instances, threads_per_instance: threads } = plan.group;
  return plan.figures.flatMap((figure) => {
    if (figure.name === 'consumers_needed') return service.processingMs === null ? [] : [{ ...figure, of: id }];
    if (figure.name !== 'members') return [];
    const formula = `${count(instances, 'instance')} × ${count(threads, 'consumer')}`;
    return [{ ...figure, of: id, formula, source: service.processingMs === null ? SOURCE.rule : figure.source }];
  });
}
