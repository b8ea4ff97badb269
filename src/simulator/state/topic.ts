import type { PartitionLog } from './log.ts';
import type { RateCurve } from './rates.ts';
import type { Transactions } from './transactions.ts';

/** One partition: where it lives, and its log. */
export interface SimulatedPartition {
  readonly index: number;
  /** null: no leader. */
  leader: number | null;
  leaderEpoch: number;
  readonly replicas: readonly number[];
  isr: readonly number[];
  offline: readonly number[];
  readonly log: PartitionLog;
}

/** A topic of the simulated cluster. */
export class SimulatedTopic {
  /** Configuration that was set for this topic. */
  readonly configs: Map<string, string>;
  readonly partitions: SimulatedPartition[];
  readonly name: string;
  /** Kafka's text form, 22 characters of base64url. */
  readonly topicId: string;
  readonly internal: boolean;
  readonly recordBytes: number;
  /** Records of the whole topic over time, and the part of them that each partition gets. */
  readonly curve: RateCurve;
  readonly shares: readonly number[];
  private readonly transactions: Transactions;
  private known: Retention | null = null;

  constructor(parts: Omit<SimulatedTopic, 'lastStable' | 'logStart'>, transactions: Transactions) {
    this.name = parts.name;
    this.topicId = parts.topicId;
    this.internal = parts.internal;
    this.configs = parts.configs;
    this.partitions = parts.partitions;
    this.recordBytes = parts.recordBytes;
    this.curve = parts.curve;
    this.shares = parts.shares;
    this.transactions = transactions;
  }

  /** The first offset of the oldest transaction that is not over; the high watermark when there is none. */
  lastStable(partition: SimulatedPartition, ms: number): bigint {
    const open = this.transactions.openOn(this.name, partition.index, ms);
    if (open.length === 0) return partition.log.end(ms);
    const firsts = open.flatMap(({ producerId, beganMs }) => {
      const batch = partition.log
        .transactional(ms)
        .find((each) => each.producerId === producerId && each.atMs === beganMs);
      return batch === undefined ? [] : [batch.baseOffset];
    });
    return firsts.reduce(earlier, partition.log.end(ms));
  }

  /** The first offset that deletion and retention have left. */
  logStart(partition: SimulatedPartition, ms: number): bigint {
    const { retentionMs, retentionRecords } = this.retention();
    return partition.log.start(ms, retentionMs, retentionRecords);
  }

  private retention(): Retention {
    const policy = this.configs.get('cleanup.policy') ?? 'delete';
    // Defaults of a broker: log.retention.hours=168, log.retention.bytes=-1.
    const ms = this.configs.get('retention.ms') ?? '604800000';
    const bytes = this.configs.get('retention.bytes') ?? '-1';
    const known = this.known;
    if (known !== null && known.policy === policy && known.ms === ms && known.bytes === bytes) return known;
    const limit = (text: string) => (policy.includes('delete') && Number(text) >= 0 ? Number(text) : null);
    const retentionBytes = limit(bytes);
    const made = {
      policy,
      ms,
      bytes,
      retentionMs: limit(ms),
      retentionRecords: retentionBytes === null ? null : Math.floor(retentionBytes / Math.max(1, this.recordBytes)),
    };
    this.known = made;
    return made;
  }
}

/** What settings come to, and the texts that it was read from. */
interface Retention {
  readonly policy: string;
  readonly ms: string;
  readonly bytes: string;
  readonly retentionMs: number | null;
  readonly retentionRecords: number | null;
}

/** The lower of two offsets. */
export function earlier(one: bigint, other: bigint): bigint {
  if (one < other) return one;
  return other;
}
