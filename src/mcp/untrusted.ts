import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isPlainName, NAME_END, NAME_START } from '../domain/named.ts';

/**
 * Text that others wrote (topic, group and client names, payloads, schema docs, broker messages) is data. It is cleaned
 * on its way out and, where it is not a plain name, fenced so that an assistant can't take it for an instruction.
 */

const untrustedSchemas = z.registry<Record<string, never>>();

/** The schema of an output string that others wrote. */
export const clusterText = () => {
  const schema = z.string();
  untrustedSchemas.add(schema, {});
  return schema;
};

export const isUntrusted = (schema: z.core.$ZodType): boolean => untrustedSchemas.has(schema);

/** Longest text of others that is shown; Kafka's own names end at 249 characters. */
const MAX_UNTRUSTED_CHARS = 2_000;

/**
 * Controls except tab and newline, format characters (zero-width, bidirectional, tags), variation selectors, odd line
 * ends, and halves of surrogate pairs: strict JSON parsers of clients refuse a whole message for one of them.
 */
const INVISIBLE = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** Removes what a reader can't see and shortens what is too long to be a name or a message. Cleaning twice changes nothing. */
export function clean(text: string, maxChars = MAX_UNTRUSTED_CHARS): string {
  const visible = text.replace(INVISIBLE, '');
  if (visible.length <= maxChars) return visible;
  const note = (left: number) => `… (${left} more characters)`;
  const shown = visible.slice(0, maxChars - note(visible.length).length).replace(/\p{Cs}$/u, '');
  return `${shown}${note(visible.length - shown.length)}`;
}

/** A boundary that text from outside can't have guessed. */
const BOUNDARY = randomUUID().slice(0, 8);

/** Plain names stay as they are; everything else is marked as somebody's words. */
export function fence(text: string): string {
  // Whoever has seen an answer knows the boundary; nobody gets to write it into a text.
  const cleaned = clean(clean(withoutMarks(text), Infinity).replaceAll(BOUNDARY, '…'));
  if (isPlainName(cleaned)) return cleaned;
  if (cleaned.includes('\n')) return `<untrusted-${BOUNDARY}>\n${cleaned}\n</untrusted-${BOUNDARY}>`;
  return `<untrusted-${BOUNDARY}>${cleaned}</untrusted-${BOUNDARY}>`;
}

/** A name whose end was cut off with the text around it is somebody's words still. */
const NAMED = new RegExp(`${NAME_START}([^${NAME_START}${NAME_END}]*)(?:${NAME_END}|$)`, 'gu');

/** A sentence of ours with the names of others in it cleaned and no longer than shown; the marks stay. */
export const cleanNames = (text: string): string =>
  text.replace(NAMED, (_marked, name: string) => `${NAME_START}${clean(name)}${NAME_END}`);

/** A sentence of ours with the names of others in it fenced. */
export const fenceNames = (text: string): string => text.replace(NAMED, (_marked, name: string) => fence(name));

/** The same sentence for a reader of data. */
export const withoutMarks = (text: string): string => text.replaceAll(NAME_START, '').replaceAll(NAME_END, '');
