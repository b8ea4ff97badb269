import { httpError } from './errors.ts';

/** A switch in the query: off unless it says true. */
export const flag = (query: URLSearchParams, name: string): boolean => query.get(name)?.toLowerCase() === 'true';

/** The part of a list that offset and limit choose; a negative limit chooses all. */
export function page<T>(list: readonly T[], query: URLSearchParams): readonly T[] {
  const offset = integer(query, 'offset', 0);
  const limit = integer(query, 'limit', -1);
  const from = Math.max(offset, 0);
  return limit < 0 ? list.slice(from) : list.slice(from, from + limit);
}

/** Jersey answers 404 to a parameter of the query that it can't read. Source: JAX-RS 2.1 specification, 3.2. */
function integer(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null || text === '') return otherwise;
  if (!/^[+-]?\d{1,9}$/.test(text)) throw httpError(404);
  return Number(text);
}

/** Names of every context, which this prefix stands for. */
const ANY_CONTEXT = ':*:';

/** Whether a subject begins as `subjectPrefix` says; all do when it says nothing. */
export function hasPrefix(query: URLSearchParams, subject: string): boolean {
  const prefix = query.get('subjectPrefix') ?? '';
  return prefix.startsWith(ANY_CONTEXT)
    ? subject.replace(/^:\.[^:]*:/, '').startsWith(prefix.slice(ANY_CONTEXT.length))
    : subject.startsWith(prefix);
}
