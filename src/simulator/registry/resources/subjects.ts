import { schemaNotFound } from '../errors.ts';
import { flag, hasPrefix, page } from '../query.ts';
import { get, post, type Route } from '../route.ts';
import { versionFields } from '../schema-json.ts';
import { readSchemaRequest } from '../schema-request.ts';
import { requireVersions } from '../stored-version.ts';
import { loadCheckers, requireSchema } from '../verdict.ts';

/** Names of subjects, and the look-up of a schema in one. Nothing is ever deleted here, so `deletedOnly` finds nothing. */
export const subjectRoutes: readonly Route[] = [
  get('/subjects', ({ store, query }) => {
    const names = flag(query, 'deletedOnly') ? [] : store.names().filter((name) => hasPrefix(query, name));
    return JSON.stringify(page(names, query));
  }),
  post('/subjects/{subject}', async ({ store, body }, subject: string) => {
    const schema = readSchemaRequest(body);
    requireSchema(store, await loadCheckers(), subject, schema);
    requireVersions(store, subject);
    const found = store.find(subject, schema);
    if (found === null) throw schemaNotFound(null);
    return JSON.stringify(versionFields(found));
  }),
];
