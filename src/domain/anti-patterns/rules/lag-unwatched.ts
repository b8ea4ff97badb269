import { show } from '../../words.ts';
import type { AntiPattern } from '../anti-pattern.ts';
import { page, sentence } from '../words.ts';

const NIGHT_H = 8;

/** Source: GroupCoordinatorConfig, `offsets.retention.minutes` 10,080. */
const POSITION_KEPT_DAYS = 7;

/** A group that falls behind unseen loses records without an error. */
export const lagUnwatched: AntiPattern = (facts) => {
  if (facts.lagWatched !== false) return null;
  const { messagesPerS, retentionMs } = facts;
  const retentionH = retentionMs === null ? null : retentionMs / 3_600_000;
  return {
    rule: 'ANTI-LAG-UNWATCHED',
    severity: 'medium',
    says: sentence(
      facts,
      'nobody is told when the group falls behind; the first sign is a customer, the second is lost data.',
    ),
    evidence: [
      ...(messagesPerS === null
        ? []
        : [`stopped for a night of ${NIGHT_H} h it is ${show(messagesPerS * NIGHT_H * 3600)} records behind`]),
      retentionH === null
        ? 'unread records are deleted when retention ends'
        : `stopped, it loses records after ${show(retentionH)} h; at 80 % of the produce rate after ${show(retentionH / 0.2)} h`,
      `${POSITION_KEPT_DAYS} d after the last member left, its position is deleted too`,
    ],
    remedy:
      'Export lag from outside the consumers and alert on time lag, retention headroom, groups without members and dead letters; each alert has an owner. The alerts of this answer are a start.',
    guideline: page('lag-that-nobody-watches'),
    confidence: 'high',
  };
};
