import type { Figure } from '../advice/figure.ts';
import { recordsReadAgain } from '../formulas/delivery.ts';
import { ceiling } from '../partitions/arithmetic.ts';
import { count, show } from '../words.ts';
import { handsOutOne, type PollBudget } from './polling.ts';
import type { Premises } from './premises.ts';
import type { Sizing } from './sizing.ts';
import { SOURCE } from './words.ts';

/** Records of one instance that are processed twice after it crashed. */
export function replayFigure(
  { rate, delivery, client }: Premises,
  { working, instances, threads }: Sizing,
  { records }: PollBudget,
  commitIntervalMs: number,
  shared: boolean,
): Figure {
  const name = 'replayed_after_crash_messages';
  const perInstance = (rate?.value ?? 0) / working;
  // Streams and Connect commit by interval, whatever was asked for.
  const ownCommits = client !== 'streams' && client !== 'connect';
  if (ownCommits && delivery === 'at_most_once')
    return {
      name,
      value: 0,
      formula: handsOutOne(client)
        ? `0: offsets are committed first, and up to ${count(records * threads, 'record')} in hand ${records * threads === 1 ? 'is' : 'are'} lost instead`
        : '0: offsets are committed first, so the batch in hand is lost instead',
      inputs: [],
      source: SOURCE.consumerConfig,
    };
  if (shared)
    return {
      name,
      value: records * threads,
      formula: `${count(records, 'record')} in hand × ${count(threads, 'consumer')}`,
      inputs: [`max_poll_records = ${records}`],
      source: SOURCE.shareGroups,
    };
  const again = recordsReadAgain({ messagesPerS: perInstance, commitIntervalMs });
  const transactional = ownCommits && delivery === 'exactly_once';
  if (transactional && handsOutOne(client))
    return {
      name,
      value: Math.max(threads, ceiling(again.value)),
      formula: `max(${count(threads, 'consumer')}, ${again.formula}) of one instance: open transactions are aborted and done again`,
      inputs: [`messages_per_s = ${rate?.value ?? 0} (given)`, `transaction_interval_ms = ${commitIntervalMs}`],
      source: again.source,
    };
  if (transactional)
    return {
      name,
      value: records * threads,
      formula: `${count(records, 'record')} of one transaction × ${count(threads, 'consumer')}: aborted and done again`,
      inputs: [`records of one poll = ${records}`],
      source: SOURCE.consumerConfig,
    };
  return {
    name,
    value: ceiling(again.value),
    formula: `${again.formula}, of one instance of ${show(working)}${working < instances ? ' that work' : ''}`,
    inputs: [`messages_per_s = ${rate?.value ?? 0} (given)`, `commit_interval_ms = ${commitIntervalMs}`],
    source: again.source,
  };
}
