import { describe, expect, it } from 'vitest';
import type { Sequence } from '../../../src/simulator/state/appended-batch.ts';
import { NOTHING_STEADY, PartitionLog } from '../../../src/simulator/state/log.ts';
import { REMEMBERED_BATCHES, sequenceOutcome } from '../../../src/simulator/state/sequences.ts';

const PRODUCER = 7n;

/** A log to which a producer has appended batches of ten records with these first numbers. */
function logOf(firsts: readonly number[], epoch = 1): PartitionLog {
  const log = new PartitionLog(NOTHING_STEADY);
  firsts.forEach((first, index) => {
    log.append({
      ...{ atMs: index, records: 10, bytes: () => Buffer.alloc(0), transactional: false, control: false },
      ...{ producerId: PRODUCER, sequence: { epoch, first, last: first + 9 } },
    });
  });
  return log;
}

const sequence = (first: number, last: number, epoch = 1): Sequence => ({ epoch, first, last });

describe('a batch of an idempotent producer', () => {
  it.each<[string, number[], Sequence, ReturnType<typeof sequenceOutcome>]>([
    ['is new from any number on while nothing is known', [], sequence(40, 49), 'new'],
    ['is new when it follows', [0, 10], sequence(20, 25), 'new'],
    ['is there already when it is the last one again', [0, 10], sequence(10, 19), { baseOffset: 10n }],
    ['is there already when it is an older one again', [0, 10], sequence(0, 9), { baseOffset: 0n }],
    ['is out of order after a gap', [0, 10], sequence(21, 30), { error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' }],
    ['is out of order when it overlaps', [0, 10], sequence(15, 24), { error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' }],
    ['is new with a new epoch that starts again', [0, 10], sequence(0, 9, 2), 'new'],
    [
      'is out of order with a new epoch that goes on',
      [0, 10],
      sequence(20, 29, 2),
      { error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' },
    ],
    ['is refused with an old epoch', [0, 10], sequence(20, 29, 0), { error: 'INVALID_PRODUCER_EPOCH' }],
  ])('%s', (_, firsts, wanted, outcome) => {
    expect(sequenceOutcome(logOf(firsts).recentOf(PRODUCER), wanted)).toEqual(outcome);
  });

  it('is forgotten behind the five newest', () => {
    const log = logOf(Array.from({ length: REMEMBERED_BATCHES + 1 }, (_, index) => index * 10));
    const recent = log.recentOf(PRODUCER);
    expect(recent.map(({ baseOffset }) => baseOffset)).toEqual([10n, 20n, 30n, 40n, 50n]);
    expect(sequenceOutcome(recent, sequence(0, 9))).toEqual({ error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' });
  });

  it('is listed once for each producer, the newest', () => {
    const log = logOf([0, 10]);
    log.append({
      ...{ atMs: 9, records: 1, bytes: () => Buffer.alloc(0), transactional: false, control: false },
      ...{ producerId: 8n, sequence: sequence(0, 0, 0) },
    });
    expect(log.idempotent().map(({ producerId, baseOffset }) => [producerId, baseOffset])).toEqual([
      [PRODUCER, 10n],
      [8n, 20n],
    ]);
  });
});
