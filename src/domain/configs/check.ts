import type { CheckedSetting, RefusedSetting, Setting } from '../advice/setting.ts';
import type { ConfigCatalog, ConfigFamily, Release } from './catalog.ts';
import { sameValue } from './meaning.ts';
import { nearSettings } from './near-settings.ts';
import { whichReleases } from './release-words.ts';
import { acceptedInstead } from './validators.ts';

/** Holds proposed settings against what a release has: those it accepts, with their default, and those it does not. */
export function checkSettings(
  catalog: ConfigCatalog,
  family: ConfigFamily,
  release: Release,
  settings: readonly Setting[],
): { readonly settings: readonly CheckedSetting[]; readonly refused: readonly RefusedSetting[] } {
  const accepted: CheckedSetting[] = [];
  const refused: RefusedSetting[] = [];
  for (const setting of settings) {
    const { name, value } = setting;
    const definition = catalog.find(family, name, release);
    if (definition === null) {
      refused.push({ name, value, because: missingName(catalog, family, release, name) });
      continue;
    }
    const instead = acceptedInstead(definition, value);
    if (instead !== null) {
      refused.push({ name, value, because: refusedValue(catalog.label(family, release), instead) });
      continue;
    }
    const { type, valid, default: byDefault } = definition;
    const is_default = byDefault !== null && sameValue(name, type, valid, byDefault, value);
    accepted.push({ ...setting, default: byDefault, is_default });
  }
  return { settings: accepted, refused };
}

/** Why a release has no such name, in one sentence: which releases have it, or which names are near. */
function missingName(catalog: ConfigCatalog, family: ConfigFamily, release: Release, name: string): string {
  const having = catalog.releasesWith(family, name);
  const label = catalog.label(family, release);
  const missing = `${label} has no ${label.startsWith('Apache Kafka') ? `${family} setting` : 'setting'} of this name`;
  if (having.length > 0) return `${missing}: ${whichReleases(having, catalog.releases)}.`;
  const near = nearSettings(catalog, family, release, name);
  return `${missing}${near.length === 0 ? ', nor has another release' : `; near: ${near.join(', ')}`}.`;
}

/** What a release would accept in place of a value, in one sentence. */
export function refusedValue(label: string, instead: string): string {
  return `${label} does not accept this value; accepted: ${instead}.`;
}
