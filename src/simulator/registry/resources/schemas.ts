import { httpError, schemaNotFound } from '../errors.ts';
import { flag, hasPrefix, page } from '../query.ts';
import { get, type Route } from '../route.ts';
import { schemaFields, versionFields } from '../schema-json.ts';
import type { StoredVersion, SubjectStore } from '../subject-store.ts';

/** Schemas by id, over all subjects. */
export const schemaRoutes: readonly Route[] = [
  get('/schemas', ({ store, query }) => {
    const all = store.all().filter(({ subject }) => hasPrefix(query, subject));
    const chosen = flag(query, 'latestOnly')
      ? all.filter(({ subject, version }) => store.version(subject, 'latest')?.version === version)
      : all;
    return JSON.stringify(page(chosen, query).map(versionFields));
  }),
  get('/schemas/types', () => JSON.stringify(['JSON', 'PROTOBUF', 'AVRO'])),
  get('/schemas/ids/{id}', ({ store }, id: string) => JSON.stringify(schemaFields(requireId(store, id)[0]))),
  get('/schemas/ids/{id}/subjects', ({ store, query }, id: string) => {
    const subjects = requireId(store, id).map(({ subject }) => subject);
    return JSON.stringify(page([...new Set(subjects)], query));
  }),
  get('/schemas/ids/{id}/versions', ({ store, query }, id: string) => {
    const versions = requireId(store, id).map(({ subject, version }) => ({ subject, version }));
    return JSON.stringify(page(versions, query));
  }),
];

/** Versions with an id, at least one. Throws RegistryError when there is none; what is no number is no path. */
function requireId(store: SubjectStore, text: string): readonly [StoredVersion, ...StoredVersion[]] {
  if (!/^-?\d{1,9}$/.test(text)) throw httpError(404);
  const [first, ...others] = store.withId(Number(text));
  if (first === undefined) throw schemaNotFound(Number(text));
  return [first, ...others];
}
