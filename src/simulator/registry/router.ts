import { httpError } from './errors.ts';
import { routes } from './resources/index.ts';
import type { Route } from './route.ts';

/** A route and what stands in its braces. */
export interface Found {
  readonly route: Route;
  readonly parts: readonly string[];
}

/**
 * The route of a request. The path is taken apart before it is decoded: a subject may hold a slash or be two dots. Throws
 * RegistryError for a path that is not known, or not with this method.
 */
export function findRoute(method: string, path: string): Found {
  const segments = decoded(path.replace(/^\/|\/$/g, '').split('/'));
  const matching = routes.flatMap((route) => {
    const parts = match(route.path, segments);
    return parts === null ? [] : [{ route, parts }];
  });
  if (matching.length === 0) throw httpError(404);
  const wanted = method === 'HEAD' ? 'GET' : method;
  const found = matching.find(({ route }) => route.method === wanted);
  if (found === undefined) throw httpError(405, { allow: matching.map(({ route }) => route.method).join(', ') });
  return found;
}

function decoded(segments: readonly string[]): readonly string[] {
  try {
    return segments.map(decodeURIComponent);
  } catch {
    throw httpError(400);
  }
}

/** What stands in the braces of a path; null when the segments are those of another path. */
function match(path: string, segments: readonly string[]): readonly string[] | null {
  const expected = path.slice(1).split('/');
  if (expected.length !== segments.length) return null;
  const parts: string[] = [];
  for (const [index, segment] of segments.entries()) {
    if (expected[index]?.startsWith('{') && segment !== '') parts.push(segment);
    else if (expected[index] !== segment) return null;
  }
  return parts;
}
