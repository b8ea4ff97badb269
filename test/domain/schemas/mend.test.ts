import { describe, expect, it } from 'vitest';
import { mend } from '../../../src/domain/schemas/mend.ts';
import { answerTo, changeOf, field, record } from './change.ts';

const id = field('id', '"string"');

describe('a mended schema', () => {
  it('fits, as the checker finds', async () => {
    const change = await changeOf(
      'AVRO',
      'FULL_TRANSITIVE',
      [record(id), record(id, field('n', '"int"', '0'))],
      record(id, field('n', '"string"')),
    );
    const mended = mend(change, answerTo(change));
    expect(mended).not.toBeNull();
    const text = mended?.text ?? '';
    expect(answerTo({ ...change, candidate: { text, references: [] } }).compatible).toBe(true);
  });

  it('is the one that postpones least', async () => {
    const change = await changeOf('AVRO', 'BACKWARD', [record(id)], record(id, field('n', '"int"')));
    expect(mend(change, answerTo(change))?.changes).toMatchObject([{ postpones: false, path: '/fields/1' }]);
  });

  it('is laid out like the one that was given', async () => {
    const spread = `{\n  "type": "record",\n  "name": "Order",\n  "fields": [{ "name": "n", "type": "int" }]\n}`;
    const change = await changeOf('AVRO', 'BACKWARD', ['{"type":"record","name":"Order","fields":[]}'], spread);
    expect(mend(change, answerTo(change))?.text).toBe(
      '{\n  "type": "record",\n  "name": "Order",\n  "fields": [{ "name": "n", "type": ["null", "int"], "default": null }]\n}',
    );
  });

  it('is not looked for in a text that is too long to be shown, nor when there is no time', async () => {
    const long = `{"type":"record","name":"Order","doc":"${'x'.repeat(100_000)}","fields":[${field('n', '"int"')}]}`;
    const earlier = ['{"type":"record","name":"Order","fields":[]}'];
    const change = await changeOf('AVRO', 'BACKWARD', earlier, long);
    expect(mend(change, answerTo(change))).toBeNull();
    const short = await changeOf('AVRO', 'BACKWARD', earlier, long.replace(/x+/, ''));
    expect(mend(short, answerTo(short))).not.toBeNull();
    expect(mend({ ...short, goesOn: () => false }, answerTo(short))).toBeNull();
  });

  it('does not change the type of schema back', async () => {
    const change = await changeOf('AVRO', 'BACKWARD', [], record(id), {
      history: [{ version: 1, type: 'JSON', source: { text: '{}', references: [] } }],
    });
    expect(mend(change, answerTo(change))).toBeNull();
  });
});
