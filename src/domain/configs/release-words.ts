import type { Release } from './catalog.ts';

/** Which releases have a name: `4.0 and later have it; 3.9 does not`. `having` is ascending and part of `all`; empty: `no release has it`. */
export function whichReleases(having: readonly Release[], all: readonly Release[]): string {
  const [first] = having;
  const last = having.at(-1);
  if (first === undefined || last === undefined) return 'no release has it';
  const at = all.indexOf(first);
  const before = all[at - 1];
  const after = all[all.indexOf(last) + 1];
  if (having.length !== all.indexOf(last) - at + 1) return `${having.join(', ')} have it`;
  if (after === undefined) {
    if (before === undefined) return 'every release has it';
    return `${first === last ? `${first} has` : `${first} and later have`} it; ${before} does not`;
  }
  const later = after === all.at(-1) ? `${after} does not` : `${after} and later do not`;
  return `${first === last ? `only ${first} has` : `${first} to ${last} have`} it; ${later}`;
}
