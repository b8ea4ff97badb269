/** Numbers that an idempotent producer gives to the records of a batch. */
export interface Sequence {
  readonly epoch: number;
  readonly first: number;
  readonly last: number;
}

/** Records that came as one batch: from a client, a transaction of the scenario, or a coordinator. */
export interface AppendedBatch {
  readonly atMs: number;
  readonly records: number;
  /** The batch as it lies in the log, made when somebody reads it; base offset and leader epoch are set then. */
  readonly bytes: () => Buffer;
  readonly transactional: boolean;
  readonly control: boolean;
  readonly producerId: bigint;
  /** For batches of idempotent clients. */
  readonly sequence?: Sequence;
}

/** A batch in its place. */
export interface PlacedBatch extends AppendedBatch {
  readonly baseOffset: bigint;
}
