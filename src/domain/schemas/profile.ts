import type { RegistryProfile } from './checker.ts';
import type { RegistryVendor } from './compatibility-observation.ts';

/** The last release whose rules are those of `confluent`. */
const LAST = [8, 3] as const;

/** Whose rules stand for a registry: those of its release, and those of Confluent up to 8.3 where it does not tell. */
export function profileOf(vendor: RegistryVendor | null): RegistryProfile {
  const [major = 0, minor = 0] = (vendor?.release ?? '').split('.').map(Number);
  return vendor?.name === 'Confluent' && (major > LAST[0] || (major === LAST[0] && minor > LAST[1]))
    ? 'confluent-next'
    : 'confluent';
}

export const PROFILE_NAMES: Readonly<Record<RegistryProfile, string>> = {
  confluent: 'Confluent up to 8.3',
  'confluent-next': 'Confluent after 8.3',
};
