import type { ScenarioTransaction } from '../scenario/schema.ts';

/** A transaction of the scenario, with its times as a broker has them. */
export interface SimulatedTransaction {
  readonly transactionalId: string;
  readonly producerId: bigint;
  readonly topic: string;
  readonly partition: number;
  readonly records: number;
  readonly beganMs: number;
  readonly outcome: ScenarioTransaction['outcome'];
  /** null: hanging, so it never ends. */
  readonly endsMs: number | null;
  /** How it ends, if it does. */
  readonly endsWith: 'commit' | 'abort';
  readonly timeoutMs: number;
}

/** The transactions of the cluster. */
export class Transactions {
  readonly all: readonly SimulatedTransaction[];

  constructor(scenarios: readonly ScenarioTransaction[], zeroMs: number) {
    this.all = scenarios.map((scenario) => timed(scenario, zeroMs));
  }

  /** Those that hold back the last stable offset of a partition at a time. */
  openOn(topic: string, partition: number, ms: number): readonly SimulatedTransaction[] {
    return this.on(topic, partition).filter(({ beganMs, endsMs }) => beganMs <= ms && (endsMs === null || endsMs > ms));
  }

  on(topic: string, partition: number): readonly SimulatedTransaction[] {
    if (this.all.length === 0) return this.all;
    return this.all.filter((transaction) => transaction.topic === topic && transaction.partition === partition);
  }
}

/** An open transaction is aborted by its coordinator when its timeout is over, as on a real cluster. */
function timed(scenario: ScenarioTransaction, zeroMs: number): SimulatedTransaction {
  const { outcome, from_s, until_s, timeout_ms } = scenario;
  const beganMs = zeroMs + from_s * 1000;
  const givenMs = until_s === undefined ? beganMs + 1_000 : zeroMs + until_s * 1000;
  const endsMs = { hanging: null, open: beganMs + timeout_ms, committed: givenMs, aborted: givenMs }[outcome];
  return {
    transactionalId: scenario.transactional_id,
    producerId: BigInt(scenario.producer_id),
    topic: scenario.topic,
    partition: scenario.partition,
    records: scenario.records,
    beganMs,
    outcome,
    endsMs,
    endsWith: outcome === 'committed' ? 'commit' : 'abort',
    timeoutMs: timeout_ms,
  };
}
