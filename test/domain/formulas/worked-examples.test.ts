import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import published from './worked-examples.json' with { type: 'json' };
import { answers, type Inputs } from './worked-examples.ts';

const value = z.union([z.number(), z.string(), z.boolean()]);

/** The fixture is the published set, word for word. */
const examples = z
  .array(
    z.object({
      id: z.string(),
      inputs: z.record(z.string(), z.union([z.number(), z.string()])),
      expected: z.record(z.string(), value),
      tolerance: z.union([z.number(), z.string(), z.record(z.string(), value)]),
    }),
  )
  .parse(published);
type Example = (typeof examples)[number];

/** Expected values that no formula gives, and why. */
const notComputed: Readonly<Record<string, string>> = {
  'P14 published_rounded_TB_per_node': 'the source rounds 19.44 TB up to "20 TB"',
};

/** Binary fractions make 18 ÷ (1 − 0.8) come out a few units in the 16th digit above 90. */
const NOISE = 1e-9;

/** How far a number may be off: stated as a number, as `+-1 …`, for one field, or as an absolute; otherwise not at all. */
function slackOf({ tolerance }: Example, field: string): number {
  const stated = typeof tolerance === 'object' ? (tolerance[field] ?? tolerance.abs ?? 0) : tolerance;
  return typeof stated === 'number' ? stated : Number(/^\+-([\d.]+)/.exec(String(stated))?.[1] ?? 0);
}

function inputsOf({ id, inputs }: Example): Inputs {
  return {
    number(name) {
      const given = inputs[name];
      if (typeof given !== 'number') throw new Error(`${id} has no number ${name}`);
      return given;
    },
    text(name) {
      const given = inputs[name];
      if (typeof given !== 'string') throw new Error(`${id} has no text ${name}`);
      return given;
    },
  };
}

describe('the published and derived worked examples', () => {
  it('are all 44, each with an id of its own and an answer, and no answer is left over', () => {
    expect(examples).toHaveLength(44);
    expect(examples.map(({ id }) => id).sort()).toEqual(Object.keys(answers).sort());
  });

  it.each(examples.map((example) => [example.id, example] as const))('%s', (id, example) => {
    const answer = answers[id]?.(inputsOf(example)) ?? {};
    const computed = Object.entries(example.expected).filter(([field]) => !(`${id} ${field}` in notComputed));
    expect(Object.keys(answer).sort()).toEqual(computed.map(([field]) => field).sort());
    for (const [field, expected] of computed) {
      const is = answer[field];
      if (typeof expected !== 'number' || typeof is !== 'number')
        expect({ [field]: is }).toEqual({ [field]: expected });
      else {
        const most = slackOf(example, field) + NOISE * Math.max(1, Math.abs(expected));
        expect(Math.abs(is - expected), `${id} ${field} is ${is}, not ${expected}`).toBeLessThanOrEqual(most);
      }
    }
  });

  it.each(Object.entries(notComputed))('%s is in the fixture and not computed: %s', (which) => {
    const [id, field = ''] = which.split(' ');
    expect(examples.find((example) => example.id === id)?.expected).toHaveProperty(field);
  });
});
