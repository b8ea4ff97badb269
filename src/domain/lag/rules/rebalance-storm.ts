import { count } from '../../count.ts';
import type { Severity } from '../../finding.ts';
import { named } from '../../named.ts';
import type { Churn } from '../churn.ts';
import { type ChurnCause, churnCause } from '../churn-cause.ts';
import { type ClientSettings, settingsFor } from '../client-settings.ts';
import { describeMembers } from '../commands.ts';
import { isOngoing } from '../life.ts';
import type { GroupObservation } from '../observation.ts';
import { duration } from '../words.ts';
import { clientName, guideline, type LagRule } from './rule.ts';

/** Generations in ten minutes. Source: lag rules §1.6, proposed there; no project gives a rate. */
const WARN = 3;
const ACT = 6;

/** One who came back once was restarted. [rule of thumb] */
const RETURNS_OF_A_STORM = 2;

/**
 * Members come and go at a rate, while most looks still say Stable. Generations are counted in the group's records, and the
 * member that keeps coming back is named with what its stays last like. Source: lag rules L21; lag-faults-observed 15.
 */
export const rebalanceStorm: LagRule = (facts) => {
  const { group, churn, life, client, seen } = facts;
  if (life.kind !== 'members') return [];
  if (churn === null) return byEpochs(facts);
  const cause = churnCause(churn, client.kind, seen.brokerSessionMs);
  if (!isStorm(churn, cause) || !isOngoing(churn, seen.nowMs)) return [];
  const { returning } = churn;
  const severity: Severity = churn.inTenMinutes >= ACT ? 'high' : 'medium';
  return [
    {
      rule: 'LAG-REBALANCE-STORM',
      severity,
      says: `${named(group.group)} rebalances all the time: ${count(churn.inTenMinutes, 'generation')} within ${duration(Math.min(churn.windowSeconds, 600))}, ${causeSays[cause]}.`,
      evidence: [
        `the last change was ${duration((seen.nowMs - churn.lastChangeMs) / 1_000)} ago, group state now ${group.state ?? 'unknown'} (records of the group in __consumer_offsets)`,
        ...(returning === null
          ? []
          : [
              `${clientName(returning)} came back ${count(returning.returns, 'time')} with a new member id${returning.staysSeconds === null ? '' : ` and stays for about ${duration(returning.staysSeconds)}`}${timeouts(returning.rebalanceTimeoutMs, returning.sessionTimeoutMs)}`,
            ]),
      ],
      remedy: `${remedyOf(cause, settingsFor(client, group.type))}${differs(group) ? ' Members subscribe to different topics: if these are two applications, give each its own group id.' : ''}`,
      command: describeMembers(group.group),
      verify: 'kafka_diagnose_lag after ten minutes counts fewer than 3 generations.',
      guideline: guideline('rebalance-storms'),
      confidence: churn.inTenMinutes >= ACT ? 'high' : 'medium',
    },
  ];
};

/** Two applications under one group id rebalance each other. Source: lag rules §1.6; KafkaJS documentation, FAQ. */
const differs = ({ members }: GroupObservation): boolean =>
  new Set((members ?? []).flatMap(({ subscribed }) => (subscribed === null ? [] : [[...subscribed].sort().join()])))
    .size > 1;

const isStorm = ({ inTenMinutes, returning }: Churn, cause: ChurnCause): boolean =>
  inTenMinutes >= WARN && (cause === 'autoscaler' || (returning?.returns ?? 0) >= RETURNS_OF_A_STORM);

/** Without a history only the epochs of the 4.x protocol tell, and a join raises them too. */
const EPOCHS = 2;
const WITHIN_SECONDS = 60;

function byEpochs({ group, seen }: Parameters<LagRule>[0]): ReturnType<LagRule> {
  const before = seen.earlier?.groupEpoch ?? null;
  const seconds = seen.spanSeconds ?? Infinity;
  if (before === null || group.groupEpoch === null || seconds > WITHIN_SECONDS) return [];
  const epochs = group.groupEpoch - before;
  if (epochs < EPOCHS) return [];
  return [
    {
      rule: 'LAG-REBALANCE-STORM',
      severity: 'medium',
      says: `${named(group.group)} went through ${epochs} epochs in ${duration(seconds)}: its members come and go.`,
      evidence: [`group epoch ${before} at the first look, ${group.groupEpoch} at the second`],
      remedy:
        'Look at the log of its consumers for restarts and for "poll timeout has expired". A deploy that runs right now does the same.',
      command: describeMembers(group.group),
      verify: 'The group epoch is the same at two looks a minute apart.',
      guideline: guideline('rebalance-storms'),
      confidence: 'low',
    },
  ];
}

function timeouts(rebalanceMs: number | null, sessionMs: number | null): string {
  const parts = [
    ...(rebalanceMs === null ? [] : [`rebalance timeout ${duration(rebalanceMs / 1_000)}`]),
    ...(sessionMs === null ? [] : [`session timeout ${duration(sessionMs / 1_000)}`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

const causeSays: Readonly<Record<ChurnCause, string>> = {
  'poll interval': 'as a member leaves each time its handler exceeds max.poll.interval.ms',
  session: 'as a member misses its heartbeats for a whole session, again and again',
  restarts: 'as a member stops and comes back, again and again',
  autoscaler: 'as the number of members goes up and down',
  deploy: 'as members are replaced',
};

function remedyOf(cause: ChurnCause, settings: ClientSettings): string {
  switch (cause) {
    case 'poll interval':
      return `Make the handler fit: ${settings.slowHandler}.`;
    case 'session':
      return `Find the pause: garbage collection, throttled CPU, network, or a handler that blocks heartbeats. Then ${settings.session}.`;
    case 'restarts':
      return `Read the log of that process: it exits, or leaves and joins by itself. Until it is cured, stop that one instance: the others work better without it. Restarts that are wanted cost less with ${settings.restarts}.`;
    case 'autoscaler':
      return `Give the autoscaler a cool-down above the time of a rebalance, let it scale on time lag, and to divisors of the partition count only. Fewer partitions move with ${settings.assignor}.`;
    case 'deploy':
      return `Restarts cost no rebalance with ${settings.restarts}. Fewer partitions move with ${settings.assignor}.`;
  }
}
