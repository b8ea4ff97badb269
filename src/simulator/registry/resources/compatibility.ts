import { isInvalidSchema, versionNotFound } from '../errors.ts';
import { flag } from '../query.ts';
import { type Asked, post, type Route } from '../route.ts';
import { readSchemaRequest } from '../schema-request.ts';
import { versionNamed } from '../stored-version.ts';
import type { StoredVersion } from '../subject-store.ts';
import { judge, loadCheckers } from '../verdict.ts';

/** Checks that register nothing. */
export const compatibilityRoutes: readonly Route[] = [
  post('/compatibility/subjects/{subject}/versions', (asked, subject: string) =>
    check(asked, subject, () => asked.store.versions(subject) ?? []),
  ),
  // One version alone, whatever the level would compare. Where there is none, its latest one fits.
  post('/compatibility/subjects/{subject}/versions/{version}', (asked, subject: string, text: string) =>
    check(asked, subject, () => {
      const version = versionNamed(text);
      const stored = asked.store.version(subject, version);
      if (stored === null && version !== 'latest') throw versionNotFound(version);
      return stored === null ? [] : [stored];
    }),
  ),
];

/** With `verbose` a text that is no schema is no error but incompatible, with the complaint as the only message. */
async function check(asked: Asked, subject: string, versions: () => readonly StoredVersion[]): Promise<string> {
  const { store, query, body } = asked;
  const verbose = flag(query, 'verbose');
  const answer = (messages: readonly string[]) =>
    JSON.stringify({ is_compatible: messages.length === 0, ...(verbose ? { messages } : {}) });
  try {
    const schema = readSchemaRequest(body);
    return answer(judge(store, await loadCheckers(), subject, schema, versions()));
  } catch (error) {
    if (verbose && isInvalidSchema(error)) return answer([error.message]);
    throw error;
  }
}
