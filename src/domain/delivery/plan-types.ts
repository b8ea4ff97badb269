import type { Figure } from '../advice/figure.ts';
import type { SettingGroup } from '../advice/setting.ts';
import type { Alert } from '../consumers/plan-types.ts';
import type { Finding } from '../finding.ts';

export const guarantees = ['exactly_once', 'effectively_once', 'at_least_once', 'unknown'] as const;
/**
 * `effectively_once`: records may be delivered twice, and their effect happens once because the receiver knows them again.
 * `unknown`: a connector decides that was not named.
 */
export type Guarantee = (typeof guarantees)[number];

/** Whether exactly-once is possible for a pipeline, what it needs, what it costs, and what to do where it ends. */
export interface ExactlyOncePlan {
  readonly summary: string;
  /** The best that the whole pipeline can promise: that of its weakest part. */
  readonly guarantee: Guarantee;
  /** One for each source, for the processing, and for each sink, in the order of the flow. */
  readonly parts: readonly PartVerdict[];
  readonly needs: readonly SettingGroup[];
  /** null: no transaction of the pipeline's own is of use. */
  readonly transactional_ids: TransactionalIds | null;
  readonly costs: readonly string[];
  readonly pitfalls: readonly string[];
  readonly error_handling: readonly string[];
  readonly alerts: readonly Alert[];
  /** What was looked at in the cluster and is as it should be; empty without an observation. */
  readonly cluster_checks: readonly string[];
  readonly findings: readonly Finding[];
  readonly figures: readonly Figure[];
  readonly assumptions: readonly string[];
  readonly open_questions: readonly string[];
}

export interface PartVerdict {
  readonly part: string;
  readonly guarantee: Guarantee;
  readonly why: string;
  /** What to do there: transaction, outbox, idempotency key, deduplication table. */
  readonly way: string;
}

export interface TransactionalIds {
  readonly scheme: string;
  readonly count: number;
  readonly fencing: string;
}
