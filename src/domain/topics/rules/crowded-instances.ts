import { SHARE_GROUP_MAX_SIZE } from '../../formulas/members.ts';
import { count, show } from '../../words.ts';
import type { Group } from '../groups.ts';
import type { DesignRule } from '../rule.ts';

/** Most consumers that the plan of a group puts into one process by itself, and many by any measure. Source: rule of thumb. */
const HANDY = 16;
const MANY = 48;
/** queued.max.messages.kbytes of each librdkafka consumer. Source: librdkafka CONFIGURATION.md. */
const LIBRDKAFKA_QUEUE_KB = 65_536;

const NOTICED_GIB = 1;

/** The instances that were given need so many consumers each that one process is a cluster of its own, and its loss a large one. */
export const crowdedInstances: DesignRule = ({ groups }) =>
  groups.flatMap((group) => {
    const { id, service, plan, flow } = group;
    const { instances, threads_per_instance: threads } = plan.group;
    // kafkajs works on partitions at the same time inside one consumer: they cost next to nothing.
    if (threads <= HANDY || service.client === 'kafkajs' || service.processingMs === null || flow === null) return [];
    const needed = plan.figures.find(({ name }) => name === 'consumers_needed');
    const left = (instances - 1) * threads;
    const isCarried = left >= (flow.messagesPerS * service.processingMs) / 1_000;
    if (needed === undefined || (threads <= MANY && isCarried)) return [];
    const shares = plan.group.protocol === 'share';
    // The plan of the group says that it is full; more instances are no remedy.
    if (shares && needed.value > SHARE_GROUP_MAX_SIZE) return [];
    const what = service.client === 'connect' ? 'task' : `${service.client} consumer`;
    return [
      {
        rule: 'DESIGN-CROWDED-INSTANCES',
        severity: 'medium' as const,
        says: `${id} would run ${count(threads, what)} in ${instances === 1 ? 'its one instance' : `each of ${show(instances)} instances`}; ${show(needed.value)} are needed at peak, and without ${instances === 1 ? 'it none is' : `one instance ${show(left)} are`} left.`,
        evidence: [`${needed.formula} = ${show(needed.value)}`, ...memoryOf(group)],
        remedy: `Run ${count(Math.ceil(needed.value / HANDY) + 1, 'instance')} with up to ${HANDY} each${shares ? `, ${show(SHARE_GROUP_MAX_SIZE)} in all at most` : ''}; or make the handler faster, by batches or by work on several records at a time inside one consumer.`,
        guideline: 'kafka://guidelines/consumer-groups#how-many-consumers',
        confidence: 'medium' as const,
      },
    ];
  });

function memoryOf({ service, plan }: Group): string[] {
  if (service.client !== 'librdkafka') return [];
  const set = plan.settings
    .flatMap(({ settings }) => settings)
    .find(({ name }) => name === 'queued.max.messages.kbytes');
  const kb = set === undefined ? LIBRDKAFKA_QUEUE_KB : Number(set.value);
  const { threads_per_instance: threads } = plan.group;
  const gib = Number(((threads * kb) / 2 ** 20).toFixed(1));
  if (gib < NOTICED_GIB) return [];
  return [
    `queues of up to ${show(kb)} KiB (queued.max.messages.kbytes) × ${show(threads)} = ${show(gib)} GiB in a process`,
  ];
}
