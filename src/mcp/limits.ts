/**
 * Clients warn from about 10,000 tokens and cut at 25,000; 32,000 characters stay below the first.
 * Source: Claude Code documentation, MAX_MCP_OUTPUT_TOKENS.
 */
export const MAX_ANSWER_CHARS = 32_000;

type Json = Readonly<Record<string, unknown>>;

/**
 * The same report, small enough: the heaviest list is halved until `size` fits, and `cut` says which lists were
 * shortened, from how many, and how to see the rest. A report without a list to shorten comes back as it is.
 */
export function shorten(report: Json, narrow: string, size: (report: Json) => number): Json {
  let fitted = report;
  const total = new Map<string, number>();
  while (size(fitted) > MAX_ANSWER_CHARS) {
    const heaviest = heaviestList(fitted);
    if (heaviest === null) break;
    const { field, list } = heaviest;
    if (!total.has(field)) total.set(field, list.length);
    const shorter: Json = { ...fitted, [field]: list.slice(0, Math.floor(list.length / 2)) };
    const cut = [...total].map(([name, of]) => ({ field: name, shown: lengthOf(shorter[name]), of, narrow }));
    fitted = { ...shorter, cut: [...cutsOfTheTool(report, total), ...cut] };
  }
  return fitted;
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** Lists that the tool itself had shortened and that were not shortened again. */
function cutsOfTheTool(report: Json, total: ReadonlyMap<string, number>): unknown[] {
  const cuts: readonly unknown[] = Array.isArray(report.cut) ? report.cut : [];
  return cuts.filter(
    (cut) => !(typeof cut === 'object' && cut !== null && 'field' in cut && total.has(String(cut.field))),
  );
}

function heaviestList(report: Json): { field: string; list: readonly unknown[] } | null {
  let heaviest: { field: string; list: readonly unknown[]; chars: number } | null = null;
  for (const [field, value] of Object.entries(report)) {
    if (field === 'cut' || !Array.isArray(value) || value.length < 2) continue;
    const chars = JSON.stringify(value).length;
    if (heaviest === null || chars > heaviest.chars) heaviest = { field, list: value, chars };
  }
  return heaviest;
}
