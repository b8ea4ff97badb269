import { show } from '../../words.ts';
import { FETCH_WAIT_MS } from '../fetching.ts';
import { inputOf } from '../premises.ts';
import type { ConfigRule } from '../rule.ts';
import { bytes, GUIDELINE } from '../words.ts';

const NAMES = {
  java: ['fetch.min.bytes', 'fetch.max.wait.ms'],
  streams: ['fetch.min.bytes', 'fetch.max.wait.ms'],
  connect: ['fetch.min.bytes', 'fetch.max.wait.ms'],
  librdkafka: ['fetch.min.bytes', 'fetch.wait.max.ms'],
  kafkajs: ['minBytes', 'maxWaitTimeInMs'],
} as const;

/** A fetch asks for more than arrives while it waits. */
export const fetchMin: ConfigRule = (config, { premises, fetching }) => {
  const { averageBytes, brokers, client } = premises;
  const { arrivingBytes, minBytes } = fetching;
  const [minName, waitName] = NAMES[client];
  const least = config.number(minName);
  const wait = config.number(waitName);
  if (arrivingBytes === null || least === null || wait === null || !config.given(minName) || least <= 1) return null;
  const arriving = (arrivingBytes * wait) / FETCH_WAIT_MS;
  if (least <= arriving) return null;
  return {
    rule: 'CONSUMERS-FETCH-MIN-TOO-LARGE',
    severity: 'low',
    says: `${minName} ${show(least)} is more than arrives while a fetch waits: each one only adds ${show(wait)} ms.`,
    evidence: [
      `${bytes(arrivingBytes)} reach a consumer from a broker in ${show(FETCH_WAIT_MS)} ms (bytes_per_fetch)${wait === FETCH_WAIT_MS ? '' : `, ${bytes(arriving)} in ${show(wait)} ms`}`,
      inputOf(averageBytes),
      inputOf(brokers),
    ],
    remedy: `${config.spelt(minName)}=${minBytes}${wait === FETCH_WAIT_MS ? '' : ` with ${config.spelt(waitName)}=${FETCH_WAIT_MS}`}; larger fetches begin at the producer (linger.ms, batch.size, compression).`,
    guideline: GUIDELINE.fetching,
    confidence: averageBytes.assumed || brokers.assumed ? 'medium' : 'high',
  };
};
