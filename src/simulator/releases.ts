import data from '../../resources/data/api-versions.json' with { type: 'json' };
import { apis } from '../kafka/protocol/apis/index.ts';
import type { ApiRanges, VersionRange } from '../kafka/protocol/negotiate.ts';
import type { Release } from './scenario/schema.ts';

/** The patch release whose message definitions stand for each. */
const PATCH = { '3.0': '3.0.2', '3.9': '3.9.2', '4.0': '4.0.2', '4.3': '4.3.1', '4.4': '4.4.0' } as const;

const spoken = new Set(apis.map(({ key }) => key));

const ranges = new Map<Release, ApiRanges>();

/** What a broker of the release advertises, of the APIs that the simulator has. */
export function rangesOf(release: Release): ApiRanges {
  const known = ranges.get(release);
  if (known !== undefined) return known;
  const advertised = data.releases[PATCH[release]]
    .filter(({ key }) => spoken.has(key))
    .map(({ key, min, max }): [number, VersionRange] => [key, { min, max }]);
  const made = new Map(advertised);
  ranges.set(release, made);
  return made;
}
