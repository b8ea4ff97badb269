/** Text `user` uses a type that text `definer` defines. */
export interface Use {
  readonly user: number;
  readonly definer: number;
}

/**
 * The texts that need each other, or need some that do. The registry reads references one after the other, so there each may
 * only need those before it. Empty when the texts can be read so.
 */
export function textsInCycle(uses: readonly Use[], texts: number): number[] {
  const unread = new Map(Array.from({ length: texts }, (_, text) => [text, new Set<number>()]));
  const usersOf = new Map<number, number[]>();
  for (const { user, definer } of uses) {
    const definers = unread.get(user);
    if (definers === undefined || definers.has(definer)) continue;
    definers.add(definer);
    usersOf.set(definer, [...(usersOf.get(definer) ?? []), user]);
  }
  const ready = [...unread].flatMap(([text, definers]) => (definers.size === 0 ? [text] : []));
  for (const text of ready) {
    unread.delete(text);
    for (const user of usersOf.get(text) ?? []) {
      const definers = unread.get(user);
      definers?.delete(text);
      if (definers?.size === 0) ready.push(user);
    }
  }
  return [...unread.keys()];
}
