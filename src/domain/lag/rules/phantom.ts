import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { evidenceOf, guideline, type LagRule } from './rule.ts';

/**
 * Lag that is none: between the committed offset and the end lie control records and aborted ones only. Source: lag rules L20;
 * lag-faults-observed 14: a flat 52 after an aborted transaction of 50, so no small number bounds it.
 */
export const phantom: LagRule = ({ group, partitions }) => {
  const flat = partitions.filter(
    ({ seen, judged }) =>
      seen.firstUnread?.method === 'none' && judged.status === 'caught_up' && (judged.lag ?? 0n) > 0n,
  );
  if (flat.length === 0) return [];
  const lag = flat.reduce((sum, { judged }) => sum + (judged.lag ?? 0n), 0n);
  return [
    {
      rule: 'LAG-PHANTOM',
      severity: 'info',
      says: `A lag of ${lag} of ${named(group.group)} on ${count(flat.length, 'partition')} is none: only markers of transactions and aborted records are left there.`,
      evidence: [
        ...evidenceOf(flat),
        'a read_committed fetch from the committed offset brought no record up to the end',
      ],
      remedy:
        'Nothing to do. Set alerts on time lag, or above such a number; it goes with the next record, or with a client that commits its position (auto-commit of the Java consumer, ConsumerRecords.nextOffsets() from 4.0).',
      verify: 'The lag goes to 0 after the next record was read.',
      guideline: guideline('caught-up'),
      confidence: 'high',
    },
  ];
};
