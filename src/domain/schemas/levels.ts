/** What a compatibility level compares and whom it protects. */
export interface CompatibilityLevel {
  readonly name: string;
  /** Which registered versions a new schema is compared with. */
  readonly compares: 'none' | 'latest' | 'all';
  /** The new schema must read data of the old ones. */
  readonly backward: boolean;
  /** The old schemas must read data of the new one. */
  readonly forward: boolean;
}

/** Source: Confluent Schema Registry documentation, "Schema Evolution and Compatibility", table of compatibility types. */
export const LEVELS = [
  { name: 'NONE', compares: 'none', backward: false, forward: false },
  { name: 'BACKWARD', compares: 'latest', backward: true, forward: false },
  { name: 'BACKWARD_TRANSITIVE', compares: 'all', backward: true, forward: false },
  { name: 'FORWARD', compares: 'latest', backward: false, forward: true },
  { name: 'FORWARD_TRANSITIVE', compares: 'all', backward: false, forward: true },
  { name: 'FULL', compares: 'latest', backward: true, forward: true },
  { name: 'FULL_TRANSITIVE', compares: 'all', backward: true, forward: true },
] as const satisfies readonly CompatibilityLevel[];

export const [NONE, BACKWARD, BACKWARD_TRANSITIVE, FORWARD, , FULL] = LEVELS;

/** The level of that name; null for one that is not known here. */
export const levelOf = (name: string | null): CompatibilityLevel | null =>
  LEVELS.find((level) => level.name === name) ?? null;
