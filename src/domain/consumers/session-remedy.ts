import type { Design } from './design.ts';
import type { GivenConfig } from './given-config.ts';
import { heartbeatOf } from './settings/heartbeat.ts';

/** A classic session with whatever else must move with it, so that the client takes it: a heartbeat, and librdkafka's poll interval. */
export function withSession(config: GivenConfig, { premises, poll }: Design, sessionMs: number): string {
  const kafkajs = premises.client === 'kafkajs';
  const [sessionName, heartbeatName] = kafkajs
    ? ['sessionTimeout', 'heartbeatInterval']
    : ['session.timeout.ms', 'heartbeat.interval.ms'];
  const [heartbeat, interval] = [config.number(heartbeatName), config.number('max.poll.interval.ms')];
  const beside = [
    ...(heartbeat !== null && heartbeat * 3 > sessionMs
      ? [`${config.spelt(heartbeatName)}=${heartbeatOf(sessionMs)}`]
      : []),
    ...(premises.client === 'librdkafka' && interval !== null && interval < sessionMs
      ? [`max.poll.interval.ms=${Math.max(poll.intervalMs, sessionMs)}`]
      : []),
  ];
  const session = `${config.spelt(sessionName)}=${sessionMs}`;
  return beside.length === 0 ? session : `${session} with ${beside.join(' and ')}`;
}
