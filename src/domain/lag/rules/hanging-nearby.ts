import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { abortTransaction } from '../commands.ts';
import { hangingOf } from '../hanging.ts';
import { guideline, type LagRule, linesOf, nameOf } from './rule.ts';

/** A hanging transaction that the group has not reached, or reads past: it holds back whoever reads committed records only. Source: lag rules L19. */
export const hangingNearby: LagRule = (facts) => {
  const hanging = hangingOf(facts);
  const [first] = hanging;
  if (first === undefined || first.blocks) return [];
  return [
    {
      rule: 'LAG-HANGING-TRANSACTION',
      severity: 'medium',
      says: `A hanging transaction stands on ${count(hanging.length, 'partition')} that ${named(facts.group.group)} reads. It does not wait for it now, but every reader of committed records gets no further than that.`,
      evidence: linesOf(hanging, ({ because }) => because, 'more transaction'),
      remedy:
        'Abort it before a reader reaches it: the command frees the last stable offset within a second and prints nothing.',
      command: abortTransaction(first, first.startOffset),
      verify: `The last stable offset of ${nameOf(first)} reaches its high watermark.`,
      guideline: guideline('blocked-by-a-transaction'),
      confidence: 'high',
    },
  ];
};
