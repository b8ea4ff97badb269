import type { Finding } from '../../finding.ts';

/**
 * What keeps a cause from coming back, by the rule that found it. Sources: the sections of the guideline lag-and-rebalances that
 * the findings link.
 */
const preventions: Readonly<Record<string, string>> = {
  'LAG-OFFSETS-LOST-TO-RETENTION':
    'Keep records longer than the longest outage you want to survive, and alert on the part of the log that is unread.',
  'LAG-RETENTION-RISK':
    'Keep records longer than the longest outage you want to survive, and alert on the part of the log that is unread.',
  'LAG-COMMITTED-BEYOND-END':
    'Never recreate a topic under running consumers; keep unclean.leader.election.enable=false.',
  'LAG-TOPIC-RECREATED': 'Never recreate a topic under running consumers: make a new one and move them.',
  'LAG-LEADERLESS-PARTITION': 'Raise the replication factor to 3, with min.insync.replicas=2.',
  'LAG-COORDINATOR-UNAVAILABLE':
    'Raise the replication factor of __consumer_offsets to 3 (offsets.topic.replication.factor for new clusters).',
  'LAG-HANGING-TRANSACTION':
    'Keep transaction.partition.verification.enable=true, use clients from 4.0 with transaction.version=2, and alert on PartitionsWithLateTransactionsCount.',
  'LAG-OPEN-TRANSACTION': 'Shorten transactions, and lower transaction.timeout.ms to what readers can wait for.',
  'LAG-BLOCKED-BY-TRANSACTION': 'Shorten transactions, and lower transaction.timeout.ms to what readers can wait for.',
  'LAG-NO-ACTIVE-MEMBERS':
    'Alert on a group without members while records wait; for a job, raise offsets.retention.minutes above its schedule.',
  'LAG-CRASH-LOOP': 'Send records that fail to a dead-letter topic, and alert when one arrives there.',
  'LAG-POISON-RECORD': 'Send records that fail to a dead-letter topic, and alert when one arrives there.',
  'LAG-STALLED':
    'Give every outside call of the handler a timeout shorter than max.poll.interval.ms, and send records that fail to a dead-letter topic.',
  'LAG-POLL-INTERVAL-EXCEEDED':
    'Bound the work of one poll: max.poll.records times the slowest record has to stay below max.poll.interval.ms.',
  'LAG-REBALANCE-STORM':
    'Use static membership (group.instance.id) or the 4.x consumer protocol, and let an autoscaler wait between its steps.',
  'LAG-HOT-PARTITION': 'Split the hot key (a composite or salted key): no number of partitions spreads one key.',
  'LAG-SLOW-OWNER': 'Compare the host of the slow member with the others: CPU limits, garbage collection, network.',
  'LAG-TOO-FEW-CONSUMERS': 'Scale on time lag, to divisors of the partition count, before the daily peak.',
  'LAG-FALLING-BEHIND':
    'Measure the handler at twice the peak, and scale on time lag to divisors of the partition count.',
  'LAG-BACKLOG': 'Keep capacity to drain: a group that only just keeps up carries every outage with it.',
  'LAG-BROKER-SIDE':
    'Watch under-replicated partitions, throttles and quotas next to lag: they hit every group of a broker.',
  'LAG-NEVER-COMMITTED': 'Commit what was processed, or write down where the offsets are kept instead.',
};

/** What to do this week about the cause; nothing where the remedy is all there is to it. */
export function prevention({ rule }: Finding): readonly string[] {
  const words = preventions[rule];
  return words === undefined ? [] : [words];
}
