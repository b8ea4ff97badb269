import { describe, expect, it } from 'vitest';
import type { ScenarioTransaction } from '../../../src/simulator/scenario/schema.ts';
import { coordinatorState } from '../../../src/simulator/state/transaction-state.ts';
import { Transactions } from '../../../src/simulator/state/transactions.ts';

const ZERO_MS = 1_000_000;

const transaction = (more: Partial<ScenarioTransaction> = {}): ScenarioTransaction => ({
  transactional_id: 'tx',
  producer_id: 7,
  topic: 't',
  partition: 0,
  records: 2,
  from_s: -10,
  outcome: 'open',
  timeout_ms: 60_000,
  ...more,
});

/** Seconds at which it holds the last stable offset back, and what its coordinator says then. */
const seen = (given: ScenarioTransaction, seconds: readonly number[]) => {
  const transactions = new Transactions([given], ZERO_MS);
  const [only] = transactions.all;
  return seconds.map((second) => {
    const ms = ZERO_MS + second * 1_000;
    const open = transactions.openOn('t', 0, ms).length === 1;
    return [second, open, only === undefined ? null : coordinatorState(only, ms)];
  });
};

describe('a transaction', () => {
  it.each<[string, Partial<ScenarioTransaction>, (number | boolean | string)[][]]>([
    [
      'that is open is aborted when its timeout is over',
      {},
      [
        [-11, false, 'Empty'],
        [-10, true, 'Ongoing'],
        [49.999, true, 'Ongoing'],
        [50, false, 'CompleteAbort'],
      ],
    ],
    [
      'that hangs is never over, and its coordinator knows nothing of it',
      { outcome: 'hanging' },
      [
        [-10, true, 'Empty'],
        [100_000, true, 'Empty'],
      ],
    ],
    [
      'that was committed is over at its time',
      { outcome: 'committed', until_s: 5 },
      [
        [4.999, true, 'Ongoing'],
        [5, false, 'CompleteCommit'],
      ],
    ],
    [
      'that was aborted without a time is over after a second',
      { outcome: 'aborted' },
      [
        [-9.001, true, 'Ongoing'],
        [-9, false, 'CompleteAbort'],
      ],
    ],
  ])('%s', (_, more, expected) => {
    const seconds = expected.map(([second]) => Number(second));
    expect(seen(transaction(more), seconds)).toEqual(expected);
  });

  it('concerns its own partition only', () => {
    const transactions = new Transactions([transaction({ outcome: 'hanging' })], ZERO_MS);
    expect(transactions.openOn('t', 1, ZERO_MS)).toEqual([]);
    expect(transactions.openOn('u', 0, ZERO_MS)).toEqual([]);
    expect(transactions.on('t', 0)).toEqual(transactions.all);
  });
});
