import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonSchemaChecker } from '../../../../src/domain/schemas/json/checker.ts';
import { excerpt } from '../../../../src/domain/schemas/json/json-value.ts';
import { jsonSchemaRisks } from '../../../../src/domain/schemas/json/risks.ts';
import { RULES } from '../../../../src/domain/schemas/json/rules.ts';
import { DRAFT, differences, schemaOf } from './schemas.ts';

const names = fc.constantFrom('a', 'b', 'c', 'n_x');
const limit = fc.nat({ max: 9 });

/** Schemas of every kind; `$ref` leads to two definitions and to the root. */
const { schema } = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.boolean(),
    fc.constantFrom({}, { $ref: '#/definitions/A' }, { $ref: '#/definitions/B' }, { $ref: '#' }),
    fc.record(
      { type: fc.constant('string'), minLength: limit, maxLength: limit, pattern: fc.constantFrom('a', 'b') },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      {
        type: fc.constantFrom('number', 'integer'),
        minimum: limit,
        maximum: limit,
        multipleOf: fc.constantFrom(0.1, 2, 3, 6),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record({ enum: fc.uniqueArray(limit, { maxLength: 3 }) }),
    fc.record({ const: limit }),
    fc.record({ not: tie('schema') }),
    fc.record({ type: fc.uniqueArray(fc.constantFrom('string', 'null', 'object', 'array'), { minLength: 1 }) }),
    fc.record({ anyOf: fc.array(tie('schema'), { maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie('schema'), { maxLength: 3 }), title: fc.constant('t') }),
    fc.record({ type: fc.constant('string'), allOf: fc.array(tie('schema'), { maxLength: 3 }) }),
    fc.record(
      {
        type: fc.constant('array'),
        items: fc.oneof(tie('schema'), fc.array(tie('schema'), { maxLength: 2 })),
        additionalItems: tie('schema'),
        minItems: limit,
      },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      {
        type: fc.constant('object'),
        properties: fc.dictionary(names, tie('schema'), { maxKeys: 3 }),
        required: fc.uniqueArray(names),
        additionalProperties: tie('schema'),
        patternProperties: fc.dictionary(fc.constantFrom('^n', 'a'), tie('schema'), { maxKeys: 2 }),
        dependencies: fc.dictionary(names, fc.oneof(tie('schema'), fc.array(names)), { maxKeys: 2 }),
      },
      { requiredKeys: ['type', 'properties'] },
    ),
  ),
}));

const whole = fc
  .record({ root: schema, A: schema, B: schema, draft: fc.constantFrom(...Object.values(DRAFT)) })
  .map(({ root, A, B, draft }) => ({ $schema: draft, properties: { root }, definitions: { A, B } }));

/** Without those that are references in a circle. */
const parsed = whole.filter(
  (one) => jsonSchemaChecker.parse({ text: JSON.stringify(one), references: [] }, true).problem === null,
);

describe('a schema', () => {
  it('is compatible with itself and has the same differences as its copy', () => {
    fc.assert(
      fc.property(parsed, parsed, (one, other) => {
        expect(differences(one, one)).toEqual([]);
        expect(differences(one, JSON.parse(JSON.stringify(one)))).toEqual([]);
        expect(differences(one, other)).toEqual(differences(one, other));
      }),
    );
  });

  it('is compatible with what takes all, and with what comes after nothing', () => {
    fc.assert(
      fc.property(parsed, (one) => {
        expect(differences(one, true)).toEqual([]);
        expect(differences(false, one)).toEqual([]);
      }),
    );
  });

  it('never loses a difference when the policy is stricter, and tells only rules of the registry', () => {
    fc.assert(
      fc.property(parsed, parsed, (one, other) => {
        const strict = differences(one, other);
        expect(strict.every((told) => (told.split(' ')[0] ?? '') in RULES)).toBe(true);
        if (strict.length === 0) expect(differences(one, other, 'LENIENT')).toEqual([]);
      }),
    );
  });

  it('has risks that are told once each', () => {
    fc.assert(
      fc.property(parsed, parsed, (one, other) => {
        const risks = jsonSchemaRisks(schemaOf(one), schemaOf(other));
        const told = risks.map(({ id, path, message }) => `${id} ${path} ${message}`);
        expect(new Set(told).size).toBe(told.length);
      }),
    );
  });
});

describe('additions that are compatible', () => {
  const closed = fc.record({
    type: fc.constant('object'),
    properties: fc.dictionary(names, fc.constantFrom({ type: 'string' }, { type: 'integer' }, true), { maxKeys: 3 }),
    additionalProperties: fc.constant(false),
  });

  it('an optional property of a closed object', () => {
    fc.assert(
      fc.property(closed, schema, (one, added) => {
        const writer = { ...one, definitions: { A: {}, B: {} } };
        const reader = { ...writer, properties: { ...one.properties, added } };
        const { problem } = jsonSchemaChecker.parse({ text: JSON.stringify(reader), references: [] }, true);
        fc.pre(problem === null && !JSON.stringify(added).includes('"#"'));
        expect(differences(writer, reader)).toEqual([]);
      }),
    );
  });

  it('a value of an enum, a branch of anyOf, a wider limit', () => {
    fc.assert(
      fc.property(fc.uniqueArray(limit, { minLength: 1 }), limit, limit, (values, value, more) => {
        expect(differences({ enum: values }, { enum: [...new Set([...values, value])] })).toEqual([]);
        const branches = values.map((one) => ({ const: one }));
        expect(differences({ anyOf: branches }, { anyOf: [{ type: 'null' }, ...branches] })).toEqual([]);
        expect(differences({ maxLength: value }, { maxLength: value + more })).toEqual([]);
        expect(differences({ minimum: value }, { minimum: value - more })).toEqual([]);
      }),
    );
  });
});

it('an excerpt is the beginning of the JSON text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      const cut = excerpt(JSON.parse(text));
      return text.length <= 200 ? cut === text : cut.length === 200 && text.startsWith(cut.slice(0, -1));
    }),
  );
});
