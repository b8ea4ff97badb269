import type { SchemaChange } from './change.ts';
import { checkWith } from './check-history.ts';
import type { SchemaSource } from './checker.ts';
import { FULL } from './levels.ts';

/** Who moves to a new schema first. */
export interface UpgradeOrder {
  readonly first: 'consumers' | 'producers' | 'any' | 'together';
  readonly because: string;
  readonly source: string;
}

const SOURCE =
  'https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html, column "Upgrade first"';

/**
 * The order for this change, whatever the level promises for all: both directions are compared with the latest version. null
 * when there is none, or when a comparison was given up.
 */
export function upgradeOrder(
  change: SchemaChange,
  source: SchemaSource,
  which: 'new' | 'mended' = 'new',
): UpgradeOrder | null {
  const { format, history, profile, goesOn } = change;
  const [latest] = history;
  if (latest === undefined) return null;
  const { checks } = checkWith(format.checker, source, FULL, [latest], profile, goesOn);
  if (checks.length === 0 || checks.some(({ problem }) => problem !== null)) return null;
  const reads = (direction: 'backward' | 'forward') =>
    checks.every((check) => check.direction !== direction || check.incompatibilities.length === 0);
  return {
    ...orderOf(reads('backward'), reads('forward'), `the ${which} schema`, `version ${latest.version}`),
    source: SOURCE,
  };
}

function orderOf(
  newReadsOld: boolean,
  oldReadsNew: boolean,
  schema: string,
  latest: string,
): Omit<UpgradeOrder, 'source'> {
  if (newReadsOld && oldReadsNew)
    return {
      first: 'any',
      because: `Readers with ${schema} and with ${latest} read each other's data: neither side has to wait.`,
    };
  if (newReadsOld)
    return {
      first: 'consumers',
      because: `Readers with ${schema} read data of ${latest}, not the reverse: upgrade every consumer, then the producers.`,
    };
  if (oldReadsNew)
    return {
      first: 'producers',
      because: `Readers with ${latest} read data of ${schema}, not the reverse: upgrade every producer, wait until old data has expired or been read, then the consumers.`,
    };
  return {
    first: 'together',
    because: `Neither ${schema} nor ${latest} reads the data of the other: no order is safe. Go step by step, stop both sides at once, or use a new topic.`,
  };
}
