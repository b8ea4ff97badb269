import { activeMembers } from '../../formulas/members.ts';
import { count, show } from '../../words.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';
import { shareGroupWouldDo } from './share-hint.ts';
import { tooFewMembers } from './too-few-members.ts';

/**
 * More members than partitions: the rest wait. Where the partitions are too few, that is the finding; one instance that idles
 * is the spare. Connect moves the tasks of a lost worker, so a task that idles spares nothing.
 */
export const idleMembers: DesignRule = (design) => {
  const { sizing, protocol, premises } = design;
  const { members, partitions } = sizing;
  const { client } = premises;
  const active = activeMembers({ partitions, consumers: members });
  const idle = members - active.value;
  if (protocol.protocol === 'share' || idle <= 0 || tooFewMembers(design) !== null) return null;
  if (idle === sizing.threads && sizing.instances > 1 && client !== 'connect') return null;
  return {
    rule: 'CONSUMERS-IDLE-MEMBERS',
    severity: idle > sizing.threads ? 'medium' : 'low',
    says: `${count(idle, 'member')} of ${show(members)} ${idle === 1 ? 'has' : 'have'} nothing to do: a partition goes to one member of the group.`,
    evidence: [`${active.formula} = ${show(active.value)} active (${active.source})`],
    remedy: `${client === 'connect' ? `Set tasks.max=${partitions}` : `Run ${count(partitions, 'member')} at most`}, or give the topic more partitions${shareGroupWouldDo(premises) ? '; a share group (brokers and client of 4.2) has no such limit' : ''}.`,
    guideline: GUIDELINE.size,
    confidence: 'high',
  };
};
