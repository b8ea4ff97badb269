import { show } from '../../words.ts';
import type { AntiPattern } from '../anti-pattern.ts';
import { page, sentence } from '../words.ts';

const DEPLOY_S = 60;

/** Without commits every restart forgets where the group was. */
export const noCommit: AntiPattern = (facts) => {
  if (facts.commits !== false) return null;
  const { messagesPerS, retentionMs } = facts;
  return {
    rule: 'ANTI-NO-COMMIT',
    severity: 'high',
    says: sentence(facts, 'the consumer never commits, so each restart and each rebalance skips or repeats records.'),
    evidence: [
      messagesPerS === null
        ? 'a start at the end of the log skips all that came in while it was down, one at the beginning reads the whole retention again (auto.offset.reset; KafkaJS: fromBeginning)'
        : `at a start from the end of the log (auto.offset.reset=latest; KafkaJS: without fromBeginning) a deploy of ${DEPLOY_S} s skips ${show(messagesPerS * DEPLOY_S)} records`,
      ...(messagesPerS === null || retentionMs === null
        ? []
        : [`from the beginning each start reads ${show((messagesPerS * retentionMs) / 1000)} records again`]),
      'its lag cannot be seen: the tools print -',
    ],
    remedy:
      'Commit after processing: commitAsync in the loop, commitSync on revoke and close; or enable.auto.commit=true when every record of a batch is done before the next poll. Fine without: offsets stored with the result in the target database.',
    guideline: page('consuming-without-committing'),
    confidence: 'high',
  };
};
