import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { z } from 'zod';
import { KnownFailure } from '../failure.ts';
import type { Log } from '../log.ts';
import { elementOf, fieldOf, unwrap } from './fields.ts';
import { shorten } from './limits.ts';
import { render } from './render.ts';
import type { Tool } from './tool.ts';
import { clean, cleanNames, fenceNames, isUntrusted, withoutMarks } from './untrusted.ts';

/** What answers need besides the tool: where the details go and how secrets are taken out. */
export interface AnswerContext {
  readonly log: Log;
  readonly redact: (text: string) => string;
  /** What every answer about a live system says first; null: nothing. */
  readonly notice: string | null;
}

/** Structured content and text from one value: checked against the tool's schema, cleaned, redacted, small enough. */
export function answer(tool: Tool, value: unknown, context: AnswerContext): CallToolResult {
  const checked = tool.output.parse(value);
  const notice = noticeFor(tool, context);
  const said = notice === null ? checked : { ...checked, summary: `${notice} ${checked.summary}` };
  const safe = presentable(tool.output, said, context.redact);
  const size = (report: Readonly<Record<string, unknown>>) =>
    Math.max(JSON.stringify(report).length, render(tool.output, report).length);
  const fitted = shorten(safe, tool.narrow, size);
  return {
    structuredContent: deepText(fitted, withoutMarks),
    content: [{ type: 'text', text: render(tool.output, fitted) }],
  };
}

/** A known failure in its own words; anything else as one fixed sentence, with the detail in the log only. */
export function failureText(error: unknown, { log, redact }: AnswerContext): string {
  if (error instanceof KnownFailure) {
    return redact(
      fenceNames(clean(`${error.what}\nLikely cause: ${error.likelyCause}\nNext step: ${error.nextStep}`, 8_000)),
    );
  }
  log.write('error', 'unexpected failure', { error });
  return 'Kafka Architect failed unexpectedly. The details are in its log on standard error. Next step: try again, then report it with those lines.';
}

export function failure(tool: Tool, error: unknown, context: AnswerContext): CallToolResult {
  const notice = noticeFor(tool, context);
  const text = failureText(error, context);
  return { isError: true, content: [{ type: 'text', text: notice === null ? text : `${notice}\n${text}` }] };
}

/** An answer that comes from the arguments alone is the same whatever the cluster is. */
const noticeFor = ({ annotations }: Tool, { notice }: AnswerContext) => (annotations.openWorldHint ? notice : null);

/**
 * Cleaned first, so that no invisible character can hide a secret; shortened last, and here, so that data and text end at
 * the same place. Only texts of our own are as long as they are.
 */
function presentable(
  schema: z.core.$ZodType,
  value: Readonly<Record<string, unknown>>,
  redact: AnswerContext['redact'],
): Readonly<Record<string, unknown>> {
  const visit = (item: unknown, of: z.core.$ZodType | null): unknown => {
    if (typeof item === 'string') {
      const text = redact(clean(item, Infinity));
      return of !== null && isUntrusted(unwrap(of)) ? clean(text) : cleanNames(text);
    }
    if (Array.isArray(item)) return item.map((entry) => visit(entry, elementOf(of)));
    return typeof item === 'object' && item !== null ? fieldsOf({ ...item }, of) : item;
  };
  const fieldsOf = (item: Readonly<Record<string, unknown>>, of: z.core.$ZodType | null) =>
    Object.fromEntries(Object.entries(item).map(([key, field]) => [key, visit(field, fieldOf(of, key))]));
  return fieldsOf(value, schema);
}

/** Every string inside a JSON value, changed by `change`. */
function deepText(value: Readonly<Record<string, unknown>>, change: (text: string) => string): Record<string, unknown> {
  const visit = (item: unknown): unknown => {
    if (typeof item === 'string') return change(item);
    if (Array.isArray(item)) return item.map(visit);
    return typeof item === 'object' && item !== null ? deepText({ ...item }, change) : item;
  };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)]));
}
