import { SHARE_GROUP_MAX_SIZE } from '../formulas/members.ts';
import { count, percent, show } from '../words.ts';
import type { Membership } from './membership.ts';
import type { Premises } from './premises.ts';
import type { ProtocolChoice } from './protocol.ts';
import { ROUNDING, type Sizing } from './sizing.ts';
import { seconds } from './words.ts';

/** What a deploy costs, in numbers. */
interface Costs {
  /** Time that its partitions have no reader, s; null: the others take them at once. */
  readonly awayS: number | null;
  readonly backlog: number | null;
  readonly drainS: number | null;
  readonly graceMs: number;
}

/** How to deploy, one sentence a step. */
export function stepsOf(
  premises: Premises,
  sizing: Sizing,
  { isStatic, sessionMs }: Membership,
  protocol: ProtocolChoice['protocol'],
  { awayS, backlog, drainS, graceMs }: Costs,
): string[] {
  const { restart, client, told } = premises;
  const ownProtocol = told.groupType === 'streams';
  const { instances, fullest, fullestOneDown } = sizing;
  const alone = instances === 1 && client !== 'streams' && client !== 'connect';
  const steps = [
    `One instance at a time (max unavailable 1${protocol === 'share' ? '' : ', no surge above the partitions'}); ready only once it ${protocol === 'share' ? 'polls' : 'has its partitions'}. Grace period at least ${seconds(graceMs)}.`,
  ];
  if (isStatic) {
    steps.push(
      `Static members: its partitions wait ${seconds(restart.value * 1_000)} and nothing moves.${backlog === null ? '' : ` ${count(Math.round(backlog), 'message')} ${Math.round(backlog) === 1 ? 'queues' : 'queue'} up${drainS === null ? ' and do not drain at this load' : `, drained ${seconds(drainS * 1_000)} after it is back`}.`}`,
      `Scaling in: a static member does not leave on close. Remove it (Admin.removeMembersFromConsumerGroup) or its partitions wait ${seconds(sessionMs)}.`,
    );
  } else if (client === 'kafkajs')
    steps.push(
      `Every stop and every start of an instance stops all members until the slowest message is done: ${show(2 * instances)} stops in a deploy of ${show(instances)}${backlog === null ? '' : `, about ${count(backlog, 'message')} late each`}.`,
    );
  else if (client === 'connect')
    steps.push(
      'A worker that is back within scheduled.rebalance.max.delay.ms (300 s) gets its own tasks again; until then they stand still.',
    );
  else if (alone) steps.push('With one instance nothing is read from its stop until it polls again.');
  else if (protocol === 'share')
    steps.push('A member that closes gives its records back at once; the others take them.');
  else if (protocol === 'streams')
    steps.push('A member that closes leaves at once: its tasks move, and move back when it returns.');
  else if (client === 'streams')
    steps.push(
      `Streams does not leave its group on close(): the rebalance waits up to ${seconds(sessionMs)} for the member that is gone.${restart.assumed ? ' Give restart_seconds to have static members.' : ''}`,
    );
  else steps.push('A member that closes leaves at once; only its partitions move, and move back when it returns.');
  const taken = awayS === null || awayS < restart.value;
  if (taken && fullestOneDown !== null && fullest !== null && fullest <= 1 + ROUNDING && instances > 1)
    steps.push(
      `While one is away the fullest of the others is ${percent(fullestOneDown)} busy at peak${fullestOneDown >= 1 - ROUNDING ? ': deploy off-peak' : ''}.`,
    );
  if (client === 'streams')
    steps.push(
      `Standby replicas (${ownProtocol ? 'group setting streams.num.standby.replicas' : 'num.standby.replicas'}) and a persistent state.dir spare the restore of the state.`,
    );
  steps.push(
    `Autoscaling: on time lag, ${protocol === 'share' ? `at most ${show(SHARE_GROUP_MAX_SIZE)} members` : `in steps that divide ${count(sizing.partitions, 'partition')}, at most ${count(sizing.partitions, 'member')} and a spare`}, with a cool-down longer than a rebalance.${isStatic ? ' Never let it copy a group.instance.id.' : ''}`,
  );
  return steps;
}
