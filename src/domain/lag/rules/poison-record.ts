import { count } from '../../count.ts';
import { settingsFor } from '../client-settings.ts';
import { planReset, readRecords } from '../commands.ts';
import type { GroupFacts, PartitionFacts } from '../facts.ts';
import { retryingOf } from '../pausing.ts';
import { amount } from '../words.ts';
import { evidenceOf, guideline, type LagRule, nameOf, ownerName } from './rule.ts';

/** A batch of an unknown size is looked at to this length. */
const RECORDS_TO_READ = 10;

/**
 * One partition stands while its owner goes on elsewhere, or its offset is committed again and again faster than any timer: a
 * record that cannot be processed. It lies in the batch from the committed offset on and need not be the first. Source: lag
 * rules L3; lag-faults-observed 4a to 4d.
 */
export const poisonRecord: LagRule = (facts) => {
  const stuck = facts.partitions.filter(
    (partition) => partition.stuck !== null || retriesOf(partition, facts) !== null,
  );
  const [first] = stuck;
  const at = first?.judged.committed ?? null;
  if (first === undefined || at === null) return [];
  const { group, client } = facts;
  const records = first.seen.firstUnread?.batchRecords ?? null;
  return [
    {
      rule: 'LAG-POISON-RECORD',
      severity: 'high',
      says: `${nameOf(first.judged)} stands at ${at} ${first.stuck === null ? 'and is committed there over and over' : 'while its owner goes on elsewhere'}: a record in the batch from there on fails again and again${stuck.length > 1 ? `, as on ${count(stuck.length - 1, 'more partition')}` : ''}.`,
      evidence: [
        ...evidenceOf(stuck),
        ...(first.owner === null ? [] : [`owner: ${ownerName(first.owner)}`]),
        ...stuck.flatMap((partition) => retriesOf(partition, facts) ?? []),
      ],
      remedy: `Read the batch${records === null ? '' : ` of ${count(records, 'record')}`} from offset ${at} and find the one that fails in the log of the owner. Set it aside instead of failing: ${settingsFor(client, group.type).deadLetter}. To skip it by hand stop the group and move this one partition past it (${planReset(group.group, first.judged, `--to-offset ${at + 1n}`)}, then --execute); never reset the whole group. A partition that the application paused looks the same.`,
      command: readRecords(first.judged, at, records ?? RECORDS_TO_READ),
      verify: `${nameOf(first.judged)} moves past ${at}, and the dead-letter topic has the record.`,
      guideline: guideline('stalled'),
      confidence: 'high',
    },
  ];
};

/** What its commits say about a retry in place; null: nothing. */
function retriesOf({ seen, judged }: PartitionFacts, { seen: group, life }: GroupFacts): string | null {
  const retrying = life.kind === 'gone' ? null : retryingOf(seen, group);
  if (retrying === null) return null;
  return `${nameOf(judged)}: offset ${judged.committed} was committed ${retrying.times} times, every ${amount(retrying.everySeconds)} s, without a leader epoch: an application that retries one record and commits each time`;
}
