import { describe, expect, it } from 'vitest';
import { upgradeOrder } from '../../../src/domain/schemas/upgrade-order.ts';
import { changeOf, field, record } from './change.ts';

const id = field('id', '"string"');

describe('who upgrades first', () => {
  it.each([
    ['any', record(id), record(id, field('n', '"int"', '0'))],
    ['consumers', record(id, field('n', '"int"')), record(id)],
    ['producers', record(id), record(id, field('n', '"int"'))],
    ['together', record(field('n', '"int"')), record(field('n', '"string"'))],
  ])('%s', async (first, old, candidate) => {
    for (const level of ['NONE', 'BACKWARD', 'FORWARD', 'FULL_TRANSITIVE']) {
      const change = await changeOf('AVRO', level, [record(), old], candidate);
      expect(upgradeOrder(change, change.candidate)).toMatchObject({
        first,
        because: expect.stringContaining('version 2'),
        source: expect.stringMatching(/^https:\/\/docs\.confluent\.io\//),
      });
    }
  });

  it('says which schema is meant', async () => {
    const change = await changeOf('AVRO', 'BACKWARD', [record(id)], record(id));
    expect(upgradeOrder(change, change.candidate, 'mended')?.because).toContain('the mended schema');
  });

  it('is not known without a version, or where a comparison was given up', async () => {
    const alone = await changeOf('AVRO', 'BACKWARD', [], record(id));
    expect(upgradeOrder(alone, alone.candidate)).toBeNull();
    const late = await changeOf('AVRO', 'BACKWARD', [record(id)], record(id), { goesOn: () => false });
    expect(upgradeOrder(late, late.candidate)).toBeNull();
    const unreadable = await changeOf('AVRO', 'BACKWARD', ['{'], record(id));
    expect(upgradeOrder(unreadable, unreadable.candidate)).toBeNull();
  });
});
