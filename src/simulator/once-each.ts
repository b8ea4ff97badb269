/**
 * One answer for each thing that is asked for: what is named twice is done not at all, and `twice` says so once. A key of
 * null is nobody's double.
 */
export function onceEach<Asked, Answer>(
  asked: readonly Asked[],
  keyOf: (each: Asked) => string | number | null,
  once: (each: Asked) => Answer,
  twice: (each: Asked) => Answer,
): Answer[] {
  if (new Set(asked.map(keyOf)).size === asked.length) return asked.map(once);
  const counts = new Map<string | number | null, number>();
  for (const each of asked) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1);
  const refused = new Set<string | number | null>();
  return asked.flatMap((each) => {
    const key = keyOf(each);
    if (key === null || counts.get(key) === 1) return [once(each)];
    if (refused.has(key)) return [];
    refused.add(key);
    return [twice(each)];
  });
}
