import { show } from '../../words.ts';
import type { AntiPattern } from '../anti-pattern.ts';
import type { StreamFacts } from '../facts.ts';
import { page, sentence } from '../words.ts';

const DEPLOY_S = 60;
/** What a start without a commit does to records. Source: Apache Kafka 4.3 ConsumerConfig, auto.offset.reset. */
const HARM = { earliest: 'repeats', latest: 'skips', unknown: 'skips or repeats' } as const;

/** Without commits every restart forgets where the group was. */
export const noCommit: AntiPattern = (facts) => {
  if (facts.commits !== false) return null;
  return {
    rule: 'ANTI-NO-COMMIT',
    severity: 'high',
    says: sentence(
      facts,
      `the consumer never commits, so each restart and each rebalance ${HARM[facts.startsAt ?? 'unknown']} records.`,
    ),
    evidence: [...costsOf(facts), 'its lag cannot be seen: the tools print -'],
    remedy:
      'Commit after processing: commitAsync in the loop, commitSync on revoke and close; or enable.auto.commit=true when every record of a batch is done before the next poll; a share group acknowledges each record instead. Fine without: offsets stored with the result in the target database.',
    guideline: page('consuming-without-committing'),
    confidence: 'high',
  };
};

/** What a start costs at either end of the log, or at the one where this group starts. */
function costsOf({ messagesPerS, retentionMs, startsAt }: StreamFacts): string[] {
  if (messagesPerS === null)
    return [
      'a start at the end of the log skips all that came in while it was down, one at the beginning reads the whole retention again (auto.offset.reset; KafkaJS: fromBeginning)',
    ];
  const skips = `at a start from the end of the log (auto.offset.reset=latest; KafkaJS: without fromBeginning) a deploy of ${DEPLOY_S} s skips ${show(messagesPerS * DEPLOY_S)} records`;
  const repeats =
    retentionMs === null
      ? 'from the beginning each start reads all that is kept again'
      : `from the beginning each start reads ${show((messagesPerS * retentionMs) / 1000)} records again`;
  if (startsAt !== null) return [startsAt === 'latest' ? skips : repeats];
  return retentionMs === null ? [skips] : [skips, repeats];
}
