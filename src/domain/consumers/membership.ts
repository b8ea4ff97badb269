import { atLeast } from '../configs/release.ts';
import { show } from '../words.ts';
import type { Premises } from './premises.ts';
import type { ProtocolChoice } from './protocol.ts';
import { seconds } from './words.ts';

/** Whether members keep their identity over a restart, and how long they may be away. */
export interface Membership {
  readonly isStatic: boolean;
  readonly why: string;
  /** After a crash the partitions stand still for this long. null: Connect's workers decide. */
  readonly sessionMs: number;
  /** A restart was given, and is too long for the bounds. */
  readonly tooLong: boolean;
}

/** Default of Java and librdkafka since 3.0, and of the consumer protocol. */
const DEFAULT_SESSION_MS = 45_000;
export const KAFKAJS_SESSION_MS = 30_000;
/** What brokers allow by default: group.min/max.session.timeout.ms. Source: GroupCoordinatorConfig. */
export const CLASSIC_SESSION_MS = { least: 6_000, most: 1_800_000 } as const;
/** group.consumer.min/max.session.timeout.ms, and the same of group.streams. Source: GroupCoordinatorConfig. */
export const CONSUMER_SESSION_MS = { least: 45_000, most: 60_000 } as const;
/** A dead static member stands still for its session; above this it costs more than rebalances do: rule of thumb. */
export const WORTHWHILE_SESSION_MS = 300_000;
/** Half as long again as the restart takes, for the slow one. */
const RESTART_MARGIN = 1.5;
const STEP_MS = 5_000;

/** Static where a restart was given and fits into a session that is worth its price. Source: KIP-345. */
export function membershipOf(premises: Premises, { protocol }: ProtocolChoice, kafkajsSessionMs: number): Membership {
  const { client, restart } = premises;
  const dynamic = (why: string, sessionMs = DEFAULT_SESSION_MS, tooLong = false): Membership => ({
    isStatic: false,
    why,
    sessionMs,
    tooLong,
  });
  if (client === 'kafkajs') return dynamic('kafkajs has no static membership', kafkajsSessionMs);
  if (client === 'connect')
    return dynamic('the workers hold the tasks of a lost worker back by themselves (scheduled.rebalance.max.delay.ms)');
  if (protocol === 'share') return dynamic('members of a share group own no partitions, so nothing is kept for them');
  if (protocol === 'streams' && !streamsTakesStaticMembers(premises))
    return dynamic('the streams protocol has static members from 4.4 only, in brokers and client');
  if (restart.assumed)
    return dynamic('the restart time is not known; a member that closes cleanly gives its partitions away at once');

  const restartMs = restart.value * 1_000;
  const wanted = sessionOver(restartMs);
  if (protocol === 'consumer' || protocol === 'streams') {
    if (!fitsConsumerSession(restartMs))
      return dynamic(
        `a restart of ${seconds(restartMs)} does not fit into the longest session of the ${protocol} protocol, ${seconds(CONSUMER_SESSION_MS.most)}; without it a restart moves only the ${protocol === 'streams' ? 'tasks' : 'partitions'} of that instance`,
        DEFAULT_SESSION_MS,
        true,
      );
    const sessionMs = Math.min(CONSUMER_SESSION_MS.most, wanted);
    return fixed(restartMs, sessionMs, `${protocol}.session.timeout.ms`);
  }
  if (wanted > WORTHWHILE_SESSION_MS)
    return dynamic(
      `a restart of ${seconds(restartMs)} would need a session of ${seconds(wanted)}, and a dead instance would stand still as long`,
      DEFAULT_SESSION_MS,
      true,
    );
  return fixed(restartMs, wanted, 'session.timeout.ms');
}

/** Whether a restart fits into the longest session that brokers hold for a consumer or streams group. */
export const fitsConsumerSession = (restartMs: number): boolean => restartMs + STEP_MS <= CONSUMER_SESSION_MS.most;

/** A session that outlasts the restart, and no shorter than the default. */
export const sessionOver = (restartMs: number): number =>
  Math.max(DEFAULT_SESSION_MS, Math.ceil((restartMs * RESTART_MARGIN) / STEP_MS) * STEP_MS);

/** Source: group coordinator of 4.4.0; that of 4.3.1 answers `Static members are not supported in streams groups`. */
export const streamsTakesStaticMembers = ({ release, clientRelease }: Premises): boolean =>
  atLeast(release, '4.4') && atLeast(clientRelease, '4.4');

const fixed = (restartMs: number, sessionMs: number, key: string): Membership => ({
  isStatic: true,
  why: `${key} ${show(sessionMs)} ms outlasts a restart of ${seconds(restartMs)}, so a deploy moves no partition; price: a dead instance's partitions stand still for ${seconds(sessionMs)}`,
  sessionMs,
  tooLong: false,
});

const LONGEST_PREFIX = 200;

/** Value of group.instance.id with ORDINAL where the instance's own goes; a client takes only these characters. */
export const instanceIdOf = (group: string): string =>
  `${group.replaceAll(/[^A-Za-z0-9._-]/g, '-').slice(0, LONGEST_PREFIX)}-ORDINAL`;
