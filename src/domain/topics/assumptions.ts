import { inOrder, listed, sorted } from './words.ts';

/** Collects what a design assumes; one sentence for all that share it. */
export interface Assumptions {
  /** `field = value`, why, and for which service, event or topic; without `of` it holds for the whole design. */
  note(assumed: string, why: string, of?: string): void;
  /** Sentences, the ones about the whole design first. */
  list(): string[];
}

export function createAssumptions(): Assumptions {
  const noted = new Map<string, { readonly assumed: string; readonly why: string; readonly of: string[] }>();
  return {
    note(assumed, why, of) {
      const key = `${assumed}\n${why}`;
      const entry = noted.get(key) ?? { assumed, why, of: [] };
      if (of !== undefined) entry.of.push(of);
      noted.set(key, entry);
    },
    list() {
      return [...noted.values()]
        .sort((a, b) => Math.min(a.of.length, 1) - Math.min(b.of.length, 1) || inOrder(a.assumed, b.assumed))
        .map(({ assumed, why, of }) => `${assumed}${of.length === 0 ? '' : ` (${listed(sorted(of))})`}: ${why}`);
    },
  };
}
