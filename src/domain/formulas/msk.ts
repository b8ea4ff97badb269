/** Replicas, leaders and followers, that Amazon MSK puts on one Standard broker. */
export interface MskReplicas {
  readonly recommended: number;
  /** Above this the cluster may refuse updates of its version, configuration or size. */
  readonly maxForUpdates: number;
}

/** Family and sizes → its numbers. Source: Amazon MSK, best practices for Standard brokers. */
const standardBrokers: readonly (readonly [RegExp, MskReplicas])[] = [
  [/^kafka\.t3\.small$/, { recommended: 300, maxForUpdates: 300 }],
  [/^kafka\.(?:m5|m7g)\.x?large$/, { recommended: 1_000, maxForUpdates: 1_500 }],
  [/^kafka\.(?:m5|m7g)\.2xlarge$/, { recommended: 2_000, maxForUpdates: 3_000 }],
  [/^kafka\.(?:m5|m7g)\.(?:4|8|12|16)xlarge$|^kafka\.m5\.24xlarge$/, { recommended: 4_000, maxForUpdates: 6_000 }],
];

/** What MSK recommends for a broker type such as `kafka.m7g.large`; null: no Standard broker has that name. */
export const mskReplicas = (brokerType: string): MskReplicas | null =>
  standardBrokers.find(([types]) => types.test(brokerType))?.[1] ?? null;

/** Whether so many replicas a broker are within the recommendation; null: unknown broker type. */
export function mskReplicasFit(brokerType: string, replicasPerBroker: number): boolean | null {
  const most = mskReplicas(brokerType);
  return most === null ? null : replicasPerBroker <= most.recommended;
}
