/** What a compatibility level compares, whom it protects and who upgrades first. */
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
export const LEVELS: readonly CompatibilityLevel[] = [
  { name: 'NONE', compares: 'none', backward: false, forward: false },
  { name: 'BACKWARD', compares: 'latest', backward: true, forward: false },
  { name: 'BACKWARD_TRANSITIVE', compares: 'all', backward: true, forward: false },
  { name: 'FORWARD', compares: 'latest', backward: false, forward: true },
  { name: 'FORWARD_TRANSITIVE', compares: 'all', backward: false, forward: true },
  { name: 'FULL', compares: 'latest', backward: true, forward: true },
  { name: 'FULL_TRANSITIVE', compares: 'all', backward: true, forward: true },
];

/** The level of that name; null for one that is not known here. */
export const levelOf = (name: string | null): CompatibilityLevel | null =>
  LEVELS.find((level) => level.name === name) ?? null;

export interface UpgradeOrder {
  readonly first: 'consumers' | 'producers' | 'any' | 'together';
  readonly because: string;
  readonly source: string;
}

const SOURCE =
  'https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html, column "Upgrade first"';

/** Who moves to the new schema first. */
export function upgradeOrder({ backward, forward }: CompatibilityLevel): UpgradeOrder {
  const because =
    backward && forward
      ? 'A schema that passes and the old one read the data of each other, so neither side has to wait.'
      : backward
        ? 'A schema that passes reads old and new data, the old one is sure of old data only: upgrade every consumer, then the producers.'
        : forward
          ? 'The old schema reads data of one that passes, not the reverse: upgrade every producer, wait until old data has expired or been read, then the consumers.'
          : 'Nothing is checked: stop, upgrade both sides at once, or move to a new topic.';
  const first = backward && forward ? 'any' : backward ? 'consumers' : forward ? 'producers' : 'together';
  return { first, because, source: SOURCE };
}
