import type { KnownType, Message, ProtobufSchema } from './schema.ts';
import { WELL_KNOWN_TYPES } from './well-known.ts';

/**
 * What a name in a message stands for, as the registry looks it up: in the message, the messages around it, its package, then
 * as a full name. It knows no part of a package: in `acme.orders` it does not find `common.Money` of the package `acme.common`.
 */
export function resolveAsRegistry(schema: ProtobufSchema, message: Message, name: string): KnownType | null {
  const { package: pkg, path } = message;
  return resolve(schema, pkg === '' ? path : [pkg, ...path], name);
}

/** The same as protoc looks it up: in every part of the package too (language guide, "Packages and Name Resolution"). */
export function resolveAsProtoc(schema: ProtobufSchema, message: Message, name: string): KnownType | null {
  const { package: pkg, path } = message;
  return resolve(schema, [...(pkg === '' ? [] : pkg.split('.')), ...path], name);
}

function resolve(schema: ProtobufSchema, scope: readonly string[], name: string): KnownType | null {
  if (name.startsWith('.')) return typeNamed(schema, name.slice(1));
  for (let length = scope.length; length > 0; length--) {
    const known = typeNamed(schema, `${scope.slice(0, length).join('.')}.${name}`);
    if (known !== null) return known;
  }
  return typeNamed(schema, name);
}

const typeNamed = (schema: ProtobufSchema, name: string): KnownType | null =>
  schema.types.get(name) ?? WELL_KNOWN_TYPES.get(name) ?? null;
