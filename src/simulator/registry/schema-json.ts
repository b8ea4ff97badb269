import type { NewSchema, StoredVersion } from './subject-store.ts';

/** Type and references as answers write them: left out for Avro and for none. */
export const schemaFields = ({ type, text, references }: NewSchema) => ({
  ...(type === 'AVRO' ? {} : { schemaType: type }),
  ...(references.length === 0
    ? {}
    : { references: references.map(({ name, subject, version }) => ({ name, subject, version })) }),
  schema: text,
});

export const versionFields = (stored: StoredVersion) => ({
  subject: stored.subject,
  version: stored.version,
  id: stored.id,
  ...schemaFields(stored),
});
