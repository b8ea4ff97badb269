import { count, show } from '../../words.ts';
import type { DesignRule } from '../rule.ts';
import { ceilingOfOne } from '../sizing.ts';
import { GUIDELINE } from '../words.ts';

/** Order over everything is one partition and one active consumer; does the load fit through? */
export const totalOrderCeiling: DesignRule = ({ topics }) =>
  topics.flatMap(({ name, order, sizing }) => {
    const ceiling = order === 'total' ? ceilingOfOne(sizing.flow, sizing.slowest) : null;
    if (ceiling === null || ceiling.needed <= ceiling.messagesPerS) return [];
    return [
      {
        rule: 'DESIGN-TOTAL-ORDER-CEILING',
        severity: 'critical' as const,
        says: `${name} cannot carry its load in one order: one consumer handles ${show(ceiling.messagesPerS)} of ${count(ceiling.needed, 'message')}/s.`,
        evidence: [
          `${ceiling.formula} = ${count(ceiling.messagesPerS, 'message')}/s`,
          'order over all records needs one partition, which has one reader in a group',
        ],
        remedy: 'Ask which entity really needs the order and key by it; or make the handler faster by batches.',
        guideline: GUIDELINE.keys,
        confidence: 'high' as const,
      },
    ];
  });
