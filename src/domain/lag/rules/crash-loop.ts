import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { churnCause } from '../churn-cause.ts';
import { settingsFor } from '../client-settings.ts';
import { describeMembers, readRecords } from '../commands.ts';
import { duration } from '../words.ts';
import { clientName, guideline, type LagRule, nameOf } from './rule.ts';

/** A batch of an unknown size is looked at to this length. */
const RECORDS_TO_READ = 10;

/**
 * The consumers die and come back, over and over. The group is then Empty at most looks, which alone would say "start the
 * consumers". One partition that stands while all others move names the record, which lies in the batch from the committed
 * offset on and need not be its first. Source: lag-faults-observed 4a, 4b, 21.
 */
export const crashLoop: LagRule = (facts) => {
  const { group, churn, life, partitions, client, seen } = facts;
  if (life.kind !== 'crash loop' || churn === null || churn.returning === null) return [];
  const { returning } = churn;
  const [poison] = partitions.flatMap(({ stuck }) => stuck ?? []);
  const settings = settingsFor(client, group.type);
  const cause = churnCause(churn, client.kind, seen.brokerSessionMs);
  const at = poison === undefined ? null : nameOf(poison.seen);
  const stays = returning.staysSeconds === null ? '' : `, each time for about ${duration(returning.staysSeconds)}`;
  return [
    {
      rule: 'LAG-CRASH-LOOP',
      severity: 'critical',
      says: `The consumers of ${named(group.group)} die and come back in a loop${at === null ? '' : `, and ${at} stands at ${poison?.seen.committed} each time: a record in the batch from there on cannot be processed`}.`,
      evidence: [
        `${count(churn.generations, 'generation')} in ${duration(churn.windowSeconds)}, ${count(churn.timesEmpty, 'time')} without any member${churn.timesReplaced === 0 ? '' : `, ${count(churn.timesReplaced, 'time')} with all members replaced at once`} (records of the group in __consumer_offsets)`,
        `${clientName(returning)} came back ${count(returning.returns, 'time')} with a new member id${stays}`,
        ...(poison === undefined
          ? []
          : [
              `${at}: no progress for ${duration((seen.nowMs - poison.sinceMs) / 1_000)} while ${count(poison.siblings, 'other partition')} went on`,
            ]),
      ],
      remedy: `${causeWords[cause] ?? causeWords.restarts} ${cause === 'session' && poison === undefined ? `${client.because === null ? 'KafkaJS does this with any handler longer than its session, since it heartbeats only between messages. ' : ''}The session is ${settings.session}.` : `Set the record aside instead of failing: ${settings.deadLetter}. Skip one record by hand only when you know it; never reset the whole group.`}`,
      command:
        poison === undefined
          ? describeMembers(group.group)
          : readRecords(
              poison.seen,
              poison.seen.committed ?? 0n,
              poison.seen.firstUnread?.batchRecords ?? RECORDS_TO_READ,
            ),
      verify: `${at === null ? 'The group stays Stable with the same members for ten minutes' : `${at} moves past ${poison?.seen.committed}`}, and kafka_diagnose_lag counts no new generations.`,
      guideline: guideline('crash-loops'),
      confidence: 'high',
    },
  ];
};

const causeWords: Partial<Record<string, string>> & { readonly restarts: string } = {
  restarts: 'Read the log of the consumers first: the last lines before each exit name the record or the failure.',
  session:
    'They vanish one session timeout after they join: killed without a goodbye (out of memory, kill -9), or a handler that keeps heartbeats from being sent. Read their log and the exit code of the process first.',
  'poll interval':
    'They leave when max.poll.interval.ms is over: the handler takes longer than that for one batch. Take a thread dump while it works.',
};
