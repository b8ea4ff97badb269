import { incompatibleSchema } from '../errors.ts';
import { flag } from '../query.ts';
import { get, post, type Route } from '../route.ts';
import { versionFields } from '../schema-json.ts';
import { readSchemaRequest } from '../schema-request.ts';
import { requireVersion, requireVersions } from '../stored-version.ts';
import { judge, loadCheckers } from '../verdict.ts';

/** Versions of a subject: reading and registering. */
export const versionRoutes: readonly Route[] = [
  get('/subjects/{subject}/versions', ({ store, query }, subject: string) => {
    const versions = requireVersions(store, subject);
    return JSON.stringify(flag(query, 'deletedOnly') ? [] : versions.map(({ version }) => version));
  }),
  get('/subjects/{subject}/versions/{version}', ({ store }, subject: string, version: string) =>
    JSON.stringify(versionFields(requireVersion(store, subject, version))),
  ),
  get('/subjects/{subject}/versions/{version}/schema', ({ store }, subject: string, version: string) => {
    return requireVersion(store, subject, version).text;
  }),
  get('/subjects/{subject}/versions/{version}/referencedby', ({ store }, subject: string, text: string) => {
    const { version } = requireVersion(store, subject, text);
    const referring = store
      .all()
      .filter(({ references }) => references.some((each) => each.subject === subject && each.version === version));
    return JSON.stringify([...new Set(referring.map(({ id }) => id))]);
  }),
  post('/subjects/{subject}/versions', async ({ store, body }, subject: string) => {
    const schema = readSchemaRequest(body);
    // From here on nothing is awaited, so no other registration comes between check and append.
    const checkers = await loadCheckers();
    const known = store.find(subject, schema);
    if (known !== null) return JSON.stringify({ id: known.id });
    const messages = judge(store, checkers, subject, schema, store.versions(subject) ?? []);
    if (messages.length > 0) throw incompatibleSchema(subject, messages);
    return JSON.stringify({ id: store.add(subject, schema).id });
  }),
];
