import type { Alert } from '../consumers/plan-types.ts';
import type { Group } from './groups.ts';
import type { Topic } from './topic.ts';
import { lasting, listed } from './words.ts';

/** One list for the whole design; thresholds in time and loss, never in a count of records. */
export function alertsOf(topics: readonly Topic[], groups: readonly Group[]): Alert[] {
  const kept = topics
    .filter(({ readers }) => readers.length > 0)
    .flatMap(({ retention }) => (retention.retentionMs === null ? [] : [retention.retentionMs]));
  const shortest = kept.length === 0 ? null : Math.min(...kept);
  const names = listed(
    groups.map(({ id }) => id),
    10,
  );
  const lag: Alert[] =
    groups.length === 0
      ? []
      : [
          {
            name: 'lag in time',
            condition: `oldest unread record older than 60 s for 5 min, in each of ${names}; put your service level in place of 60 s`,
            why: 'it is what users feel; a count of records means another time in each topic',
          },
          {
            name: 'group without members',
            condition: 'members = 0 while there is lag, for any of these groups',
            why: '7 d after the last member left, its position is deleted',
          },
          {
            name: 'dead letters',
            condition:
              'any record in a topic that ends in .dlq or begins with dlq., and any such topic that nobody reads',
            why: 'each is a business case that did not happen',
          },
        ];
  return [
    ...lag,
    ...(shortest === null
      ? []
      : [
          {
            name: 'retention headroom',
            condition: `retention − age of the oldest unread record < ${lasting(Math.min(shortest / 2, 86_400_000))}`,
            why: `after it records are deleted unread; the shortest retention here is ${lasting(shortest)}`,
          },
        ]),
    {
      name: 'under-replicated',
      condition: 'UnderMinIsrPartitionCount > 0 at once; UnderReplicatedPartitions > 0 for 5 min',
      why: 'below min.insync.replicas producers with acks=all stop',
    },
  ];
}
