import { KAFKA_ERRORS } from '../kafka/protocol/errors.ts';
import type { ScenarioFault } from './scenario/schema.ts';

/** What happens to a request instead of, or besides, its answer. */
export type FaultAction =
  /** New connections are refused and open ones end: nobody listens. */
  | { readonly kind: 'refuse' }
  /** Nothing is answered, and nothing behind it on the same connection. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** The connection ends instead of an answer. */
  | { readonly kind: 'drop' }
  /** Half of the answer, then the connection ends. */
  | { readonly kind: 'cut' }
  /** Bytes that are no message. */
  | { readonly kind: 'garbage' }
  /** An error code where topic, partition and group of the fault say; for the whole answer where they say nothing. */
  | { readonly kind: 'error'; readonly code: number }
  | { readonly kind: 'throttle'; readonly ms: number }
  /** Something happens in the cluster just before the request is answered, such as a leader that moves. */
  | { readonly kind: 'event'; readonly run: () => void };

export interface Fault {
  /** Every broker when left out; likewise below. */
  readonly broker?: number | undefined;
  /** The API's name, such as `ListOffsets`. */
  readonly api?: string | undefined;
  readonly topic?: string | undefined;
  readonly partition?: number | undefined;
  readonly group?: string | undefined;
  /** For so many requests; for ever when left out. */
  readonly times?: number | undefined;
  readonly action: FaultAction;
}

/** The faults that are planted now. */
export class Faults {
  private readonly planted = new Map<Fault, { left: number }>();

  /** Plants a fault; the answer takes it away again. */
  add(fault: Fault): () => void {
    this.planted.set(fault, { left: fault.times ?? Number.POSITIVE_INFINITY });
    return () => void this.planted.delete(fault);
  }

  clear(): void {
    this.planted.clear();
  }

  /** Whether a broker refuses connections. */
  refuses(broker: number): boolean {
    return [...this.planted.keys()].some(
      ({ action, ...fault }) => action.kind === 'refuse' && concerns(fault, broker, null),
    );
  }

  /** The faults that strike one request; each of them is used up by one. */
  strike(broker: number, api: string): readonly Fault[] {
    const struck: Fault[] = [];
    for (const [fault, count] of this.planted) {
      if (fault.action.kind === 'refuse' || !concerns(fault, broker, api)) continue;
      struck.push(fault);
      count.left -= 1;
      if (count.left <= 0) this.planted.delete(fault);
    }
    return struck;
  }
}

const concerns = (fault: Pick<Fault, 'broker' | 'api'>, broker: number, api: string | null): boolean =>
  (fault.broker ?? broker) === broker && (api === null || (fault.api ?? api) === api);

/** Where an error code is asked for. */
export interface ErrorScope {
  readonly topic?: string;
  readonly partition?: number;
  readonly group?: string;
}

/**
 * The error code that struck faults put at a place; 0 for none. A fault without topic, partition and group strikes the whole
 * answer where the API has a code for that, else every place; one with a topic strikes all its partitions.
 */
export function errorAt(struck: readonly Fault[], place: ErrorScope): number {
  for (const { action, topic, partition, group } of struck) {
    if (action.kind !== 'error') continue;
    const same =
      (topic === undefined || topic === place.topic) &&
      (partition === undefined || partition === place.partition) &&
      (group === undefined || group === place.group);
    if (same) return action.code;
  }
  return 0;
}

const codes = new Map([...KAFKA_ERRORS.values()].map(({ name, code }) => [name, code]));

/** The number of an error by its name in the Java client. Throws RangeError for a name that Kafka does not have. */
export function errorCode(name: string): number {
  const code = codes.get(name);
  if (code === undefined) throw new RangeError(`Kafka has no error ${name}`);
  return code;
}

/** A fault that a scenario writes down. Throws RangeError for an error name that Kafka does not have. */
export function faultOf({ action, ...where }: ScenarioFault): Fault {
  return { ...where, action: action.kind === 'error' ? { kind: 'error', code: errorCode(action.error) } : action };
}
