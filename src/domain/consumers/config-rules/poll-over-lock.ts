import { pollMs } from '../../formulas/polling.ts';
import { count, show } from '../../words.ts';
import { inputOf } from '../premises.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE, seconds } from '../words.ts';

/** share.record.lock.duration.ms: what a group has by default, and the most that brokers take. Source: GroupCoordinatorConfig. */
const LOCK_MS = { byDefault: 30_000, most: 60_000 } as const;

/** A share consumer takes more records than it works off before their lock ends. Source: KIP-932. */
export const pollOverLock: ConfigRule = (config, { premises, poll, protocol }) => {
  if (!config.ofShareConsumer || protocol.protocol !== 'share') return null;
  const { p99Ms, meanMs } = premises;
  const each = p99Ms.assumed ? meanMs : p99Ms;
  const records = config.number('max.poll.records');
  // As many as the plan has are the plan's own matter: its lock and its findings say the rest.
  if (each.assumed || records === null || records <= poll.records) return null;
  const taken = pollMs({ records, p99MsPerRecord: each.value });
  if (taken.value <= LOCK_MS.byDefault) return null;
  const renewed = poll.oneRecordTooSlow ? '; renew the lock of a record while it is worked on' : '';
  return {
    rule: 'CONSUMERS-POLL-OVER-LOCK',
    severity: taken.value > LOCK_MS.most ? 'high' : 'medium',
    says: `A poll of ${count(records, 'record')} takes ${seconds(taken.value)}, and their lock ends after ${seconds(LOCK_MS.byDefault)}: others get what is still waiting, and after its last delivery a record is archived.`,
    evidence: [
      `${taken.formula} = ${show(taken.value)} ms against share.record.lock.duration.ms ${show(LOCK_MS.byDefault)} by default, ${show(LOCK_MS.most)} at most`,
      inputOf(each),
    ],
    remedy: `max.poll.records=${poll.records} with share.acquire.mode=record_limit, and share.record.lock.duration.ms=${poll.intervalMs} on the group${renewed}.`,
    guideline: GUIDELINE.shareGroups,
    confidence: 'high',
  };
};
