import { show } from '../../words.ts';
import { CONSUMER_SESSION_MS } from '../membership.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE, seconds } from '../words.ts';

/** Something that a deployment fills in: `${ORDINAL}`, `{{pod}}`, `<n>`, `$POD_NAME`, `%i`. */
const FILLED_IN = /[${}<>%]/;

/** A static id that every instance has fences them all; one whose session is shorter than the restart does nothing. */
export const instanceId: ConfigRule = (config, { premises, sizing }) => {
  if (premises.client === 'kafkajs' || premises.client === 'connect' || !config.given('group.instance.id')) return null;
  const id = config.text('group.instance.id') ?? '';
  if (sizing.members > 1 && !FILLED_IN.test(id) && premises.client !== 'streams')
    return {
      rule: 'CONSUMERS-INSTANCE-ID-COPIED',
      severity: 'high',
      says: `One group.instance.id for ${show(sizing.members)} members: each one that joins fences the one before.`,
      evidence: [
        'the value holds nothing that differs between instances',
        `${show(sizing.members)} members in ${show(sizing.instances)} instances`,
      ],
      remedy:
        'Build it from what is stable and different: the StatefulSet ordinal, and the thread number where there are several.',
      guideline: GUIDELINE.staticMembers,
      confidence: 'medium',
    };
  const consumerProtocol = config.usesConsumerProtocol;
  const session = consumerProtocol ? CONSUMER_SESSION_MS.least : config.number('session.timeout.ms');
  if (session === null || premises.restart.assumed || session > premises.restart.value * 1_000) return null;
  return {
    rule: 'CONSUMERS-SESSION-SHORTER-THAN-RESTART',
    severity: 'medium',
    says: `A restart takes ${seconds(premises.restart.value * 1_000)}, the session ends after ${seconds(session)}: static membership saves nothing.`,
    evidence: [
      `restart_seconds = ${show(premises.restart.value)} (given)`,
      consumerProtocol ? 'consumer.session.timeout.ms 45000 (broker default)' : `session.timeout.ms ${show(session)}`,
    ],
    remedy: consumerProtocol
      ? 'Raise consumer.session.timeout.ms of the group (45 to 60 s), or restart faster.'
      : `session.timeout.ms=${Math.ceil((premises.restart.value * 1.5) / 5) * 5_000}, or restart faster.`,
    guideline: GUIDELINE.staticMembers,
    confidence: 'high',
  };
};
