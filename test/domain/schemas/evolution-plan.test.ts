import { describe, expect, it } from 'vitest';
import { evolutionPlan } from '../../../src/domain/schemas/evolution-plan.ts';
import { mend } from '../../../src/domain/schemas/mend.ts';
import type { SchemaType } from '../../../src/domain/schemas/observation.ts';
import { answerTo, CLOSED, changeOf, field, object, proto, record } from './change.ts';

const planOf = async (type: SchemaType, level: string, earlier: readonly string[], candidate: string) => {
  const change = await changeOf(type, level, earlier, candidate);
  const answer = answerTo(change);
  return evolutionPlan(change, answer, mend(change, answer));
};
const id = field('id', '"string"');
const a = '"a":{"type":"string"}';

describe('no plan', () => {
  it.each([
    ['where the schema fits', 'BACKWARD', record(id), record(id, field('n', '"int"', '0'))],
    ['where one mended step has all that was wanted', 'BACKWARD', record(id), record(id, field('n', '"int"'))],
    ['where nothing is compared', 'NONE', record(id), record(field('id', '"int"'))],
  ])('%s', async (_case, level, old, candidate) => {
    expect(await planOf('AVRO', level, [old], candidate)).toEqual([]);
  });

  it('for what is no schema', async () => {
    expect(await planOf('AVRO', 'BACKWARD', [record(id)], '{')).toEqual([]);
  });
});

describe('a plan has three steps, each under a level', () => {
  const stepsOf = async (...wanted: Parameters<typeof planOf>) => {
    const plan = await planOf(...wanted);
    expect(plan.map(({ phase }) => phase)).toEqual(['expand', 'migrate', 'contract']);
    return plan;
  };

  it.each([
    ['FULL', record(field('at', '"string"')), record(field('at', '"long"')), ['FULL', 'FULL', 'FULL']],
    ['FORWARD', record(id, field('n', '"int"')), record(id), ['FORWARD', 'FORWARD', 'FORWARD']],
    [
      'FULL_TRANSITIVE',
      record(field('at', '"string"', '""')),
      record(field('at', '"long"', '0')),
      ['FULL_TRANSITIVE', 'FULL_TRANSITIVE', 'FULL_TRANSITIVE'],
    ],
  ])('with a mended schema under %s', async (level, old, candidate, levels) => {
    const plan = await stepsOf('AVRO', level, [old], candidate);
    expect(plan.map((step) => step.level)).toEqual(levels);
    expect(plan[0]?.does).toBe('Register the mended schema and roll it out.');
    expect(plan[2]?.does).toMatch(/^Register the schema without the old fields|^Stay with the mended schema/);
  });

  it('names another level for the last registration, where the level itself would refuse it', async () => {
    const plan = await stepsOf(
      'JSON',
      'BACKWARD',
      [object(a, CLOSED)],
      object(`${a},"b":{"type":"integer"}`, `${CLOSED},"required":["b"]`),
    );
    expect(plan[2]).toMatchObject({
      level: 'FORWARD',
      first: 'producers',
      does: 'Set the level to FORWARD, register the schema as it was given, and set the level back to BACKWARD.',
    });
  });

  it('stays with the mended schema where a transitive level refuses the rest for good', async () => {
    const limit = (maximum: number) => object(`"n":{"type":"integer","maximum":${maximum}},"m":{}`);
    const plan = await stepsOf(
      'JSON',
      'BACKWARD_TRANSITIVE',
      [object('"n":{"type":"integer","maximum":9},"m":{"type":"string"}')],
      limit(5),
    );
    expect(plan[2]?.does).toMatch(
      /^Stay with the mended schema: BACKWARD_TRANSITIVE refuses the schema as it was given for good/,
    );
  });

  it('lets producers go before, where nothing can be mended and old readers read new data', async () => {
    const plan = await stepsOf('JSON', 'BACKWARD', [object('"n":{"maximum":9}')], object('"n":{"maximum":5}'));
    expect(plan.map((step) => step.level)).toEqual(['BACKWARD', 'BACKWARD', 'FORWARD']);
    expect(plan[1]?.done_when).toContain('retention.ms');
  });

  it('lets consumers go before, where nothing can be mended and new readers read old data', async () => {
    const plan = await stepsOf(
      'PROTOBUF',
      'FULL',
      [proto('string id = 1;')],
      `${proto('string id = 1;')}message Line {}\n`,
    );
    expect(plan.map((step) => [step.level, step.first])).toEqual([
      ['BACKWARD', 'consumers'],
      ['BACKWARD', 'producers'],
      ['FULL', 'any'],
    ]);
  });

  it.each([
    [
      'where neither reads the other',
      'BACKWARD',
      'PROTOBUF' as const,
      'package a; message O {}',
      'package b; message O {}',
    ],
    [
      'where a transitive level keeps all versions in force',
      'BACKWARD_TRANSITIVE',
      'JSON' as const,
      object('"n":{"maximum":9}'),
      object('"n":{"maximum":5}'),
    ],
  ])('takes a new topic %s', async (_case, level, type, old, candidate) => {
    const plan = await stepsOf(type, level, [old], candidate);
    expect(plan[0]?.does).toMatch(/^Make a new topic/);
  });

  it('takes a new topic for another type of schema', async () => {
    const change = await changeOf('AVRO', 'BACKWARD', [], record(id), {
      history: [{ version: 1, type: 'JSON', source: { text: '{}', references: [] } }],
    });
    expect(evolutionPlan(change, answerTo(change), null)[0]?.does).toMatch(/^Make a new topic/);
  });
});
