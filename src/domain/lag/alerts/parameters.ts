/** What was measured of a group, for thresholds of its own. null: not measured. */
export interface Measured {
  /** null: every group of the cluster. */
  readonly group: string | null;
  /** Records a second on its busiest partition. */
  readonly producedPerSecond: number | null;
  /** The pause between two commits that this group makes as a rule. */
  readonly usualPauseSeconds: number | null;
  /** The shortest retention.ms among its topics; null also where nothing is ever deleted. */
  readonly retentionMs: number | null;
}

/** A threshold, and how it came about. */
interface Threshold {
  readonly value: number;
  readonly because: string;
}

export interface AlertParameters {
  /** null: every group of the cluster. */
  readonly group: string | null;
  /** Unread records of one partition. */
  readonly lagRecords: Threshold;
  readonly timeLagSeconds: Threshold;
  /** Unread part of the retained log, 0 to 1. */
  readonly retentionShare: Threshold;
  /** Age at which unread records are close to being deleted; null: no retention by time is known. */
  readonly retentionSeconds: Threshold | null;
  readonly stalledMinutes: Threshold;
}

/** Strimzi's example rules alert on more. Source: strimzi-kafka-operator, prometheus-rules.yaml, TooLargeConsumerGroupLag. */
const LAG_RECORDS = 1_000;

/** Shorter alerts wake people for one slow batch. [rule of thumb] */
const SHORTEST_TIME_LAG_SECONDS = 60;

/** A healthy group trails by one pause between two commits; twice that twice over is trouble. [rule of thumb] */
const PAUSES = 4;

/** An alert has to leave time to act: nine tenths of the retention. [rule of thumb] */
const SHARE_OF_RETENTION = 0.1;

/** Source: klag and klag-exporter warn at 80 % of the retained log. */
const RETENTION_SHARE = 0.8;

/** Healthy consumers were silent for up to 85 s and 115 s. Source: observed on Apache Kafka 4.3.1. */
const SHORTEST_STALL_MINUTES = 10;

/** Thresholds from the group's own rates, rhythm and retention, each with its reason. */
export function alertParameters(measured: Measured): AlertParameters {
  const timeLagSeconds = timeLag(measured);
  const { retentionMs } = measured;
  return {
    group: measured.group,
    lagRecords: lagRecords(measured, timeLagSeconds.value),
    timeLagSeconds,
    retentionShare: { value: RETENTION_SHARE, because: 'the warning level of klag and klag-exporter' },
    retentionSeconds:
      retentionMs === null
        ? null
        : {
            value: Math.floor((retentionMs / 1_000) * RETENTION_SHARE),
            because: `${RETENTION_SHARE * 100} % of the shortest retention.ms of its topics, ${retentionMs}`,
          },
    stalledMinutes: stalled(measured),
  };
}

function timeLag({ usualPauseSeconds, retentionMs }: Measured): Threshold {
  const wanted = Math.max(SHORTEST_TIME_LAG_SECONDS, roundUp(PAUSES * (usualPauseSeconds ?? 0), 30));
  const most = retentionMs === null ? null : Math.floor((retentionMs / 1_000) * SHARE_OF_RETENTION);
  if (most !== null && most < wanted) {
    return { value: Math.max(1, most), because: `a tenth of the shortest retention.ms of its topics, ${retentionMs}` };
  }
  if (usualPauseSeconds === null || wanted === SHORTEST_TIME_LAG_SECONDS) {
    return {
      value: wanted,
      because:
        usualPauseSeconds === null
          ? 'a minute, as nothing of its commits was measured'
          : `a minute, which is more than ${PAUSES} of its pauses between commits (${usualPauseSeconds.toFixed(1)} s)`,
    };
  }
  return { value: wanted, because: `${PAUSES} of its pauses between commits (${usualPauseSeconds.toFixed(1)} s)` };
}

/** A busy partition has a thousand unread between two commits, all day long. */
function lagRecords({ producedPerSecond }: Measured, timeLagSeconds: number): Threshold {
  if (producedPerSecond === null) return { value: LAG_RECORDS, because: "the default of Strimzi's example rules" };
  const rate = producedPerSecond.toFixed(1);
  const wanted = roundUp(producedPerSecond * timeLagSeconds, 100);
  return wanted > LAG_RECORDS
    ? { value: wanted, because: `what its busiest partition gets in ${timeLagSeconds} s at ${rate} records/s` }
    : {
        value: LAG_RECORDS,
        because: `the default of Strimzi's example rules; its busiest partition gets ${rate} records/s`,
      };
}

function stalled({ usualPauseSeconds }: Measured): Threshold {
  const wanted = Math.ceil((PAUSES * (usualPauseSeconds ?? 0)) / 60);
  return wanted > SHORTEST_STALL_MINUTES
    ? { value: wanted, because: `${PAUSES} of its pauses between commits (${(usualPauseSeconds ?? 0).toFixed(1)} s)` }
    : { value: SHORTEST_STALL_MINUTES, because: 'healthy consumers were seen silent for up to 115 s' };
}

const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;
