/** A part of an observation that could not be had. Never a guess, never a zero. */
export interface Gap {
  /** What is missing, in the user's words: `offsets of 12 partitions led by broker 2`. */
  readonly what: string;
  /** Why it is missing: `broker 2 (10.0.0.2:9092) did not answer within 3 s`. */
  readonly why: string;
  /** The broker that owed the answer; null when no single broker did. */
  readonly broker: number | null;
}
