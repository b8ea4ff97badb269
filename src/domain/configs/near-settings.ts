import { nearestNames } from '../nearest-names.ts';
import type { ConfigCatalog, ConfigFamily, Release } from './catalog.ts';
import { unprefixed } from './prefixes.ts';

/** Names of a family that may have been meant, best first, with the prefix that was written. */
export function nearSettings(catalog: ConfigCatalog, family: ConfigFamily, release: Release, name: string): string[] {
  const behind = unprefixed(family, name);
  if (behind === null) return nearestNames(name, catalog.names(family, release), LIMIT);
  const prefix = name.slice(0, name.length - behind.name.length);
  return nearestNames(behind.name, catalog.names(behind.family, release), LIMIT).map((near) => prefix + near);
}

/** More than three are a list to search in, not a hint. */
const LIMIT = 3;
