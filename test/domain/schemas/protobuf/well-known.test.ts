import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { expect, it } from 'vitest';
import { WELL_KNOWN_FILES, WELL_KNOWN_TYPES } from '../../../../src/domain/schemas/protobuf/well-known.ts';

/** protobufjs ships Google's own files. */
const folder = join(import.meta.dirname, '../../../../node_modules/protobufjs/google');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.proto'))
  .map((file) => `google/${file}`)
  .filter((file) => WELL_KNOWN_FILES.has(file));

function typesIn(namespace: protobuf.NamespaceBase): string[] {
  return namespace.nestedArray.flatMap((one) => [
    ...(one instanceof protobuf.Type ? [`message ${one.fullName.slice(1)}`] : []),
    ...(one instanceof protobuf.Enum ? [`enum ${one.fullName.slice(1)}`] : []),
    ...(one instanceof protobuf.Namespace ? typesIn(one) : []),
  ]);
}

it('finds files to compare with', () => {
  expect(files.length).toBeGreaterThanOrEqual(4);
});

it.each(files)('%s declares the types that are listed, and no others', (file) => {
  const { root } = protobuf.parse(readFileSync(join(folder, '..', file), 'utf8'), new protobuf.Root());
  const listed = [...WELL_KNOWN_TYPES]
    .filter(([, known]) => known.file === file)
    .map(([name, { definition }]) => `${definition.kind === 'enum' ? 'enum' : 'message'} ${name}`);
  expect(listed.sort()).toEqual(typesIn(root).sort());
});

it.each(
  [...WELL_KNOWN_FILES].flatMap((file) => {
    const common = protobuf.common.get(file);
    return common === null ? [] : [[file, common] as const];
  }),
)('%s, as protobufjs has it built in', (file, common) => {
  const listed = [...WELL_KNOWN_TYPES].filter(([, known]) => known.file === file).map(([name]) => name);
  const names = typesIn(protobuf.Root.fromJSON(common)).map((type) => type.split(' ')[1]);
  expect(listed.sort()).toEqual(names.sort());
});
