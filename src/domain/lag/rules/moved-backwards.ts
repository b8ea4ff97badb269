import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { describeGroup } from '../commands.ts';
import type { GroupFacts } from '../facts.ts';
import { evidenceOf, guideline, type LagRule, nameOf, partitionsWith } from './rule.ts';

/** A committed offset that fell and was not made up for. Source: lag rules L4; Burrow's REWIND. */
export const movedBackwards: LagRule = (facts) => {
  const back = partitionsWith(facts, 'moved_backwards');
  const [first] = back;
  if (first === undefined) return [];
  return [
    {
      rule: 'LAG-MOVED-BACKWARDS',
      severity: 'medium',
      says: `The offsets of ${named(facts.group.group)} went back on ${count(back.length, 'partition')}: records are processed a second time.`,
      evidence: [...evidenceOf(back), ...emptyBefore(facts)],
      remedy:
        'Find out who did it: a reset by kafka-consumer-groups --reset-offsets (possible only while the group has no members), auto.offset.reset=earliest after offsets had expired or the topic was recreated, or an old member that committed after a rebalance. If it was planned, wait for it to end; if not, stop the writer. Idempotent handlers make it harmless.',
      command: describeGroup(facts.group.group),
      verify: `The committed offset of ${nameOf(first.judged)} passes its old value.`,
      guideline: guideline('moved-backwards'),
      confidence: first.judged.confidence,
    },
  ];
};

/** A reset needs an inactive group. */
function emptyBefore({ seen }: GroupFacts): string[] {
  const empty = seen.history?.generations.some(({ members }) => members.length === 0) ?? false;
  return empty ? ['the group was without members within the history, so a reset by an administrator was possible'] : [];
}
