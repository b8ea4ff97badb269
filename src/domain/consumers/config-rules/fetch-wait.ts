import { show } from '../../words.ts';
import { FETCH_WAIT_MS } from '../fetching.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE, seconds } from '../words.ts';

/** request.timeout.ms by default. Source: ConsumerConfig. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The broker may hold a fetch for longer than the client waits for any answer. librdkafka and kafkajs add the two up. */
export const fetchWait: ConfigRule = (config, { premises }) => {
  if (premises.client === 'kafkajs' || premises.client === 'librdkafka') return null;
  if (!config.given('fetch.max.wait.ms') && !config.given('request.timeout.ms')) return null;
  const wait = config.number('fetch.max.wait.ms');
  const timeout = config.number('request.timeout.ms');
  if (wait === null || timeout === null || wait < timeout) return null;
  return {
    rule: 'CONSUMERS-FETCH-WAIT-OVER-TIMEOUT',
    severity: 'medium',
    says: `fetch.max.wait.ms ${show(wait)} is not below request.timeout.ms ${show(timeout)}: where little arrives, each fetch is given up after ${seconds(timeout)} and its connection closed, before the broker answers.`,
    evidence: [`${show(wait)} ms ≥ ${show(timeout)} ms; a broker waits until fetch.min.bytes are there`],
    remedy:
      timeout > FETCH_WAIT_MS
        ? `${config.spelt('fetch.max.wait.ms')}=${FETCH_WAIT_MS}, the default; the wait is the latency of a quiet topic.`
        : `${config.spelt('request.timeout.ms')}=${REQUEST_TIMEOUT_MS}, the default.`,
    guideline: GUIDELINE.fetching,
    confidence: 'high',
  };
};
