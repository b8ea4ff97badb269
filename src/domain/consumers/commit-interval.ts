import { STREAMS_COMMIT_INTERVAL_MS } from '../configs/streams-defaults.ts';
import { handsOutOne, TRANSACTION_INTERVAL_MS } from './polling.ts';
import type { Premises } from './premises.ts';

/** Commits at most this old are lost with a crash: auto.commit.interval.ms of Java and librdkafka. Source: ConsumerConfig. */
const COMMIT_INTERVAL_MS = 5_000;
/** offset.flush.interval.ms of a Connect worker. Source: WorkerConfig. */
const CONNECT_COMMIT_INTERVAL_MS = 60_000;

/** How far apart the commits of a consumer are, ms. */
export const commitIntervalOf = ({ client, delivery }: Premises): number => {
  if (client === 'connect') return CONNECT_COMMIT_INTERVAL_MS;
  if (delivery === 'exactly_once' && handsOutOne(client)) return TRANSACTION_INTERVAL_MS;
  if (client !== 'streams') return COMMIT_INTERVAL_MS;
  return delivery === 'exactly_once'
    ? STREAMS_COMMIT_INTERVAL_MS.exactly_once
    : STREAMS_COMMIT_INTERVAL_MS.at_least_once;
};
