import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { describeMembers, readRecords } from '../commands.ts';
import type { GroupFacts } from '../facts.ts';
import { isSilent, type OwnerDiagnosis } from '../owner.ts';
import { pausedOwners, retryingOf } from '../pausing.ts';
import { duration } from '../words.ts';
import { guideline, type LagRule, linesOf, namesOf, ownerName, partitionsWith } from './rule.ts';
import { staticMemberAway } from './static-member-away.ts';

/**
 * An owner is silent over all its partitions, for longer than its own commits explain, while records could be read. What
 * blocks it no admin API tells, so the candidates are named. Source: lag rules L2, L11; lag-faults-observed 3, 18, 21.
 */
export const stalled: LagRule = (facts) => {
  const silent = silentOwners(facts);
  const [worst] = silent;
  if (worst === undefined) return [];
  const { group } = facts;
  const stands = partitionsWith(facts, 'stalled').find(
    ({ owner, stuck, judged }) => owner === worst && stuck === null && judged.committed !== null,
  );
  const { confidence } = stands?.judged ?? { confidence: 'medium' as const };
  return [
    {
      rule: 'LAG-STALLED',
      severity: 'high',
      says: `${member(worst)} has made no progress for ${duration(worst.silentSeconds ?? 0)} while ${worst.lag ?? 'an unknown number of'} records wait${silent.length > 1 ? `, and ${count(silent.length - 1, 'more member')} of ${named(group.group)} likewise` : ` for ${named(group.group)}`}.`,
      evidence: [
        `group state ${group.state ?? 'unknown'}, which says nothing about the handler`,
        ...linesOf(silent, describe, 'more member'),
      ],
      remedy: `One of these, which look the same from outside: ${candidates(facts, worst).join('; ')}. Take a thread dump and read the log of that member: a handler that waits is cured by a timeout on the call it waits for, a failing record by setting it aside. Never reset the whole group for one record.`,
      command:
        stands === undefined
          ? describeMembers(group.group)
          : readRecords(stands.judged, stands.judged.committed ?? 0n, stands.seen.firstUnread?.batchRecords ?? 1),
      verify: `kafka_diagnose_lag: the committed offset${stands === undefined ? 's move' : ` of ${stands.judged.topic}-${stands.judged.partition} moves past ${stands.judged.committed}`}.`,
      guideline: guideline('stalled'),
      confidence,
    },
  ];
};

/** Those that another rule explains better are left out. */
function silentOwners(facts: GroupFacts): readonly OwnerDiagnosis[] {
  if (facts.life.kind !== 'members' && facts.life.kind !== 'assign') return [];
  if (facts.group.type === 'share' || staticMemberAway(facts).length > 0) return [];
  const paused = new Set(pausedOwners(facts));
  const retrying = new Set(
    facts.partitions.filter(({ seen }) => retryingOf(seen, facts.seen) !== null).map(({ owner }) => owner),
  );
  return facts.owners.filter((owner) => isSilent(owner) && !paused.has(owner) && !retrying.has(owner));
}

function describe(owner: OwnerDiagnosis): string {
  const { rhythm, suspiciousSeconds } = owner;
  const usual =
    rhythm === null
      ? 'no rhythm of its own is known'
      : `it commits every ${duration(rhythm.medianSeconds)} as a rule, at most ${duration(rhythm.longestSeconds)} apart`;
  return `${ownerName(owner)}: ${namesOf(owner.partitions)}; ${usual}; more than ${duration(suspiciousSeconds)} is suspicious`;
}

function candidates({ client, group }: GroupFacts, { member }: OwnerDiagnosis): string[] {
  const paused =
    client.kind === 'kafkajs'
      ? 'a consumer paused by its application (KafkaJS: for ever)'
      : 'a consumer paused by its application';
  const own = [
    `a handler that is blocked${client.kind === 'kafkajs' ? '' : ' (the group stays Stable until max.poll.interval.ms, 300 s by default)'}`,
    'a record that fails and is retried in place without a commit',
    paused,
  ];
  if (member?.instanceId !== null && member !== null)
    own.push('a static member that died and whose session still runs');
  else if (group.type === 'classic') own.push('a member that was killed and whose session still runs');
  return own;
}

const member = (owner: OwnerDiagnosis): string => (owner.member === null ? 'The group as a whole' : ownerName(owner));
