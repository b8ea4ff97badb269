import type { Api } from './api.ts';

/** The versions of one API that a broker speaks, both ends included. */
export interface VersionRange {
  readonly min: number;
  readonly max: number;
}

/** What a broker said in ApiVersions, by API key. */
export type ApiRanges = ReadonlyMap<number, VersionRange>;

/**
 * The highest version that both sides speak and that is not above `cap` (the API's own cap when left out), or null when
 * there is none. The minimum counts as well: Kafka 4.0 took old versions away (KIP-896). A broker closes the connection
 * on a version that it does not know.
 */
export function negotiate(api: Api, broker: ApiRanges, cap: number | undefined = api.cap): number | null {
  const range = broker.get(api.key);
  if (range === undefined) return null;
  const [min, max] = api.versions;
  const version = Math.min(max, range.max, cap ?? max);
  return version >= Math.max(min, range.min) ? version : null;
}

/** Broker and client have no version of this API in common. */
export class NoCommonVersionError extends Error {
  override readonly name = 'NoCommonVersionError';
  readonly apiName: string;
  /** What the broker speaks; null when it does not have the API. */
  readonly offered: VersionRange | null;

  constructor(api: Api, offered: VersionRange | null, cap: number | undefined = api.cap) {
    const [min, max] = api.versions;
    const theirs = offered === null ? 'does not have it' : `speaks v${offered.min} to v${offered.max}`;
    super(`${api.name}: the broker ${theirs}, we speak v${min} to v${Math.min(max, cap ?? max)}`);
    this.apiName = api.name;
    this.offered = offered;
  }
}
