import { show } from '../../words.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** auto.commit.interval.ms, and what the plans of the groups commit by. Source: ConsumerConfig. */
const COMMIT_INTERVAL_S = 5;

/** Delivery is at least once, whatever is configured: said once for the whole design. */
export const twice: DesignRule = ({ groups }) => {
  const [busiest] = [...groups].sort((a, b) => (b.flow?.messagesPerS ?? 0) - (a.flow?.messagesPerS ?? 0));
  if (busiest === undefined) return [];
  const { id, flow } = busiest;
  return [
    {
      rule: 'DESIGN-DELIVERED-TWICE',
      severity: 'info',
      says: 'Each event may come twice, so each handler must refuse an id that it has done.',
      evidence: [
        flow === null
          ? 'after a crash everything since the last commit comes again'
          : `after a crash ${id} reads up to ${show(Math.round(flow.messagesPerS * COMMIT_INTERVAL_S))} events again: ${show(flow.messagesPerS)}/s × ${COMMIT_INTERVAL_S} s between commits`,
      ],
      remedy:
        'Upsert by entity id and version, or keep processed ids in the transaction of the effect, as long as the topic keeps its records; give payment and mail APIs the event id as idempotency key.',
      guideline: GUIDELINE.idempotent,
      confidence: 'high',
    },
  ];
};
