import { count, show } from '../../words.ts';
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
export const fetchMin: ConfigRule = (config, { premises, sizing }) => {
  const { rate, averageBytes, brokers, client } = premises;
  const [minName, waitName] = NAMES[client];
  const least = config.number(minName);
  const wait = config.number(waitName);
  if (rate === null || least === null || wait === null || !config.given(minName) || least <= 1) return null;
  const { active } = sizing;
  const arriving = (rate.value * averageBytes.value * wait) / 1_000 / active / brokers.value;
  if (least <= arriving) return null;
  return {
    rule: 'CONSUMERS-FETCH-MIN-TOO-LARGE',
    severity: 'low',
    says: `${minName} ${show(least)} is more than arrives while a fetch waits: each one only adds ${show(wait)} ms.`,
    evidence: [
      `${show(rate.value)} messages/s × ${show(averageBytes.value)} bytes × ${show(wait)} ms ÷ 1,000 ÷ ${count(active, 'consumer')} ÷ ${count(brokers.value, 'broker')} = ${bytes(arriving)}`,
      inputOf(averageBytes),
      inputOf(brokers),
    ],
    remedy: `${minName}=${arriving / 2 >= 1_024 ? Math.floor(arriving / 2) : 1}; larger fetches begin at the producer (linger.ms, batch.size, compression).`,
    guideline: GUIDELINE.fetching,
    confidence: averageBytes.assumed || brokers.assumed ? 'medium' : 'high',
  };
};
