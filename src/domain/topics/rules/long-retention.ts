import { atLeast } from '../../configs/release.ts';
import { diskGb } from '../../formulas/disk.ts';
import { show } from '../../words.ts';
import { diskSeverity } from '../cluster-load.ts';
import { givenMbPerS, likelyMbPerS } from '../disk.ts';
import type { DesignRule } from '../rule.ts';
import type { Topic } from '../topic.ts';
import { DAY_MS, GUIDELINE, lasting, listed } from '../words.ts';

/** Above about two weeks an object store is cheaper than disks of brokers. Source: rule of thumb, 7–14 d. */
const LONG_MS = 14 * DAY_MS;
/** Below this nobody notices the disk. */
const LARGE_GB = 100;
const YEAR_DAYS = 365;

/** History that is kept long, or for ever, on the disks of brokers. */
export const longRetention: DesignRule = ({ topics, premises: { release, replicationFactor, brokers } }) =>
  topics.flatMap((topic) => {
    const { name, events, retention, sizing } = topic;
    const { retentionMs, policy } = retention;
    if (policy !== 'delete' || (retentionMs !== null && retentionMs <= LONG_MS)) return [];
    const diskOf = (mbPerS: number) =>
      diskGb({ mbPerS, retentionDays: retentionMs === null ? YEAR_DAYS : retentionMs / DAY_MS, replicationFactor });
    const disk = diskOf(sizing.flow?.averageMbPerS ?? 0);
    if (retentionMs !== null && disk.value < LARGE_GB) return [];
    const size =
      sizing.flow === null
        ? 'at a rate that is not known'
        : `${show(disk.value)} GB${retentionMs === null ? ' a year' : ''}`;
    return [
      {
        rule: 'DESIGN-LONG-RETENTION',
        severity:
          brokers === null
            ? ('low' as const)
            : (diskSeverity(diskOf(givenMbPerS(events)).value, brokers) ??
              (diskSeverity(diskOf(likelyMbPerS(events)).value, brokers) === null
                ? ('low' as const)
                : ('medium' as const))),
        says: `${name} keeps its history ${retentionMs === null ? 'for ever' : lasting(retentionMs)}, ${size}, on the disks of the brokers.`,
        evidence: [
          sizing.flow === null ? 'peak_per_s not given' : `${disk.formula} = ${show(disk.value)} GB with replicas`,
          ...replayers(topic),
        ],
        remedy: `${
          atLeast(release, '3.9')
            ? 'Tiered storage (production-ready since 3.9): remote.storage.enable=true and local.retention.ms of a day; you bring the storage plug-in, and brokers need remote.log.storage.system.enable=true'
            : 'Tiered storage is production-ready from 3.9: upgrade first, or archive to an object store by a sink connector'
        }. If new readers need only the latest values, add a compacted state topic for them and keep 7 d here.`,
        guideline: GUIDELINE.tiered,
        confidence: 'medium' as const,
      },
    ];
  });

const replayers = ({ events }: Topic): string[] => {
  const replayed = events.filter(({ replay }) => replay).map(({ name }) => name);
  return replayed.length === 0 ? [] : [`replay asked for: ${listed(replayed)}`];
};
