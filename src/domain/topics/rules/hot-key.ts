import { named } from '../../named.ts';
import { hotKeyRemedy } from '../../partitions/hot-key.ts';
import { hotMemberOf } from '../../partitions/hot-member.ts';
import { show } from '../../words.ts';
import type { DesignRule } from '../rule.ts';
import { flowOf, placesKeys } from '../sizing.ts';
import { GUIDELINE } from '../words.ts';

/** The hottest key nearly fills its partition, and no sensible number of partitions keeps the other keys out of its way; or the member that has it and other partitions falls behind. */
export const hotKey: DesignRule = (design) => [...nearlyFull(design), ...hotMembers(design)];

const nearlyFull: DesignRule = ({ topics, premises: { services } }) =>
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

/** How busy a member may be at peak. */
const UTILISATION = 0.7;

/** Of groups whose instances were given, which read one topic and skip nothing: how others share it out is not known. */
const hotMembers: DesignRule = ({ groups, premises: { services } }) =>
  groups.flatMap(({ id, service, topics, flow, plan }) => {
    const [topic] = topics;
    const { instances, threads_per_instance: threads, protocol } = plan.group;
    const hottest = topic?.sizing.plan?.hot_key;
    if (topic === undefined || topics.length > 1 || hottest === undefined || hottest.verdict === 'impossible')
      return [];
    if (!service.instancesGiven || service.processingMs === null || flow === null || protocol === 'share') return [];
    if (flow.messagesPerS !== flowOf(topic.events)?.messagesPerS) return [];
    const members = instances * threads;
    if ((flow.messagesPerS * service.processingMs) / 1_000 > members) return [];
    const finding = hotMemberOf({
      messagesPerS: flow.messagesPerS,
      processingMs: service.processingMs,
      share: hottest.share_of_traffic,
      partitions: topic.partitions,
      members,
      utilisation: UTILISATION,
      keyed: topic.kind === 'state' || placesKeys(topic, services),
    });
    return finding === null ? [] : [{ ...finding, says: `${topic.name}, group ${named(id)}: ${finding.says}` }];
  });
