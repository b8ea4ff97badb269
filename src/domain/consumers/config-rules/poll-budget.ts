import { maxPollRecords, pollFits, pollMs } from '../../formulas/polling.ts';
import { count, show } from '../../words.ts';
import type { Design } from '../design.ts';
import type { GivenConfig } from '../given-config.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE, seconds } from '../words.ts';

/** Half of the interval is for the slow batch, the other half for what nobody measured. */
const SAFETY = 2;

/** The records of one poll can take longer than the member may be away, or so long that little is left. */
export const pollBudget: ConfigRule = (config, design) => {
  const { client, p99Ms } = design.premises;
  if (client === 'kafkajs' || client === 'librdkafka' || config.ofShareConsumer) return null;
  const records = config.number('max.poll.records');
  const interval = config.number('max.poll.interval.ms');
  if (records === null || interval === null || interval <= 0 || records <= 0) return null;
  const p99 = p99Ms.value;
  const poll = { records, p99MsPerRecord: p99 };
  const taken = pollMs(poll);
  const fits = pollFits({ ...poll, maxPollIntervalMs: interval });
  const given = config.given('max.poll.records') || config.given('max.poll.interval.ms');
  if (taken.value * SAFETY <= interval || (fits && !given)) return null;
  const fitting = maxPollRecords({ maxPollIntervalMs: interval, p99MsPerRecord: p99 });
  const batch = `A slow batch of ${count(records, 'record')} takes ${seconds(taken.value)}`;
  return {
    rule: 'CONSUMERS-POLL-OVER-BUDGET',
    severity: fits ? 'low' : p99Ms.assumed ? 'medium' : 'high',
    says: fits
      ? `${batch}, more than half of max.poll.interval.ms ${show(interval)}: one slow call more, and the member is thrown out.`
      : `${batch}, more than max.poll.interval.ms ${show(interval)}: the member is thrown out and its commit fails.`,
    evidence: [
      `${taken.formula} = ${show(taken.value)} ms against ${show(interval)} ms`,
      `fitting: ${fitting.formula} = ${show(fitting.value)}`,
    ],
    remedy: remedyOf(config, design, p99 * SAFETY <= interval ? fitting.value : null),
    verify: 'time-between-poll-max stays below half of the interval.',
    guideline: GUIDELINE.polling,
    confidence: p99Ms.assumed ? 'low' : 'high',
  };
};

/** `fitting`: records that the interval holds; null: not even one, so the interval is what must change. */
function remedyOf(config: GivenConfig, { poll }: Design, fitting: number | null): string {
  const [records, interval] = [config.spelt('max.poll.records'), config.spelt('max.poll.interval.ms')];
  const given = config.number('max.poll.interval.ms');
  if (fitting !== null && given !== poll.intervalMs && poll.oneRecordTooSlow)
    return `${records}=${fitting} while ${interval} stays ${given}; or, with a shorter interval, pause() the partition and work in another thread.`;
  if (fitting !== null && given !== poll.intervalMs)
    return `${records}=${poll.records} with ${interval}=${poll.intervalMs}, which belong together; or leave ${interval} at ${given}, with ${records}=${fitting}; or a faster handler.`;
  if (fitting !== null) return `${records}=${fitting}, or a faster handler.`;
  if (poll.oneRecordTooSlow)
    return 'No interval that is wise holds one such record: pause() the partition, work in another thread and poll on, or store the work in a job queue.';
  return `${interval}=${poll.intervalMs} with ${records}=${poll.records}, or a faster handler: one record alone takes more than half of what is set.`;
}
