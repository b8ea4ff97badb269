import type { JavaClient } from '../../support/java-clients.ts';
import type { PlantedTopic } from '../../support/plant.ts';
import type { Rates } from '../../support/steady-load.ts';
import type { Stage } from './stage.ts';

/** One fault, or one look-alike, of one group: how it is made with real clients, and what has to be said of it. */
export interface Plant {
  readonly group: string;
  readonly topics: readonly PlantedTopic[];
  /** Commits as an admin makes them, before anything else. */
  readonly offsets?: Readonly<Record<string, readonly (number | null)[]>>;
  readonly load?: Rates;
  readonly java?: readonly JavaClient[];
  /** Settings of the group itself, of the 4.x protocols. */
  readonly groupSettings?: Readonly<Record<string, string>>;
  /** What else happens. */
  play?(stage: Stage): Promise<unknown>;
  /** Seconds after the curtain when everything is to be seen. */
  readonly ripeAt: number;
  /** Where the clients and the brokers are old ones, it can be planted all the same. */
  readonly onOldReleases?: boolean;
  readonly verdict: Verdict;
}

/** `calm`: no finding that calls for anything to be done. `tells`: words of the finding, wherever in it. */
type Verdict = 'calm' | { readonly rule: string; readonly tells?: readonly RegExp[] };
