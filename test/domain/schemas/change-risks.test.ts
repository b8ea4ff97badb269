import { describe, expect, it } from 'vitest';
import { changeRisks, unaskedChecks, unaskedRisks } from '../../../src/domain/schemas/change-risks.ts';
import { answerTo, changeOf, field, proto, record } from './change.ts';

const decimal = (scale: number) =>
  field('n', `{"type":"bytes","logicalType":"decimal","precision":9,"scale":${scale}}`);
const id = field('id', '"string"');

describe('risks of a change', () => {
  const risksOf = async (...wanted: Parameters<typeof changeOf>) =>
    changeRisks(await changeOf(...wanted)).map((risk) => [risk.id, risk.versions]);

  it('are those between the latest version and the new schema', async () => {
    expect(await risksOf('AVRO', 'BACKWARD', [record(decimal(2))], record(decimal(3)))).toEqual([
      ['AVRO-DECIMAL-SCALE-CHANGED', [1]],
    ]);
  });

  it('do not count what an earlier change risked', async () => {
    expect(await risksOf('AVRO', 'BACKWARD', [record(decimal(2)), record(decimal(3))], record(decimal(3), id))).toEqual(
      [],
    );
  });

  it('count what comes back for data of earlier versions', async () => {
    const v1 = proto('string id = 1;', 'int32 n = 2;');
    const v2 = proto('string id = 1;', 'reserved 2;', 'reserved "n";');
    expect(await risksOf('PROTOBUF', 'BACKWARD', [v1, v2], proto('string id = 1;', 'int32 age = 2;'))).toEqual([
      ['PROTOBUF-RESERVED-NUMBER-REUSED', [2]],
      ['PROTOBUF-RESERVATION-DROPPED', [2]],
      ['PROTOBUF-FIELD-RENAMED', [1]],
    ]);
  });

  it('name each version once', async () => {
    const old = proto('string id = 1;', 'int32 n = 2;');
    const risks = await risksOf(
      'PROTOBUF',
      'BACKWARD',
      [old, old, proto('string id = 1;', 'int32 m = 3;', 'reserved 2; reserved "n";')],
      proto('string id = 1;', 'int32 m = 3;', 'int32 age = 2;', 'reserved "n";'),
    );
    expect(risks).toContainEqual(['PROTOBUF-FIELD-RENAMED', [2, 1]]);
  });

  it('are none without a version that can be read, nor when there is no time', async () => {
    expect(await risksOf('AVRO', 'BACKWARD', [], record(id))).toEqual([]);
    expect(await risksOf('AVRO', 'BACKWARD', ['{'], record(id))).toEqual([]);
    expect(await risksOf('AVRO', 'BACKWARD', [record(decimal(2))], '{')).toEqual([]);
    expect(
      await risksOf('AVRO', 'BACKWARD', [record(decimal(2))], record(decimal(3)), { goesOn: () => false }),
    ).toEqual([]);
  });
});

describe('what a level leaves out', () => {
  const earlier = [record(id, field('n', '"string"')), record(id)];
  it.each([
    ['BACKWARD', [[1, 'backward', 1]]],
    ['FORWARD', [[1, 'forward', 2]]],
    ['BACKWARD_TRANSITIVE', []],
    [
      'NONE',
      [
        [2, 'forward', 0],
        [2, 'backward', 0],
      ],
    ],
  ])('%s', async (level, found) => {
    const change = await changeOf(
      'AVRO',
      level,
      earlier,
      record(id, field('n', '"int"', '0')).replace(id, level === 'FORWARD' ? field('x', '"int"') : id),
    );
    const checks = unaskedChecks(change, []);
    expect(
      checks.map(({ version, direction, incompatibilities }) => [version, direction, incompatibilities.length]),
    ).toEqual(found);
  });

  it('is a risk where it fails, with who breaks', async () => {
    const change = await changeOf('AVRO', 'BACKWARD', earlier, record(id, field('n', '"int"', '0')));
    expect(unaskedRisks(unaskedChecks(change, []), change.level)).toEqual([
      {
        id: 'TYPE_MISMATCH',
        path: '/fields/1/type',
        message: expect.stringContaining('string'),
        breaks: expect.stringContaining('version 1'),
        source: 'Level BACKWARD compares with the latest version only',
        versions: [1],
      },
    ]);
  });

  it('is not told again where the latest version has it too', async () => {
    const change = await changeOf('AVRO', 'BACKWARD', [record(id), record(id)], record(id, field('n', '"int"')));
    const asked = answerTo(change).checks;
    expect(unaskedChecks(change, asked).map(({ incompatibilities }) => incompatibilities)).toEqual([[]]);
    expect(unaskedRisks(unaskedChecks(change, []), change.level)).toHaveLength(1);
  });

  it('is under NONE both directions with the latest version', async () => {
    const change = await changeOf('AVRO', 'NONE', earlier, record(field('id', '"int"')));
    expect(unaskedRisks(unaskedChecks(change, []), change.level).map(({ source }) => source)).toEqual([
      'Level NONE compares with nothing',
      'Level NONE compares with nothing',
    ]);
  });
});
