import { type Finding, sortFindings } from '../../finding.ts';
import type { GroupDiagnosis } from '../group.ts';
import { blockedByTransaction } from './blocked-by-transaction.ts';
import { committedBeyondEnd } from './committed-beyond-end.ts';
import { emptyButCommitting } from './empty-but-committing.ts';
import { fallingBehind } from './falling-behind.ts';
import { leaderlessPartitions } from './leaderless-partitions.ts';
import { neverCommitted } from './never-committed.ts';
import { noActiveMembers } from './no-active-members.ts';
import { offsetsLost } from './offsets-lost.ts';
import type { LagRule } from './rule.ts';
import { stalled } from './stalled.ts';

/** Every lag rule. A new one is a file beside these and a line here. */
const rules: readonly LagRule[] = [
  offsetsLost,
  committedBeyondEnd,
  leaderlessPartitions,
  blockedByTransaction,
  noActiveMembers,
  emptyButCommitting,
  stalled,
  fallingBehind,
  neverCommitted,
];

/** What all rules say about one group, most severe first. */
export const findingsOf = (diagnosis: GroupDiagnosis): Finding[] =>
  sortFindings(rules.flatMap((rule) => rule(diagnosis)));
