import type { Churn } from './churn.ts';
import type { ClientKind } from './client.ts';

/** Why members come and go. Source: lag rules §1.6, the cause table. */
export type ChurnCause = 'poll interval' | 'session' | 'deploy' | 'autoscaler' | 'restarts';

/** Broker and client see an end a little late, and a member may do some work first. [rule of thumb] */
const SLACK = 0.5;
const SLACK_SECONDS = 3;

/** Ups and downs of the number of members that make an autoscaler; a rolling restart goes one down and one up. [rule of thumb] */
const TURNS_OF_AN_AUTOSCALER = 3;
const RANGE_OF_AN_AUTOSCALER = 2;

export function churnCause(churn: Churn, client: ClientKind, brokerSessionMs: number | null): ChurnCause {
  const { returning, turns, range } = churn;
  if (returning !== null && returning.returns > 1) {
    const { staysSeconds, sessionTimeoutMs, rebalanceTimeoutMs } = returning;
    const lasts = (timeoutMs: number | null) =>
      timeoutMs !== null && staysSeconds !== null && fits(staysSeconds, timeoutMs / 1_000);
    // What kafkajs calls rebalanceTimeout limits joining, not handling.
    if (client !== 'kafkajs' && lasts(rebalanceTimeoutMs)) return 'poll interval';
    if (lasts(sessionTimeoutMs ?? brokerSessionMs)) return 'session';
    return 'restarts';
  }
  return turns >= TURNS_OF_AN_AUTOSCALER && range >= RANGE_OF_AN_AUTOSCALER ? 'autoscaler' : 'deploy';
}

const fits = (seconds: number, timeout: number): boolean =>
  seconds >= timeout && seconds <= timeout * (1 + SLACK) + SLACK_SECONDS;
