import { named } from '../../named.ts';
import { settingsFor } from '../client-settings.ts';
import { readRecords } from '../commands.ts';
import { amount } from '../words.ts';
import { guideline, type LagRule, nameOf } from './rule.ts';

/** max.partition.fetch.bytes of the Java consumer. Source: ConsumerConfig. */
const MAX_PARTITION_FETCH_BYTES = 1_048_576;

const BEHIND = ['growing', 'steady', 'lagging', 'stalled'];

/**
 * Batches as large as a fetch: nobody gets stuck on one, but each fetch brings a single batch. Source: lag rules L30;
 * lag-faults-observed 23, four clients passed a record of 8 MB.
 */
export const largeRecords: LagRule = ({ group, partitions, client }) => {
  const large = partitions.find(
    ({ seen, judged }) =>
      (seen.firstUnread?.batchBytes ?? 0) >= MAX_PARTITION_FETCH_BYTES && BEHIND.includes(judged.status),
  );
  const unread = large?.seen.firstUnread ?? null;
  if (large === undefined || unread === null) return [];
  return [
    {
      rule: 'LAG-LARGE-RECORDS',
      severity: 'low',
      says: `${named(group.group)} fetches one batch at a time on ${nameOf(large.judged)}: the next is ${amount((unread.batchBytes ?? 0) / 1_048_576)} MiB.`,
      evidence: [
        `batch at offset ${unread.offset}: ${unread.batchBytes} bytes, ${unread.batchRecords ?? 'unknown'} records (Fetch)`,
      ],
      remedy: `A large record blocks no client, it only makes fetches small in number. Raise ${settingsFor(client, group.type).fetchSize}, or keep large payloads outside of Kafka and send a reference.`,
      command: readRecords(large.judged, unread.offset, 1),
      verify: 'More than one batch comes with a fetch, and the rate of reading rises.',
      guideline: guideline('large-records'),
      confidence: 'medium',
    },
  ];
};
