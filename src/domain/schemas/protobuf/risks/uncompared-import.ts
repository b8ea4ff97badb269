import { comparePairs } from '../compare-schemas.ts';
import { nameOf } from '../members.ts';
import { resolveAsProtoc, resolveAsRegistry } from '../resolve-name.ts';
import { type Field, localName, type Message, type ProtobufSchema } from '../schema.ts';
import { type FieldRisk, NEW_READERS, SOURCES } from './rule.ts';

/**
 * A type named by a part of its package, such as `common.Money` in `acme.orders` for `acme.common.Money`, is right for protoc
 * and not found by the registry, which then compares nothing but the words.
 */
export const uncomparedImportRisk: FieldRisk = ({ older, newer, path, schemas, messages }) => {
  const [before, after] = [
    hiddenMessage(schemas.older, messages.older, older),
    hiddenMessage(schemas.newer, messages.newer, newer),
  ];
  if (before === null || after === null) return null;
  const pair = { reader: after, writer: before };
  const [first] = comparePairs(schemas.newer, schemas.older, [pair], 'confluent-next');
  if (first === undefined) return null;
  return {
    id: 'PROTOBUF-IMPORT-NOT-COMPARED',
    path,
    message: `Field ${nameOf(newer)} of ${localName(messages.newer)} holds ${localName(after)}, which changed incompatibly (${first.rule} ${first.path}); the registry does not find it by the name that the text writes.`,
    breaks: NEW_READERS,
    source: SOURCES.registry,
  };
};

function hiddenMessage(schema: ProtobufSchema, message: Message, { type }: Field): Message | null {
  const name = type.kind === 'map' ? type.value : type.name;
  if (resolveAsRegistry(schema, message, name) !== null) return null;
  const definition = resolveAsProtoc(schema, message, name)?.definition;
  return definition?.kind === 'message' ? definition : null;
}
