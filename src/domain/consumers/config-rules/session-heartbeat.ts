import { show } from '../../words.ts';
import { asItWillBe } from '../given-config.ts';
import { CLASSIC_SESSION_MS } from '../membership.ts';
import type { ConsumerClient } from '../request.ts';
import type { ConfigRule } from '../rule.ts';
import { withSession } from '../session-remedy.ts';
import { heartbeatOf } from '../settings/heartbeat.ts';
import { GUIDELINE } from '../words.ts';

/** A session needs three heartbeats, and lies within the brokers' bounds. */
export const sessionHeartbeat: ConfigRule = (config, design) => {
  const { premises } = design;
  const kafkajs = premises.client === 'kafkajs';
  const [sessionName, heartbeatName] = kafkajs
    ? ['sessionTimeout', 'heartbeatInterval']
    : ['session.timeout.ms', 'heartbeat.interval.ms'];
  if (config.ofShareConsumer) return null;
  if (!config.given(sessionName) && !config.given(heartbeatName)) return null;
  if (config.brokersHoldSession) return null;
  const session = config.number(sessionName);
  const heartbeat = config.number(heartbeatName);
  if (session === null || heartbeat === null) return null;
  const { least, most } = CLASSIC_SESSION_MS;
  if (session < least || session > most)
    return {
      rule: 'CONSUMERS-SESSION-OUT-OF-BOUNDS',
      ...asItWillBe(
        config,
        'high',
        `Brokers refuse ${sessionName} ${show(session)} ms by default: the member cannot join.`,
      ),
      evidence: [
        `group.min.session.timeout.ms ${show(least)}, group.max.session.timeout.ms ${show(most)} (broker defaults)`,
      ],
      remedy: `${withSession(config, design, design.membership.sessionMs)}.`,
      guideline: GUIDELINE.polling,
      confidence: 'high',
    };
  if (heartbeat * 3 <= session) return null;
  return {
    rule: 'CONSUMERS-HEARTBEAT-TOO-RARE',
    ...asItWillBe(
      config,
      heartbeat >= session ? 'high' : 'medium',
      heartbeat >= session
        ? `${heartbeatName} ${show(heartbeat)} ms is not below ${sessionName} ${show(session)} ms: ${refusesToStart(premises.client) ? 'the consumer does not start' : 'no heartbeat comes in time'}.`
        : `${heartbeatName} ${show(heartbeat)} ms is more than a third of ${sessionName} ${show(session)} ms: one lost heartbeat can end the session.`,
    ),
    evidence: [
      `${show(session)} ms ÷ ${show(heartbeat)} ms = ${show(session / heartbeat)} heartbeats in a session; 3 are wanted`,
    ],
    remedy: `${config.spelt(heartbeatName)}=${heartbeatOf(session)}.`,
    guideline: GUIDELINE.polling,
    confidence: 'high',
  };
};

/** Source: Heartbeat of the Java client, constructed with 3.0.2, 3.9.2 and 4.3.1; librdkafka 2.16 takes the pair. */
const refusesToStart = (client: ConsumerClient): boolean => client !== 'librdkafka' && client !== 'kafkajs';
