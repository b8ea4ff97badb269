import { expect, test } from 'vitest';
import type { ToolAnswer } from '../../support/mcp-client.ts';
import { alarmsIn, verdictIn } from './diagnosis.ts';
import type { Plant } from './plant.ts';

type Seen = ReadonlyMap<string, readonly ToolAnswer[]>;

/** One test a plant: the verdict that it has to have. */
export function testVerdicts(plants: readonly Plant[], seen: () => Seen): void {
  const calm = plants.filter(({ verdict }) => verdict === 'calm');
  const ill = plants.flatMap(({ group, verdict }) => (verdict === 'calm' ? [] : [{ group, ...verdict }]));

  test.each(ill)('$group: $rule', ({ group, rule, tells = [] }) => {
    const answer = answerOf(seen(), group);
    const verdict = verdictIn(answer);
    expect(verdict?.rule, answer.text).toBe(rule);
    expect(answer.content.groups[0]).toMatchObject({ group, cause: rule });
    const told = `${verdict?.says}\n${verdict?.evidence.join('\n')}\n${verdict?.remedy}`;
    for (const words of tells) expect(told).toMatch(words);
    // Nothing that is told of lies in the future.
    expect(answer.text).not.toMatch(/-[\d.]+ \w+ ago/);
  });

  test.each(calm)('$group: no alarm', ({ group }) => {
    const answers = seen().get(group) ?? [];
    expect(answers.length).toBeGreaterThan(0);
    for (const answer of answers) {
      expect(answer.isError, answer.text).toBe(false);
      expect(alarmsIn(answer), answer.text).toEqual([]);
    }
  });

  test('every group is of the type that its members made it', () => {
    const types = plants.flatMap(({ group, java }) => {
      const [member] = java ?? [];
      if (member === undefined) return [];
      const protocol = member.config['group.protocol'] === 'consumer' ? 'consumer' : 'classic';
      return [[group, member.kind === 'share' ? 'share' : protocol]];
    });
    expect(types.map(([group = '']) => [group, answerOf(seen(), group).content.groups[0].type])).toEqual(types);
  });
}

function answerOf(seen: Seen, group: string): ToolAnswer {
  const [answer] = seen.get(group) ?? [];
  if (answer === undefined) throw new Error(`${group} was not asked about`);
  expect(answer.isError, answer.text).toBe(false);
  return answer;
}
