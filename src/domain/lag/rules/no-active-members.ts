import { named } from '../../named.ts';
import { describeState } from '../commands.ts';
import type { GroupFacts } from '../facts.ts';
import { duration, moment } from '../words.ts';
import { clientName, evidenceOf, guideline, type LagRule, partitionsWith } from './rule.ts';

/** Unread records and nobody in the group. Source: lag rules L12, L27; KIP-211; lag-faults-observed 8, 21, 24. */
export const noActiveMembers: LagRule = (facts) => {
  const waiting = partitionsWith(facts, 'no_active_members');
  const { group, lag, life } = facts;
  if (waiting.length === 0 || life.kind !== 'gone' || life.how === 'poll interval') return [];
  const onlyCommits = group.protocolType === '';
  return [
    {
      rule: 'LAG-NO-ACTIVE-MEMBERS',
      severity: 'high',
      says: `${named(group.group)} has no members${since(facts)} while ${lag ?? 'an unknown number of'} records wait.`,
      evidence: [
        `group state ${group.state ?? 'unknown'}, type ${group.type}`,
        ...(life.certain ? ['no commit and no member since, by the records of the group in __consumer_offsets'] : []),
        ...whoWasThere(facts),
        ...evidenceOf(waiting),
      ],
      remedy: `${whatToDo(onlyCommits, life.how)} Do not delete the group. ${expiryWords(facts)}`,
      command: describeState(group.group),
      verify: 'kafka_diagnose_lag shows members, and lag falls.',
      guideline: guideline('no-active-members'),
      confidence: life.certain ? 'high' : waiting[0]?.judged.confidence === 'high' ? 'medium' : 'low',
    },
  ];
};

function since({ life, seen }: GroupFacts): string {
  return life.kind === 'gone' && life.sinceMs !== null ? ` for ${duration((seen.nowMs - life.sinceMs) / 1_000)}` : '';
}

function whoWasThere({ churn, life, seen }: GroupFacts): string[] {
  const last = churn?.stays.at(-1);
  if (last === undefined || life.kind !== 'gone') return [];
  const how =
    life.how === 'session'
      ? 'silent for a session timeout before, so it probably died or froze'
      : life.how === 'left'
        ? 'it left by itself'
        : 'how is not known';
  return [`the last member was ${clientName(last)}, gone ${duration((seen.nowMs - last.toMs) / 1_000)} ago: ${how}`];
}

function whatToDo(onlyCommits: boolean, how: string): string {
  if (onlyCommits)
    return 'This group never had members, only commits: an assign() consumer that stopped, or a tool that wrote the offsets. Look at that application; the group itself shows nothing more.';
  return how === 'session'
    ? 'Start the consumers and find out why the last one vanished, as it seems without leaving: killed, out of memory, or its event loop or network was blocked for a whole session.'
    : 'Start the consumers, or look at why they stopped: read their log first.';
}

function expiryWords({ expiry, group }: GroupFacts): string {
  const since = group.protocolType === '' ? 'its last commit' : 'it became empty';
  const minutes = expiry?.retentionMinutes ?? null;
  const span =
    minutes === null
      ? 'offsets.retention.minutes (default 10080, 7 days)'
      : `offsets.retention.minutes (${minutes} here)`;
  return expiry?.expiresAtMs == null
    ? `Its offsets expire ${span} after ${since}; after that auto.offset.reset decides where it starts.`
    : `Its offsets expire at ${moment(expiry.expiresAtMs)}, ${span} after ${since}; after that auto.offset.reset decides where it starts.`;
}
