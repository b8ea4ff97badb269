import type { Finding } from '../../finding.ts';
import { named } from '../../named.ts';
import { show } from '../../words.ts';
import type { Design } from '../design.ts';
import { FILLED_IN } from '../filled-in.ts';
import type { GivenConfig } from '../given-config.ts';
import { CONSUMER_SESSION_MS, fitsConsumerSession, sessionOver, WORTHWHILE_SESSION_MS } from '../membership.ts';
import type { ConfigRule } from '../rule.ts';
import { withSession } from '../session-remedy.ts';
import { GUIDELINE, seconds } from '../words.ts';

/** A static id that every instance has fences them all; one whose session is shorter than the restart does nothing. */
export const instanceId: ConfigRule = (config, design) => {
  const { premises, sizing } = design;
  if (premises.client === 'kafkajs' || !config.given('group.instance.id')) return null;
  const id = config.text('group.instance.id') ?? '';
  const streams = premises.client === 'streams';
  if ((streams ? sizing.instances : sizing.members) > 1 && id !== '' && !FILLED_IN.test(id))
    return {
      rule: 'CONSUMERS-INSTANCE-ID-COPIED',
      severity: 'high',
      ...copied(config, design, id),
      guideline: GUIDELINE.staticMembers,
      confidence: 'medium',
    };
  if (premises.client === 'connect') return null;
  const held = config.brokersHoldSession;
  const groupSession = streams ? 'streams.session.timeout.ms' : 'consumer.session.timeout.ms';
  const session = held ? CONSUMER_SESSION_MS.least : config.number('session.timeout.ms');
  if (session === null || premises.restart.assumed || session > premises.restart.value * 1_000) return null;
  return {
    rule: 'CONSUMERS-SESSION-SHORTER-THAN-RESTART',
    severity: 'medium',
    says: `A restart takes ${seconds(premises.restart.value * 1_000)}, the session ends after ${seconds(session)}: static membership saves nothing.`,
    evidence: [
      `restart_seconds = ${show(premises.restart.value)} (given)`,
      held ? `${groupSession} 45000 (broker default)` : `session.timeout.ms ${show(session)}`,
    ],
    remedy: longerSession(config, design, held ? groupSession : null),
    guideline: GUIDELINE.staticMembers,
    confidence: 'high',
  };
};

/** What one id does to the members that share it, by client. */
function copied(
  config: GivenConfig,
  { premises, sizing }: Design,
  id: string,
): Pick<Finding, 'says' | 'evidence' | 'remedy'> {
  const fences = 'each one that joins fences the one before.';
  const name = config.spelt('group.instance.id');
  const same = 'the value holds nothing that differs between instances';
  const members = `${show(sizing.members)} members in ${show(sizing.instances)} instances`;
  if (premises.client === 'connect')
    return {
      says: `One ${name} for the consumers of ${show(sizing.members)} tasks: ${fences}`,
      evidence: ['all tasks of a connector take its consumer.override. settings as they are (Connect, Worker)'],
      remedy: 'Delete it: the workers hold the tasks of a lost one by themselves (scheduled.rebalance.max.delay.ms).',
    };
  if (premises.client === 'streams')
    return {
      says: `One ${name} for ${show(sizing.instances)} instances: the first thread of each is ${named(`${id}-1`)}, and ${fences}`,
      evidence: [
        same,
        'Streams appends the number of the thread, and nothing of the instance (StreamsConfig 4.0.2, 4.3.1)',
      ],
      remedy:
        'Build it from what is stable and differs between instances: the StatefulSet ordinal. Streams appends the thread.',
    };
  return {
    says: `One ${name} for ${show(sizing.members)} members: ${fences}`,
    evidence: [same, members],
    remedy:
      'Build it from what is stable and different: the StatefulSet ordinal, and the thread number where there are several.',
  };
}

/** `ofGroup`: the setting of the group that holds the session; null: the client's own. */
function longerSession(config: GivenConfig, design: Design, ofGroup: string | null): string {
  const restartMs = design.premises.restart.value * 1_000;
  const without = `Restart faster, or do without ${config.spelt('group.instance.id')}`;
  if (ofGroup !== null)
    return fitsConsumerSession(restartMs)
      ? `Raise ${ofGroup} of the group (45 to 60 s), or restart faster.`
      : `${without}: brokers hold a session for 60 s at most.`;
  const wanted = sessionOver(restartMs);
  return wanted > WORTHWHILE_SESSION_MS
    ? `${without}: a session that outlasts it leaves the partitions of a dead instance still for ${seconds(wanted)}.`
    : `${withSession(config, design, wanted)}, or restart faster.`;
}
