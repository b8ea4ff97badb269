import { count, show } from '../words.ts';
import type { Design } from './design.ts';
import type { Alert } from './plan-types.ts';
import { seconds } from './words.ts';

/** Lag in time that users notice, where nobody named another: rule of thumb. */
const LAG_S = 300;
/** Time to act before unread records are deleted: a day, or a quarter of a short retention. */
const HEADROOM_HOURS = 24;

/** What to be told about before users are, with this group's numbers. */
export function alertsOf({ premises, sizing, protocol, poll, deploys, failures }: Design): Alert[] {
  const { rate, retentionHours, client, group } = premises;
  const headroom = Math.min(HEADROOM_HOURS, retentionHours.value / 4);
  const shared = protocol.protocol === 'share';
  const alerts: Alert[] = [
    {
      name: 'lag in time',
      condition: `time lag of any partition > ${show(LAG_S)} s for 5 min${rate === null ? '' : ` (about ${show(Math.round(rate.value * LAG_S))} messages of the group at peak)`}`,
      why: 'messages alone say nothing: the same count is seconds at peak and hours at night',
    },
    {
      name: 'retention headroom',
      condition: `retention − age of the oldest unread message < ${show(headroom)} h (retention ${show(retentionHours.value)} h)`,
      why: 'what is not read by then is deleted, and the lag falls to 0 as if all were well',
    },
    {
      name: 'members missing',
      condition: missing(workingMembers(client, sizing), deploys.standstillMs + 60_000),
      why: shared
        ? 'each is planned for; without any, nothing is read'
        : 'each is planned for; offsets of an empty group are deleted after 7 days',
    },
    {
      name: 'dead letters',
      condition: `rate into ${failures.design.topics.at(-1)?.name ?? `the dead-letter topic of ${group}`} > 0`,
      why: 'each one is a business event that nobody has dealt with',
    },
  ];
  if (!shared)
    alerts.push({
      name: 'rebalances',
      condition: `more than 1 in 10 min outside a deploy${client === 'connect' ? '' : `, or any failed one${client === 'java' || client === 'streams' ? ' (failed-rebalance-total)' : ''}`}`,
      why: 'members that come and go: killed pods, or polls that come too late',
    });
  // A record that outlasts its lock has it renewed: the time between polls says nothing of it.
  if ((client === 'java' || client === 'streams') && !(shared && poll.oneRecordTooSlow))
    alerts.push({
      name: 'poll budget',
      condition: `time-between-poll-max > ${show(Math.min(poll.intervalMs, poll.transactionMs ?? poll.intervalMs) / 2)} ms`,
      why:
        poll.transactionMs !== null && poll.transactionMs < poll.intervalMs
          ? 'half of transaction.timeout.ms is used up; above the whole the transaction is aborted'
          : `half of ${shared ? 'the record lock' : 'max.poll.interval.ms'} is used up; above the whole the member loses its ${shared ? 'records' : 'partitions'}`,
    });
  return alerts;
}

/** Members that have something to do: one that idles, or that a finding sends away, is not missed. kafkajs: processes. */
const workingMembers = (client: Design['premises']['client'], { active, instances }: Design['sizing']): number =>
  client === 'kafkajs' ? Math.min(instances, active) : active;

const missing = (members: number, forMs: number): string =>
  members === 1
    ? 'no member, outside a deploy: at once'
    : `fewer than ${count(members, 'member')} for ${seconds(forMs)} outside a deploy; none at all: at once`;
