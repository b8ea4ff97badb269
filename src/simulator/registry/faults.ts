/** What happens to a request instead of, or before, its answer. */
export type RegistryFaultAction =
  /** Nothing is answered. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** The connection ends instead of an answer. */
  | { readonly kind: 'drop' }
  /** A 200 whose body is no JSON. */
  | { readonly kind: 'garbage' }
  | { readonly kind: 'status'; readonly status: number }
  /** 429 with Retry-After. */
  | { readonly kind: 'throttle'; readonly retryAfterS: number };

export interface RegistryFault {
  /** What the path begins with, such as `/config`; every path when left out. */
  readonly path?: string;
  /** For so many requests; for ever when left out. */
  readonly times?: number;
  readonly action: RegistryFaultAction;
}

/** The faults of a registry, and how often each will still strike. */
export class RegistryFaults {
  private readonly planted: { readonly fault: RegistryFault; left: number }[];

  constructor(faults: readonly RegistryFault[]) {
    this.planted = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
  }

  /** The faults that strike a request; each of them is used up by one. */
  strike(path: string): readonly RegistryFaultAction[] {
    const struck = this.planted.filter(({ fault, left }) => left > 0 && path.startsWith(fault.path ?? ''));
    for (const each of struck) each.left -= 1;
    return struck.map(({ fault }) => fault.action);
  }
}
