/**
 * Clients warn from about 10,000 tokens and cut at 25,000; 32,000 characters stay below the first.
 * Source: Claude Code documentation, MAX_MCP_OUTPUT_TOKENS.
 */
export const MAX_ANSWER_CHARS = 32_000;

/** A text below this is never shortened: nothing would be won. [chosen] */
const MIN_TEXT_CHARS = 1_000;

type Json = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/**
 * The same report, small enough: the heaviest list, wherever it stands, is halved until `size` fits, then the longest
 * text. `cut` says what was shortened, from how many, and how to see the rest.
 */
export function shorten(report: Json, narrow: string, size: (report: Json) => number): Json {
  let fitted = report;
  /** How long each shortened list or text was. */
  const before = new Map<string, { readonly path: Path; readonly of: number }>();
  while (size(fitted) > MAX_ANSWER_CHARS) {
    const heaviest = heaviestOf(fitted, isLongList) ?? heaviestOf(fitted, isLongText);
    if (heaviest === null) break;
    const { path, value } = heaviest;
    const field = nameOf(path, value);
    if (!before.has(field)) before.set(field, { path, of: Math.max(value.length, totalOfTheTool(report, field)) });
    const shorter = changedAt(fitted, path, half(value));
    const cuts = [...before].map(([name, { path: at, of }]) => ({
      field: name,
      shown: lengthAt(shorter, at),
      of,
      narrow,
    }));
    fitted = { ...shorter, cut: [...cutsOfTheTool(report, before), ...cuts] };
  }
  return fitted;
}

type Long = string | readonly unknown[];

const isLongList = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length >= 2;
const isLongText = (value: unknown): value is string => typeof value === 'string' && value.length >= MIN_TEXT_CHARS;

interface Place<T> {
  readonly path: Path;
  readonly value: T;
  readonly chars: number;
}

/** What `counts` and weighs most in JSON; `cut` itself is never shortened. */
function heaviestOf<T extends Long>(report: Json, counts: (value: unknown) => value is T): Place<T> | null {
  const places = (value: unknown, path: Path): readonly Place<T>[] => [
    ...(counts(value) ? [{ path, value, chars: JSON.stringify(value).length }] : []),
    ...entriesOf(value).flatMap(([key, item]) => places(item, [...path, key])),
  ];
  return entriesOf(report)
    .filter(([key]) => key !== 'cut')
    .flatMap(([key, item]) => places(item, [key]))
    .reduce<Place<T> | null>((most, place) => (most === null || place.chars > most.chars ? place : most), null);
}

/** The first half, without the half of a surrogate pair at its end. */
const half = (value: Long): Long => {
  const first = value.slice(0, Math.floor(value.length / 2));
  return typeof first === 'string' ? first.replace(/\p{Cs}$/u, '') : first;
};

function entriesOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((item, index) => [index, item] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** `topics`, `groups[0].members`, `text (characters)`. */
function nameOf(path: Path, value: Long): string {
  const name = path.reduce<string>((left, key) => {
    if (typeof key === 'number') return `${left}[${key}]`;
    return left === '' ? key : `${left}.${key}`;
  }, '');
  return typeof value === 'string' ? `${name} (characters)` : name;
}

function changedAt(report: Json, [key, ...rest]: Path, value: unknown): Json {
  const change = (item: unknown, [next, ...others]: Path): unknown => {
    if (next === undefined) return value;
    if (Array.isArray(item)) return item.map((entry, index) => (index === next ? change(entry, others) : entry));
    return typeof item === 'object' && item !== null
      ? { ...item, [next]: change(Reflect.get(item, next), others) }
      : item;
  };
  return key === undefined ? report : { ...report, [key]: change(report[key], rest) };
}

function lengthAt(report: Json, path: Path): number {
  const value = path.reduce<unknown>(
    (item, key) => (typeof item === 'object' && item !== null ? Reflect.get(item, key) : undefined),
    report,
  );
  return Array.isArray(value) || typeof value === 'string' ? value.length : 0;
}

/** How long a list was before the tool itself shortened it; 0 when it did not. */
function totalOfTheTool(report: Json, field: string): number {
  const cuts: readonly unknown[] = Array.isArray(report.cut) ? report.cut : [];
  const own = cuts.find(
    (cut): cut is { of: number } =>
      typeof cut === 'object' &&
      cut !== null &&
      'field' in cut &&
      cut.field === field &&
      'of' in cut &&
      typeof cut.of === 'number',
  );
  return own?.of ?? 0;
}

/** Lists that the tool itself had shortened and that were not shortened again. */
function cutsOfTheTool(report: Json, before: ReadonlyMap<string, unknown>): unknown[] {
  const cuts: readonly unknown[] = Array.isArray(report.cut) ? report.cut : [];
  return cuts.filter(
    (cut) => !(typeof cut === 'object' && cut !== null && 'field' in cut && before.has(String(cut.field))),
  );
}
