import type { Figure } from '../advice/figure.ts';
import type { SettingGroup } from '../advice/setting.ts';
import type { Finding } from '../finding.ts';

export const groupProtocols = ['consumer', 'classic', 'share', 'streams', 'connect'] as const;

/** A consumer group that can be deployed, with every number traceable. */
export interface ConsumersPlan {
  readonly summary: string;
  readonly group: GroupDesign;
  /** Client configuration, and group configuration on the broker where the protocol has one. */
  readonly settings: readonly SettingGroup[];
  readonly commits: CommitDesign;
  readonly failures: FailureDesign;
  /** In order, one step each: what a clean stop does in this client. */
  readonly shutdown: readonly string[];
  /** What a deploy costs and how to make it cheap. */
  readonly deploy: readonly string[];
  /** What this client does differently from the Java client. */
  readonly client_notes: readonly string[];
  readonly alerts: readonly Alert[];
  readonly findings: readonly Finding[];
  readonly figures: readonly Figure[];
  readonly assumptions: readonly string[];
  readonly open_questions: readonly string[];
}

interface GroupDesign {
  readonly protocol: (typeof groupProtocols)[number];
  readonly protocol_why: string;
  /** Client or broker assignor; null where the client knows none. */
  readonly assignor: string | null;
  readonly instances: number;
  readonly threads_per_instance: number;
  /** Partitions that the plan needs, or that the topic has. */
  readonly partitions: number;
  readonly static_membership: boolean;
  readonly static_membership_why: string;
}

interface CommitDesign {
  readonly strategy: string;
  readonly why: string;
  /** The loop in the words of the client's own API. */
  readonly steps: readonly string[];
}

/** Retry and dead-letter topology of the group. */
export interface FailureDesign {
  readonly blocking_retry: string;
  /** Further tries while the partition waits; 0: none, or those of the runtime, the broker or a retry topic. */
  readonly retries_in_place: number;
  /** Topics in the order in which a failed record visits them, the dead-letter topic last. */
  readonly topics: readonly FailureTopic[];
  readonly keeps_order: boolean;
  readonly says: string;
}

export interface FailureTopic {
  readonly name: string;
  readonly kind: 'retry' | 'dead_letter';
  readonly delay_ms: number | null;
  readonly partitions: number;
  readonly retention_ms: number;
}

/** Something to be told about before users are. */
export interface Alert {
  readonly name: string;
  readonly condition: string;
  readonly why: string;
}
