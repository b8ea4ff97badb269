import type { RequestBody } from './schema-request.ts';
import type { SubjectStore } from './subject-store.ts';

/** One request, taken apart. */
export interface Asked {
  readonly store: SubjectStore;
  readonly query: URLSearchParams;
  readonly body: RequestBody;
}

type Method = 'GET' | 'POST';

/** One path of the API. */
export interface Route {
  readonly method: Method;
  /** Such as `/subjects/{subject}/versions`. */
  readonly path: string;
  /** The text of a 200, given the decoded parts of the path that stand in braces. Throws RegistryError for any other. */
  readonly answer: (asked: Asked, ...parts: string[]) => string | Promise<string>;
}

export const get = (path: string, answer: Route['answer']): Route => ({ method: 'GET', path, answer });
export const post = (path: string, answer: Route['answer']): Route => ({ method: 'POST', path, answer });
