import type { CheckedSetting, RefusedSetting, Setting, SettingGroup } from '../advice/setting.ts';
import { type ConfigCatalog, type ConfigFamily, configFamilies, type Release } from '../configs/catalog.ts';
import { checkSettings } from '../configs/check.ts';
import { grouped, inOrder, sorted } from './words.ts';

/** One configuration entry of one component, accepted by the release. */
export interface Placed {
  readonly family: ConfigFamily;
  readonly appliesTo: string;
  readonly setting: CheckedSetting;
}

export interface Refused extends RefusedSetting {
  readonly appliesTo: string;
}

/** Holds the settings of one component against the release. */
export function placeSettings(
  catalog: ConfigCatalog,
  release: Release,
  family: ConfigFamily,
  appliesTo: string,
  settings: readonly Setting[],
): { readonly placed: Placed[]; readonly refused: Refused[] } {
  const checked = checkSettings(catalog, family, release, settings);
  return {
    placed: checked.settings.map((setting) => ({ family, appliesTo, setting })),
    refused: checked.refused.map((refusal) => ({ ...refusal, appliesTo })),
  };
}

/** A reason without its numbers. */
const shapeOf = (why: string): string => why.replaceAll(/\d[\d,.]*/g, '#');

/**
 * Equal entries with one reason said once, for all that they apply to; entries with the same list stand together. Where the
 * reasons differ in numbers alone, one of them is shown, with the name of whom it is about.
 */
export function mergeSettings(placed: readonly Placed[]): SettingGroup[] {
  const entries = grouped(placed, ({ family, setting }) =>
    [family, setting.name, setting.value, shapeOf(setting.why)].join('\n'),
  );
  const said = [...entries.values()].flatMap((same) => {
    const [first] = [...same].sort((a, b) => inOrder(a.appliesTo, b.appliesTo));
    if (first === undefined) return [];
    const alike = same.every(({ setting }) => setting.why === first.setting.why);
    const why = alike ? first.setting.why : `${first.appliesTo}: ${first.setting.why}`;
    return [
      {
        family: first.family,
        applies_to: sorted(same.map(({ appliesTo }) => appliesTo)),
        setting: { ...first.setting, why },
      },
    ];
  });
  return [...grouped(said, ({ family, applies_to }) => [family, ...applies_to].join('\n')).values()]
    .flatMap((group) => {
      const [first] = group;
      const settings: CheckedSetting[] = group.map(({ setting }) => setting).sort((a, b) => inOrder(a.name, b.name));
      return first === undefined ? [] : [{ family: first.family, applies_to: first.applies_to, settings }];
    })
    .sort(
      (a, b) =>
        configFamilies.indexOf(a.family) - configFamilies.indexOf(b.family) ||
        b.applies_to.length - a.applies_to.length ||
        inOrder(a.applies_to.join(), b.applies_to.join()),
    );
}
