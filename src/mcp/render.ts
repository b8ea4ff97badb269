import type { z } from 'zod';
import { elementOf, fieldOf, unwrap } from './fields.ts';
import { briefOf, isMarkdown } from './report.ts';
import { clean, fence, fenceNames, isUntrusted } from './untrusted.ts';

/**
 * The one renderer: the text of an answer is derived from its structured value and schema, so neither knows more than
 * the other. Lists of flat objects become tables, objects become lines, several lines of text become a block.
 */
export function render(schema: z.ZodObject, value: Readonly<Record<string, unknown>>): string {
  const { summary, ...rest } = value;
  const lines = typeof summary === 'string' ? [fenceNames(summary)] : [];
  lines.push(...renderFields(schema, rest, 2));
  return lines.join('\n');
}

function renderFields(
  schema: z.core.$ZodType | null,
  value: Readonly<Record<string, unknown>>,
  level: number,
): string[] {
  return Object.entries(value).flatMap(([key, item]) => renderField(fieldOf(schema, key), key, item, level));
}

function renderField(schema: z.core.$ZodType | null, key: string, value: unknown, level: number): string[] {
  if (value === undefined || isEmptyList(value)) return [];
  const label = key.replaceAll('_', ' ');
  if (Array.isArray(value)) return renderList(elementOf(schema), label, value, level);
  if (isRecord(value)) return ['', `${'#'.repeat(level)} ${label}`, ...renderFields(schema, value, level + 1)];
  if (typeof value === 'string' && schema !== null && isMarkdown(unwrap(schema))) return ['', clean(value, Infinity)];
  const text = leaf(schema, value);
  return text.includes('\n') ? ['', `${label}:`, '```', text.replaceAll('```', "'''"), '```'] : [`${label}: ${text}`];
}

function renderList(
  element: z.core.$ZodType | null,
  label: string,
  items: readonly unknown[],
  level: number,
): string[] {
  const records = items.filter(isRecord);
  const brief = element === null ? null : briefOf(unwrap(element));
  if (brief !== null) return [`${label}:`, ...records.map((record) => `- ${oneLine(brief.line(record))}`)];
  if (records.length !== items.length) {
    const texts = items.map((item) => leaf(element, item));
    return texts.every((text) => text.length <= 24)
      ? [`${label}: ${texts.join(', ')}`]
      : [`${label}:`, ...texts.map((text) => `- ${text}`)];
  }
  const heading = ['', `${'#'.repeat(level)} ${label}`];
  if (records.every((record) => Object.values(record).every(isCell) && isNarrow(record)))
    return [...heading, ...renderTable(element, records)];
  return [
    ...heading,
    ...records.flatMap((record) => {
      const [first, ...others] = renderFields(element, record, level + 1);
      return [`- ${first ?? ''}`, ...others.map((line) => (line === '' ? line : `  ${line}`))];
    }),
  ];
}

function renderTable(element: z.core.$ZodType | null, records: readonly Readonly<Record<string, unknown>>[]): string[] {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))].filter((column) =>
    records.some((record) => record[column] !== undefined && !isEmptyList(record[column])),
  );
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(columns.map((column) => column.replaceAll('_', ' '))),
    row(columns.map(() => '---')),
    ...records.map((record) => row(columns.map((column) => cell(fieldOf(element, column), record[column])))),
  ];
}

const cell = (schema: z.core.$ZodType | null, value: unknown): string => {
  if (value === undefined) return '';
  const text = Array.isArray(value)
    ? value.map((item) => leaf(elementOf(schema), item)).join('; ')
    : leaf(schema, value);
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
};

function leaf(schema: z.core.$ZodType | null, value: unknown): string {
  if (value === null) return 'unknown';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string')
    return schema !== null && isUntrusted(unwrap(schema)) ? fence(value) : fenceNames(clean(value, Infinity));
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

const oneLine = (text: string) => fenceNames(text).replace(/\s*\n\s*/g, ' ');

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCell = (value: unknown) =>
  !isRecord(value) &&
  !(typeof value === 'string' && value.includes('\n')) &&
  (!Array.isArray(value) || (value.length <= 6 && value.every((item) => !isRecord(item) && !Array.isArray(item))));

/** A row that is read across, not a text that has to be wrapped. */
const MAX_ROW_CHARS = 320;
const isNarrow = (record: Readonly<Record<string, unknown>>) =>
  JSON.stringify(Object.values(record)).length <= MAX_ROW_CHARS;
