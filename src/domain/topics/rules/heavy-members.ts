import { rounded } from '../../partitions/arithmetic.ts';
import { ASSUMED_CONSUMER_MB_PER_S } from '../../partitions/premises.ts';
import { count, show } from '../../words.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Nobody knows how long the handler takes, but the bytes that each member is sent are known, and they are many. */
export const heavyMembers: DesignRule = ({ groups }) =>
  groups.flatMap(({ id, service, topics, plan }) => {
    const { instances, threads_per_instance, protocol } = plan.group;
    const partitions = topics.reduce((sum, topic) => sum + topic.partitions, 0);
    const members = instances * threads_per_instance;
    const working = protocol === 'share' ? members : Math.min(members, partitions);
    const mbPerS = topics.reduce((sum, { sizing }) => sum + (sizing.flow?.mbPerS ?? 0), 0);
    const each = mbPerS / working;
    if (service.processingMs !== null || each <= ASSUMED_CONSUMER_MB_PER_S) return [];
    // Order over everything has one reader, and a ceiling that is judged with its topic.
    if (topics.some(({ order }) => order === 'total')) return [];
    return [
      {
        rule: 'DESIGN-HEAVY-MEMBERS',
        severity: 'medium' as const,
        says: `${id}: ${count(working, 'member')} would carry ${show(rounded(each, 1))} MB/s each at peak; ${ASSUMED_CONSUMER_MB_PER_S} MB/s is what one is planned with until it is measured.`,
        evidence: [
          `${show(rounded(mbPerS, 1))} MB/s ÷ ${count(working, 'working member')}; its processing_ms_per_event is not given`,
        ],
        remedy: `Measure what one member carries. At ${ASSUMED_CONSUMER_MB_PER_S} MB/s it takes ${show(Math.ceil(mbPerS / ASSUMED_CONSUMER_MB_PER_S))} of them: more ${service.client === 'connect' ? 'tasks (tasks.max)' : 'instances or threads'}.`,
        guideline: GUIDELINE.formulas,
        confidence: 'low' as const,
      },
    ];
  });
