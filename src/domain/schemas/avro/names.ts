import type { AvroName } from './model.ts';

/**
 * The name of a type: a written namespace counts unless the name itself has dots, else that of the enclosing type. Source:
 * Avro specification, "Names".
 */
export function nameOf(written: string, space: string | null): AvroName {
  const dot = written.lastIndexOf('.');
  const simple = written.slice(dot + 1);
  const own = (dot < 0 ? space : written.slice(0, dot)) || null;
  return { simple, space: own, full: own === null ? simple : `${own}.${simple}` };
}

/**
 * How an alias is held against the name of a writer. An alias of a type with a namespace that itself has none never fits: the
 * reference implementation puts a dot before it. Source: Avro 1.12.1, Schema.NamedSchema.getAliases.
 */
export function aliasName(written: string, owner: AvroName): string {
  const alias = nameOf(written, owner.space);
  return alias.space === null && owner.space !== null ? `.${alias.simple}` : alias.full;
}

/**
 * What is wrong with a name of a new schema, null when nothing is. Source: Avro specification, "Names"; Confluent checks
 * namespaces too since Platform 8.0.3 ("Avro 1.12 Name & Default Value Validation in Confluent Schema Registry").
 */
export function nameProblem(name: string): string | null {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return null;
  if (name === '') return 'A name is empty.';
  return `The name "${name}" does not begin with a letter or _, or holds more than letters, digits and _.`;
}
