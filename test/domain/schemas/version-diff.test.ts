import { describe, expect, it } from 'vitest';
import type { HistoryVersion } from '../../../src/domain/schemas/check-history.ts';
import { loadFormat } from '../../../src/domain/schemas/load-format.ts';
import type { SchemaType } from '../../../src/domain/schemas/observation.ts';
import { versionDiff } from '../../../src/domain/schemas/version-diff.ts';
import { field, object, proto, record } from './change.ts';

const versions = (type: string, ...texts: readonly string[]): HistoryVersion[] =>
  texts.map((text, index) => ({ version: index + 1, type, source: { text, references: [] } }));
const diffOf = async (type: SchemaType, before: string, after: string) => {
  const [older, newer] = versions(type, before, after);
  if (older === undefined || newer === undefined) throw new Error('two versions');
  return versionDiff(older, newer, await loadFormat(type));
};
const id = field('id', '"string"');

describe('the diff of two versions', () => {
  it.each([
    ['AVRO', record(id), record(id, field('n', '"int"')), false, true, /\+ .*"n"/],
    ['PROTOBUF', proto('string id = 1;'), proto('string id = 1;', 'int32 n = 2;'), true, true, /\+ +int32 n = 2;/],
    ['JSON', object('"a":{"type":"string"}'), object('"a":{}'), true, false, /- .*"type": "string"/],
  ] as const)('%s', async (type, before, after, backward, forward, piece) => {
    const diff = await diffOf(type, before, after);
    expect(diff).toMatchObject({ from: 1, to: 2, backward, forward, problem: null });
    expect(diff.incompatibilities.length > 0).toBe(!(backward && forward));
    expect(diff.pieces?.join('\n')).toMatch(piece);
  });

  it('tells what a registry does not look at', async () => {
    const diff = await diffOf(
      'AVRO',
      record(field('t', '"long"')),
      record(field('t', '{"type":"long","logicalType":"timestamp-millis"}')),
    );
    expect(diff).toMatchObject({ backward: true, forward: true, risks: [{ id: 'AVRO-LOGICAL-TYPE-CHANGED' }] });
  });

  it('does not see layout and comments', async () => {
    expect(
      (await diffOf('AVRO', record(id), `{ "type":"record", "name":"Order",\n"namespace":"acme", "fields":[${id}] }`))
        .pieces,
    ).toEqual([]);
    expect((await diffOf('PROTOBUF', 'message A{} // a', 'message A { }')).pieces).toEqual([]);
  });

  it('compares lines alone where the rules cannot', async () => {
    const broken = await diffOf('AVRO', '{\n"a', '{\n"b');
    expect(broken).toMatchObject({
      backward: null,
      forward: null,
      problem: { kind: 'syntax' },
      pieces: ['  {\n- "a\n+ "b'],
    });
    const [older, newer] = versions('XML', '<a/>', '<b/>');
    if (older === undefined || newer === undefined) throw new Error('two versions');
    expect(versionDiff(older, newer, null)).toMatchObject({ backward: null, pieces: ['- <a/>\n+ <b/>'] });
  });
});
