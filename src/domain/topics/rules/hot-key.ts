import { hotKeyRemedy } from '../../partitions/hot-key.ts';
import { show } from '../../words.ts';
import type { DesignRule } from '../rule.ts';
import { placesKeys } from '../sizing.ts';
import { GUIDELINE } from '../words.ts';

/** The hottest key nearly fills its partition, and no sensible number of partitions keeps the other keys out of its way. */
export const hotKey: DesignRule = ({ topics, premises: { services } }) =>
  topics.flatMap((topic) => {
    const { name, kind, sizing, partitions, events } = topic;
    if (sizing.hotKeyWants === null) return [];
    const share = Math.max(...events.map(({ hottestShare }) => hottestShare ?? 0));
    return [
      {
        rule: 'DESIGN-HOT-KEY',
        severity: 'high' as const,
        says: `${name}: its hottest key nearly fills a partition, and other keys behind it will lag.`,
        evidence: [
          `hottest_key_share up to ${show(share * 100)} % of the traffic`,
          `${show(sizing.hotKeyWants)} partitions would keep the others out of its way; ${show(partitions)} are planned for the load`,
        ],
        remedy: hotKeyRemedy({ keyed: kind === 'state' || placesKeys(topic, services) }),
        guideline: GUIDELINE.hotKeys,
        confidence: 'medium' as const,
      },
    ];
  });
