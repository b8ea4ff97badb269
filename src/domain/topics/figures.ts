import type { Figure } from '../advice/figure.ts';
import { networkOutMbPerS } from '../formulas/network.ts';
import { rounded } from '../partitions/arithmetic.ts';
import { count, show } from '../words.ts';
import type { Group } from './groups.ts';
import type { Premises } from './premises.ts';
import { replicasOf } from './replicas.ts';
import type { Topic } from './topic.ts';
import { SOURCE } from './words.ts';

/** Every number of the design with its working. */
export function figuresOf(topics: readonly Topic[], groups: readonly Group[], premises: Premises): Figure[] {
  const replicas = replicasOf(topics, groups, premises);
  return [
    { name: 'replicas', ...replicas, inputs: ['partitions of all topics'] },
    ...networkFigure(topics, premises),
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
        ...(flow === null ? [] : [`peak = ${show(flow.messagesPerS)} messages/s, ${show(flow.mbPerS)} MB/s`]),
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
          ...disk,
          inputs: [
            ...(sizing.flow === null ? [] : [`average = ${show(sizing.flow.averageMbPerS)} MB/s before compression`]),
            `RF = ${replicationFactor}`,
          ],
        },
      ];

function networkFigure(topics: readonly Topic[], { replicationFactor }: Premises): Figure[] {
  const flows = topics.flatMap(({ sizing, readers }) => (sizing.flow === null ? [] : [{ flow: sizing.flow, readers }]));
  if (flows.length === 0) return [];
  const mbPerS = rounded(
    flows.reduce((sum, { flow }) => sum + flow.mbPerS, 0),
    3,
  );
  const sent = flows.reduce((sum, { flow, readers }) => sum + flow.mbPerS * readers.length, 0);
  const consumerGroups = mbPerS === 0 ? 0 : rounded(sent / mbPerS, 2);
  const out = networkOutMbPerS({ mbPerS, replicationFactor, consumerGroups });
  return [
    {
      name: 'network_out_mb_per_s',
      ...out,
      value: rounded(out.value, 3),
      inputs: [`peak = ${show(mbPerS)} MB/s over all topics`, 'groups = mean number of readers of a byte'],
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
