import { named } from '../../named.ts';
import { describeMembers } from '../commands.ts';
import type { GroupFacts } from '../facts.ts';
import { duration } from '../words.ts';
import { guideline, type LagRule } from './rule.ts';

const CLASSIC = ['PreparingRebalance', 'CompletingRebalance'];
const MODERN = ['Assigning'];

/** A healthy rebalance is over within seconds. [rule of thumb; a join of the 4.x protocol was seen to take 10 s] */
const SHORTEST_SECONDS = 30;

/** Defaults: max.poll.interval.ms of the Java consumer. Source: ConsumerConfig. */
const REBALANCE_TIMEOUT_MS = 300_000;

/** A rebalance that does not end, since a member does not rejoin. Source: lag rules L22. */
export const stuckRebalance: LagRule = (facts) => {
  const { group, seen } = facts;
  const states = group.type === 'classic' ? CLASSIC : MODERN;
  if (!states.includes(group.state ?? '')) return [];
  const seconds = lastedFor(facts, states);
  if (seconds < SHORTEST_SECONDS) return [];
  const timeoutMs = seen.history?.generations
    .at(-1)
    ?.members.reduce((most, { rebalanceTimeoutMs }) => Math.max(most, rebalanceTimeoutMs ?? 0), 0);
  const timeout = timeoutMs === undefined || timeoutMs === 0 ? REBALANCE_TIMEOUT_MS : timeoutMs;
  return [
    {
      rule: 'LAG-STUCK-REBALANCE',
      severity: 'high',
      says: `${named(group.group)} has been in a rebalance for at least ${duration(seconds)}: a member does not rejoin, and meanwhile nobody reads.`,
      evidence: [
        `state ${group.state}`,
        `the broker waits for a missing member up to its rebalance timeout, ${duration(timeout / 1_000)}${timeoutMs === undefined || timeoutMs === 0 ? ' by default' : ' in this group'}`,
      ],
      remedy:
        'The member that is missing is the one whose handler has not come back: take a thread dump of each and restart that one. max.poll.interval.ms is also the time a classic rebalance waits (rebalanceTimeout 60000 in KafkaJS), so a long one makes every rebalance as long in the worst case.',
      command: describeMembers(group.group),
      verify: 'The state is Stable, and commits go on.',
      guideline: guideline('rebalance-storms'),
      confidence: seconds >= timeout / 1_000 ? 'high' : 'medium',
    },
  ];
};

/** Since the last commit or the last change of members, and at least between two looks in such a state. */
function lastedFor({ seen, partitions }: GroupFacts, states: readonly string[]): number {
  const between = states.includes(seen.earlier?.state ?? '') ? (seen.spanSeconds ?? 0) : 0;
  if (seen.history === null) return between;
  const lastCommit = Math.max(0, ...partitions.map(({ seen: { commits } }) => commits?.points.at(-1)?.atMs ?? 0));
  const lastChange = seen.history.generations.at(-1)?.atMs ?? 0;
  const since = Math.max(lastCommit, lastChange);
  return since === 0 ? between : Math.max(between, (seen.nowMs - since) / 1_000);
}
