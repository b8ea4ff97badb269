import { show } from '../../words.ts';
import type { GivenConfig } from '../given-config.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** connections.max.idle.ms of the brokers: they close a connection then, whatever the client allows. Source: SocketServerConfigs 4.3. */
const BROKERS_IDLE_MS = 600_000;
const SPARE_MS = 60_000;

/** The connection to the coordinator is closed while a long batch runs. */
export const idleConnection: ConfigRule = (config, { premises, poll }) => {
  if (premises.client === 'kafkajs' || premises.client === 'librdkafka') return null;
  if (!config.given('connections.max.idle.ms') && !config.given('max.poll.interval.ms')) return null;
  if (config.brokersHoldSession) return null;
  const idle = config.number('connections.max.idle.ms');
  const interval = config.number('max.poll.interval.ms');
  if (idle === null || interval === null || idle < 0 || idle >= interval) return null;
  return {
    rule: 'CONSUMERS-IDLE-CONNECTION',
    severity: 'low',
    says: `connections.max.idle.ms ${show(idle)} is below max.poll.interval.ms ${show(interval)}: a rebalance that waits for a slow member can lose its connection and start again.`,
    evidence: [`${show(idle)} ms < ${show(interval)} ms`],
    remedy: remedyOf(config, poll.intervalMs, idle, interval),
    guideline: GUIDELINE.polling,
    confidence: 'medium',
  };
};

function remedyOf(config: GivenConfig, plannedMs: number, idle: number, interval: number): string {
  const idleName = config.spelt('connections.max.idle.ms');
  const wanted = interval + SPARE_MS;
  if (wanted <= BROKERS_IDLE_MS) return `${idleName}=${wanted}, or a shorter interval.`;
  const onBrokers = `brokers close an idle connection after ${show(BROKERS_IDLE_MS)} ms by default, whatever the client allows`;
  return plannedMs < idle
    ? `${config.spelt('max.poll.interval.ms')}=${plannedMs}, which this group needs; ${onBrokers}.`
    : `${idleName}=${wanted}, and connections.max.idle.ms as high on the brokers: ${onBrokers}.`;
}
