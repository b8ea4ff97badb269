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

/** Controls except tab and newline, format characters (zero-width, bidirectional, tags), variation selectors, odd line ends. */
const INVISIBLE = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Removes what a reader can't see and shortens what is too long to be a name or a message. */
export function clean(text: string, maxChars = MAX_UNTRUSTED_CHARS): string {
  const visible = text.replace(INVISIBLE, '');
  if (visible.length <= maxChars) return visible;
  return `${visible.slice(0, maxChars)}… (${visible.length - maxChars} more characters)`;
}

/** A boundary that text from outside can't have guessed. */
const BOUNDARY = randomUUID().slice(0, 8);

/** Plain names stay as they are; everything else is marked as somebody's words. */
export function fence(text: string): string {
  const cleaned = clean(withoutMarks(text));
  if (isPlainName(cleaned)) return cleaned;
  if (cleaned.includes('\n')) return `<untrusted-${BOUNDARY}>\n${cleaned}\n</untrusted-${BOUNDARY}>`;
  return `<untrusted-${BOUNDARY}>${cleaned}</untrusted-${BOUNDARY}>`;
}

const NAMED = new RegExp(`${NAME_START}([^${NAME_START}${NAME_END}]*)${NAME_END}`, 'gu');

/** A sentence of ours with the names of others in it fenced. */
export const fenceNames = (text: string): string => text.replace(NAMED, (_marked, name: string) => fence(name));

/** The same sentence for a reader of data. */
export const withoutMarks = (text: string): string => text.replaceAll(NAME_START, '').replaceAll(NAME_END, '');
