import { beforeAll, expect, it } from 'vitest';
import { avroChecker } from '../../src/domain/schemas/avro/checker.ts';
import { avroRisks } from '../../src/domain/schemas/avro/risks.ts';
import { type AvroAnswer, type AvroQuestion, judgeAvro } from '../support/avro-judge/judge.ts';
import { changed, randomSchema, seeded } from '../support/avro-judge/random-schemas.ts';
import { describeLive } from '../support/live.ts';

const SEED = 20_260_823;
const WANTED_PAIRS = 2000;
/** Of these about one in three is no pair of schemas: a name is used that no longer stands for anything, or twice. */
const RANDOM_QUESTIONS = 6000;

const record = (...fields: string[]) => `{"type":"record","name":"R","fields":[${fields.join(',')}]}`;
const arrays = (depth: number) => `${'{"type":"array","items":'.repeat(depth)}"int"${'}'.repeat(depth)}`;

/** What chance does not come upon. */
const RARE_QUESTIONS: readonly AvroQuestion[] = [
  { reader: '/* a */ {"type": /* b */ "int"} // c', writer: '"int"' },
  { reader: '/* a */ {"type": /* b */ "int"}\n', writer: '"int"' },
  { reader: record('{"name":"é","type":"int"}'), writer: '"int"' },
  { reader: '"int"', writer: record('{"name":"é","type":"int"}') },
  { reader: '{"type":"enum","name":"a-b.E","symbols":[]}', writer: '"int"' },
  { reader: '"int"', writer: '{"type":"enum","name":"a-b.E","symbols":["x-y"]}' },
  { reader: arrays(1000), writer: '"int"' },
  { reader: arrays(1001), writer: '"int"' },
  {
    reader: '{"type":"fixed","name":"n.New","aliases":[".Old"],"size":1}',
    writer: '{"type":"fixed","name":"Old","size":1}',
  },
  {
    reader: '{"type":"fixed","name":"New","aliases":[".Old"],"size":1}',
    writer: '{"type":"fixed","name":"Old","size":1}',
  },
  { reader: '{"type":"fixed","name":"F","size":2147483639}', writer: '"int"' },
  { reader: '{"type":"fixed","name":"F","size":2147483640}', writer: '"int"' },
  { reader: record('{"name":"a","type":"double","default":"1e3"}'), writer: record() },
  { reader: record('{"name":"a","type":"double","default":"high"}'), writer: record() },
  { reader: record('{"name":"a","type":"int","default":2147483648}'), writer: record() },
  { reader: record('{"name":"a","type":"long","default":1.0}'), writer: record() },
  { reader: record('{"name":"a","type":["null","int"],"default":1}'), writer: record() },
  { reader: record('{"name":"a","type":["null","R"],"default":{"a":null}}'), writer: record() },
  { reader: record('{"name":"a","type":"int","order":"up"}'), writer: record() },
  { reader: '{"type":{"type":"int"}}', writer: '"int"' },
];

function questions(): AvroQuestion[] {
  const chance = seeded(SEED);
  const random = Array.from({ length: RANDOM_QUESTIONS }, (_, index) => {
    const writer = randomSchema(chance);
    const reader = index % 5 === 0 ? randomSchema(chance) : changed(chance, writer);
    return { reader: JSON.stringify(reader), writer: JSON.stringify(writer) };
  });
  return [...random, ...RARE_QUESTIONS];
}

function ourAnswer({ reader, writer }: AvroQuestion): AvroAnswer {
  const ours = avroChecker.parse({ text: reader, references: [] }, false);
  if (ours.problem !== null) return { refused: 'reader', because: ours.problem.message };
  const theirs = avroChecker.parse({ text: writer, references: [] }, true);
  if (theirs.problem !== null) return { refused: 'writer', because: theirs.problem.message };
  const found = avroChecker.compare(ours.schema, theirs.schema, 'confluent');
  if (found.some(({ rule }) => rule === 'AMBIGUOUS_FIELD_ALIAS')) return { exception: 'several fields' };
  return { found: found.map(({ rule, path }) => `${rule} ${path}`) };
}

/** What has to be the same: who is refused, and the set of what was found. Avro repeats what it meets again. */
function inShort(answer: AvroAnswer): string {
  if ('refused' in answer) return `refuses the ${answer.refused}`;
  if ('exception' in answer) return 'exception';
  return [...new Set(answer.found)].sort().join('\n');
}

/** The judge of our Avro verdicts is the library that the registry itself asks. */
describeLive('random Avro schemas, held against Apache Avro', ['java', 'maven'], () => {
  const asked = questions();
  let judged: AvroAnswer[];
  beforeAll(async () => {
    judged = await judgeAvro(asked);
  }, 300_000);

  it('are enough, and of all kinds', () => {
    const found = judged.flatMap((answer) => ('found' in answer ? [answer.found] : []));
    expect(found.length).toBeGreaterThanOrEqual(WANTED_PAIRS);
    const having = (rule: string) => found.filter((all) => all.some((one) => one.startsWith(rule))).length;
    expect(found.filter((all) => all.length === 0).length).toBeGreaterThan(WANTED_PAIRS / 4);
    for (const rule of ['TYPE_', 'MISSING_UNION', 'MISSING_ENUM', 'READER_FIELD', 'NAME_', 'FIXED_'])
      expect(having(rule), rule).toBeGreaterThan(WANTED_PAIRS / 100);
  });

  it('get the same verdict and the same places', () => {
    const different = asked.flatMap((question, index) => {
      const theirs = judged[index];
      const ours = ourAnswer(question);
      return theirs !== undefined && inShort(ours) === inShort(theirs) ? [] : [{ ...question, ours, theirs }];
    });
    expect(different).toEqual([]);
  });
});

const enumE = (space: string, symbols: string, more = '') =>
  `{"type":"enum","name":"${space}.E","symbols":[${symbols}]${more}}`;

/** Avro calls each of these pairs compatible; `read` is what a Java consumer then makes of the value. */
describeLive('what the registry accepts and a reader stumbles over', ['java', 'maven'], () => {
  const risks = [
    {
      risk: 'AVRO-NAMESPACE-CHANGED-IN-UNION',
      writer: `["null",${enumE('a', '"X"')}]`,
      reader: `["null",${enumE('b', '"X","Y"')}]`,
      value: '{"a.E":"X"}',
      read: 'org.apache.avro.AvroTypeException: Found a.E, expecting union[null, E]',
    },
    {
      risk: 'AVRO-ENUM-DEFAULT-HIDES',
      writer: enumE('a', '"X","Y"'),
      reader: enumE('a', '"X"', ',"default":"X"'),
      value: '"Y"',
      read: 'X',
    },
    { risk: 'AVRO-PRECISION-LOST', writer: '"int"', reader: '"float"', value: '16777217', read: '1.6777216E7' },
    { risk: 'AVRO-UNION-PROMOTES-TO-FIRST', writer: '"int"', reader: '["double","long"]', value: '7', read: '7.0' },
  ];

  it('is told as a risk, and happens', async () => {
    const answers = await judgeAvro(risks);
    for (const [index, { risk, writer, reader, read }] of risks.entries()) {
      expect(answers[index], risk).toEqual({ found: [], read });
      const older = avroChecker.parse({ text: writer, references: [] }, true);
      const newer = avroChecker.parse({ text: reader, references: [] }, false);
      if (older.problem !== null || newer.problem !== null) throw new Error(`${risk}: no schema`);
      expect(avroRisks(older.schema, newer.schema).map(({ id }) => id)).toContain(risk);
    }
  });

  it('loses the value of a renamed field for consumers of the older schema', async () => {
    const older = record('{"name":"a","type":"int","default":7}');
    const newer = record('{"name":"b","aliases":["a"],"type":"int"}');
    const [answer] = await judgeAvro([{ reader: older, writer: newer, value: '{"b":1}' }]);
    expect(answer).toEqual({ found: [], read: '{"a": 7}' });
    const [parsedOlder, parsedNewer] = [older, newer].map(
      (text) => avroChecker.parse({ text, references: [] }, false).schema,
    );
    if (parsedOlder == null || parsedNewer == null) throw new Error('no schema');
    expect(avroRisks(parsedOlder, parsedNewer).map(({ id }) => id)).toContain('AVRO-RENAME-LOSES-VALUE');
  });
});
