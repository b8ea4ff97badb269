import type { PartitionDemand } from './demand.ts';
import type { Measured } from './measured.ts';

/** A given number and a measured one that do not go together. */
interface Difference {
  readonly field: string;
  readonly given: number;
  readonly measured: number;
  /** Which of the two the plan counts with. */
  readonly counts: 'given' | 'measured';
}

/** A demand in which measured numbers stand where none was given. */
export interface MeasuredDemand {
  readonly demand: PartitionDemand;
  /** Fields whose value was measured. */
  readonly fields: ReadonlySet<keyof PartitionDemand>;
  readonly differences: readonly Difference[];
}

/** A given rate or size wins; farther apart than this factor, one of the two is wrong or the topic is about to change. */
const FAR_APART = 2;

/** Counts that a cluster states exactly: any difference is one. */
const EXACT: ReadonlySet<string> = new Set(['brokers', 'replication_factor', 'current_partitions']);

/** What the topic is, whatever anybody says of it. Brokers may be about to come, and so may load. */
const OF_THE_TOPIC: ReadonlySet<string> = new Set(['replication_factor', 'current_partitions']);

/** A rate is no more exact than the interval it was measured over. */
const RATE_DIGITS = 4;
const rate = (value: number): number => Number(value.toPrecision(RATE_DIGITS));

/** Fills in what was not given from what was measured, and corrects what the topic is. */
export function withMeasured(given: PartitionDemand, measured: Measured): MeasuredDemand {
  const { observed, peak, averageBytes } = measured;
  const rates = {
    ...(peak === null ? {} : { target_messages_per_s: rate(peak.perSecond) }),
    ...(averageBytes === null ? {} : { average_message_bytes: rate(averageBytes) }),
  };
  const cluster: PartitionDemand = {
    brokers: observed.brokers,
    existing_replicas_on_cluster: observed.clusterReplicas,
    current_partitions: observed.partitions.length === 0 ? undefined : observed.partitions.length,
    cleanup_policy: policyOf(observed.cleanupPolicy),
    replication_factor: observed.replicationFactor ?? undefined,
  };
  const found: PartitionDemand = { ...cluster, ...rates };
  const wanted = new Set<keyof PartitionDemand>(
    measurable.filter(
      (field) =>
        (given[field] === undefined || OF_THE_TOPIC.has(field)) &&
        found[field] !== undefined &&
        found[field] !== given[field] &&
        fits(field, given, found),
    ),
  );
  const pick = <F extends keyof PartitionDemand>(field: F) => (wanted.has(field) ? found[field] : given[field]);
  return {
    demand: {
      ...given,
      target_messages_per_s: pick('target_messages_per_s'),
      average_message_bytes: pick('average_message_bytes'),
      brokers: pick('brokers'),
      replication_factor: pick('replication_factor'),
      existing_replicas_on_cluster: pick('existing_replicas_on_cluster'),
      current_partitions: pick('current_partitions'),
      cleanup_policy: pick('cleanup_policy'),
    },
    fields: wanted,
    differences: differencesOf(given, found, measured, wanted),
  };
}

const measurable = [
  ...(['target_messages_per_s', 'average_message_bytes', 'brokers', 'replication_factor'] as const),
  ...(['existing_replicas_on_cluster', 'current_partitions', 'cleanup_policy'] as const),
] as const;

/** Whether a measured value can stand beside what was given, without stating anything twice. */
function fits(field: (typeof measurable)[number], given: PartitionDemand, found: PartitionDemand): boolean {
  const { target_mb_per_s, target_messages_per_s } = given;
  if (field === 'target_messages_per_s') return target_mb_per_s === undefined;
  if (field === 'average_message_bytes') return target_mb_per_s === undefined || target_messages_per_s === undefined;
  if (field === 'replication_factor') return (found.replication_factor ?? 0) <= (given.brokers ?? Infinity);
  return true;
}

const policyOf = (policy: string | null): 'compact' | 'delete' | undefined =>
  policy === null ? undefined : policy.includes('compact') ? 'compact' : 'delete';

function differencesOf(
  given: PartitionDemand,
  found: PartitionDemand,
  { peak, averageBytes }: Measured,
  used: ReadonlySet<string>,
): Difference[] {
  const megabytes = peak === null || averageBytes === null ? undefined : rate((peak.perSecond * averageBytes) / 1e6);
  const pairs: readonly (readonly [string, number | undefined, number | undefined])[] = [
    ['target_mb_per_s', given.target_mb_per_s, megabytes],
    ['target_messages_per_s', given.target_messages_per_s, found.target_messages_per_s],
    ['average_message_bytes', given.average_message_bytes, found.average_message_bytes],
    ['brokers', given.brokers, found.brokers],
    ['replication_factor', given.replication_factor, found.replication_factor],
    ['existing_replicas_on_cluster', given.existing_replicas_on_cluster, found.existing_replicas_on_cluster],
    ['current_partitions', given.current_partitions, found.current_partitions],
  ];
  return pairs.flatMap(([field, stated, seen]) =>
    stated === undefined || seen === undefined || !differs(field, stated, seen)
      ? []
      : [
          {
            field,
            given: stated,
            measured: seen,
            counts: used.has(field) ? ('measured' as const) : ('given' as const),
          },
        ],
  );
}

const differs = (field: string, stated: number, seen: number): boolean =>
  EXACT.has(field) ? stated !== seen : Math.max(stated, seen) > FAR_APART * Math.min(stated, seen);
