import type { CheckedSetting } from '../advice/setting.ts';
import { atLeast } from '../configs/release.ts';
import { count } from '../words.ts';
import { stateRecords } from './disk.ts';
import type { Group } from './groups.ts';
import type { Premises } from './premises.ts';
import { flowOf } from './sizing.ts';
import type { Topic } from './topic.ts';

/**
 * The plan of a group multiplies its peak by one retention. Here each topic has its own mean and its own retention, and state is
 * compacted: what a group without a commit reads again is counted from those.
 */
export function withStart(setting: CheckedSetting, group: Group, { release }: Premises): CheckedSetting {
  const starts =
    (setting.name === 'auto.offset.reset' && setting.value === 'earliest') ||
    (setting.name === 'fromBeginning' && setting.value === 'true');
  if (!starts) return setting;
  const period =
    group.service.client === 'java' && atLeast(release, '4.0') ? '; by_duration:PT24H would go back one day' : '';
  return {
    ...setting,
    why: `without a valid commit it reads again what is kept${again(group)}; latest would skip what arrived meanwhile${period}`,
  };
}

function again({ service, topics }: Group): string {
  const kept = topics.map((topic) => keptFor(service.id, topic));
  if (kept.includes('all')) return ', all that was ever written';
  const known = kept.flatMap((one) => (typeof one === 'number' ? [one] : []));
  if (known.length < topics.length) return '';
  const wanted = topics.flatMap(({ events }) => events.filter(({ consumers }) => consumers.includes(service.id)));
  const isMean = wanted.every(({ peakPerS, averagePerS }) => averagePerS !== peakPerS);
  return `, ${isMean ? 'about' : 'up to'} ${count(Math.round(known.reduce((sum, one) => sum + one, 0)), 'message')}`;
}

/** Records of a topic that a service wants; null: no rate, or no number of keys, is known. */
function keptFor(service: string, { events, kind, partitions, retention }: Topic): number | 'all' | null {
  const wanted = events.filter(({ consumers }) => consumers.includes(service));
  const flow = flowOf(wanted);
  const { retentionMs, segmentMs, compaction } = retention;
  if (kind !== 'state') {
    if (retentionMs === null) return 'all';
    return flow === null ? null : (flow.averageMessagesPerS * retentionMs) / 1_000;
  }
  const [state] = wanted;
  if (state === undefined || flow === null || segmentMs === null || compaction === null) return null;
  const { maxLagMs } = compaction;
  const records = stateRecords(state, flow.averageMessagesPerS, { segmentMs, maxLagMs, partitions });
  return records === null ? null : records.values + records.dirty + records.open;
}
