import { expect, it } from 'vitest';
import type { FormatChecker } from '../../../src/domain/schemas/checker.ts';
import { parsingOnce } from '../../../src/domain/schemas/parsing-once.ts';

it('a source is parsed once as a new one and once as a stored one', () => {
  const parsed: string[] = [];
  const checker: FormatChecker<string> = {
    type: 'AVRO',
    parse: ({ text }, stored) => {
      parsed.push(`${text} ${stored}`);
      return { schema: text, problem: null };
    },
    compare: () => [],
  };
  const once = parsingOnce(checker);
  const source = { text: 'a', references: [] };
  for (const stored of [true, false, true, false]) expect(once.parse(source, stored).schema).toBe('a');
  once.parse({ ...source }, true);
  expect(parsed).toEqual(['a true', 'a false', 'a true']);
});
