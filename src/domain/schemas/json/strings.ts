import { type Comparison, type Difference, limitDifferences, onlyDifferences } from './differences.ts';
import type { StringNode } from './schema.ts';

export function compareStrings(writer: StringNode, reader: StringNode): Comparison {
  return onlyDifferences([
    ...limitDifferences('maxLength', writer.maxLength, reader.maxLength, 'lower', {
      added: 'MAX_LENGTH_ADDED',
      tightened: 'MAX_LENGTH_DECREASED',
    }),
    ...limitDifferences('minLength', writer.minLength, reader.minLength, 'higher', {
      added: 'MIN_LENGTH_ADDED',
      tightened: 'MIN_LENGTH_INCREASED',
    }),
    ...patternDifferences(writer, reader),
  ]);
}

function patternDifferences({ pattern: writer }: StringNode, { pattern: reader }: StringNode): Difference[] {
  if (reader === null || reader === writer) return [];
  return [{ rule: writer === null ? 'PATTERN_ADDED' : 'PATTERN_CHANGED', at: 'pattern', writer, reader }];
}
