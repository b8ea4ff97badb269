import { describe, expect, test } from 'vitest';
import { earlierAlert } from '../../../../src/domain/lag/alerts/earlier.ts';
import { measuredOf } from '../../../../src/domain/lag/alerts/measure.ts';
import { alertParameters } from '../../../../src/domain/lag/alerts/parameters.ts';
import { lagCurve } from '../../../../src/domain/lag/curve.ts';
import { lagStory } from '../../../../src/domain/lag/curve-changes.ts';
import { diagnoseLag } from '../../../../src/domain/lag/diagnosis.ts';
import { incidentNote } from '../../../../src/domain/lag/note/incident-note.ts';
import type { LagBackground, TopicSettings } from '../../../../src/domain/lag/observation.ts';
import { bounds, group, look, member } from '../build.ts';
import { bent, NOW_S, readAt, type Scripted, scripted, WINDOW_S } from '../curve-evidence.ts';

/** The note on group `g`, as the tool writes it. */
function noteOn(
  partitions: readonly Scripted[],
  more: {
    background?: Partial<LagBackground> | null;
    options?: Parameters<typeof scripted>[1];
    members?: number;
    toldAtS?: number;
  } = {},
) {
  const { group: seen, index } = scripted(partitions, more.options);
  const members = Array.from({ length: more.members ?? 1 }, (_, number) =>
    member(
      `c${number}`,
      partitions.map((_each, partition) => partition).filter((partition) => partition % (more.members ?? 1) === number),
    ),
  );
  const first = look(
    NOW_S,
    [group({ offsets: seen.offsets, members })],
    partitions.map(({ end }, partition) =>
      bounds(partition, [0, Math.floor(end(WINDOW_S)), Math.floor(end(WINDOW_S))]),
    ),
  );
  const background = more.background === null ? null : { ...index.background, ...more.background };
  const diagnosis = diagnoseLag({ first, second: null, background }, { targetMinutes: 60 });
  const [judged] = diagnosis.groups;
  if (judged === undefined) throw new Error('nobody was judged');
  const curve = background === null ? null : lagCurve(judged.group, index);
  const story = curve === null ? null : lagStory(judged.group, curve, index);
  const alert = earlierAlert(judged, curve, alertParameters(measuredOf(judged, background === null ? null : index)));
  return incidentNote(judged, story, alert, (more.toldAtS ?? NOW_S) * 1_000);
}

/** Four times as much since 15 minutes, read by one consumer at twice the old rate. */
const peak = (partitions: number): Scripted[] =>
  Array.from({ length: partitions }, () => {
    const end = bent(900, 10, 40);
    return { end, committed: readAt(end, 20), commitEvery: 5, yesterday: 12 };
  });

describe('the conversation of a peak', () => {
  const note = noteOn(peak(4), { members: 2 });

  test('says where, since when and why', () => {
    expect(note?.where).toBe('4 of 4 partitions lag, worst t-0 (18000), t-1 (18000), t-2 (18000)');
    expect(note?.since).toMatch(
      /^lag grows since 1970-01-02 03:31:\d\dZ \(15 min ago, give or take 75 s\), from \d+ to 72000, by 80 records\/s$/,
    );
    expect(note?.why).toMatch(
      /^producing rose from 40 to 160 records\/s \(4\.0 times\); consuming went from 40 to 80; at this time yesterday it was 48, now 3\.3 times that$/,
    );
  });

  test('scales members and partitions in lockstep, with the number of each', () => {
    expect(note?.now[0]).toMatch(/keep up: 4 members on 4 partitions.*\b2\b.*within 60 min: 8 members on 8 partitions/);
    expect(note?.thisWeek[0]).toContain('grow in lockstep to 8 partitions and 8 members, 1 partition each');
  });

  test('names the alert that would have told, and when', () => {
    expect(note?.earlierAlert).toMatch(
      /^KafkaConsumerTimeLag \(the oldest unread record of a partition older than 60 s for 5 min\), would have fired at 1970-01-02 03:3\d:\d\dZ, \d+ min ago; alerts_for writes the rules$/,
    );
  });

  test('an alert that is not due yet fires later', () => {
    expect(noteOn(peak(4), { members: 2, toldAtS: NOW_S - WINDOW_S })?.earlierAlert).toMatch(
      /, fires at 1970-01-02 03:3\d:\d\dZ if this goes on; alerts_for writes the rules$/,
    );
  });

  test('says where a topic ends, though it is enough today', () => {
    const enough = noteOn(
      peak(4).map((each) => ({ ...each, committed: readAt(each.end, 35) })),
      { members: 2 },
    );
    expect(enough?.thisWeek[0]).toContain('4 members on 4 partitions is as far as this topic goes');
  });
});

test('a consumer that got slow is told from a peak', () => {
  const slow: Scripted = { end: bent(0, 0, 20), committed: bent(900, 20, 8), commitEvery: 5 };
  expect(noteOn([slow, slow])?.why).toBe('consuming fell from 40 to 16 records/s while 40 records/s are produced');
});

test('one stuck partition among healthy ones has rates of its own', () => {
  const healthy: Scripted = { end: bent(0, 0, 10), committed: bent(0, 0, 10), commitEvery: 5 };
  const stuck: Scripted = { end: bent(0, 0, 10), committed: bent(900, 10, 0), commitEvery: 5 };
  const note = noteOn([healthy, stuck, healthy]);
  expect(note?.where).toMatch(/^1 of 3 partitions lags, worst t-1 \(9000\)/);
  expect(note?.why).toBe(
    'consuming fell from 10 to 0 records/s while 10 records/s are produced (rates of the 1 partition whose lag grows)',
  );
});

test('a partition that began before the others is named', () => {
  const late: Scripted = { end: bent(1_400, 10, 40), committed: readAt(bent(1_400, 10, 40), 20), commitEvery: 5 };
  expect(noteOn([late, ...peak(1)])?.where).toContain('first to grow: t-1');
  expect(noteOn(peak(2))?.where).not.toContain('first to grow');
});

test('what is about to be deleted comes before the cure', () => {
  const settings: TopicSettings = {
    topicId: null,
    retentionMs: 3_600_000,
    retentionBytes: null,
    cleanupPolicy: 'delete',
    timestampType: null,
    minInsyncReplicas: null,
    replicationFactor: null,
    partitions: [],
  };
  const firstUnread = [
    {
      topic: 't',
      partition: 0,
      group: 'g',
      offset: 27_000n,
      method: 'record' as const,
      notBeforeMs: (NOW_S - 3_000) * 1_000,
      notAfterMs: (NOW_S - 3_000) * 1_000,
      batchBytes: null,
      batchRecords: null,
    },
  ];
  const note = noteOn(peak(1), { background: { topics: new Map([['t', settings]]), firstUnread } });
  expect(note?.now[0]).toContain('Keep the records longer first');
  expect(note?.now[1]).toContain('--add-config retention.ms=');
  expect(note?.thisWeek.join(' ')).toContain('longest outage');
});

test('without a history it says so, and tells no times', () => {
  const gone: Scripted = { end: bent(0, 0, 10), committed: () => 100, commitEvery: null };
  const { group: seen } = scripted([gone]);
  const first = look(
    NOW_S,
    [group({ offsets: seen.offsets, members: [], state: 'Empty' })],
    [bounds(0, [0, 18_000, 18_000])],
  );
  const [judged] = diagnoseLag({ first, second: null, background: null }, { targetMinutes: 60 }).groups;
  if (judged === undefined) throw new Error('nobody was judged');
  const alert = earlierAlert(judged, null, alertParameters(measuredOf(judged, null)));
  const note = incidentNote(judged, null, alert, NOW_S * 1_000);
  expect(note?.since).toBe('unknown: no commit history says so');
  expect(note?.why).toContain('no members');
  expect(note?.earlierAlert).toBe(
    'KafkaConsumerGroupEmpty (no members while records wait, for 10 min); alerts_for writes the rules',
  );
});

test.each([
  ['keeps up', [{ end: bent(0, 0, 10), committed: bent(0, 0, 10), commitEvery: 5 }]],
  ['has nothing to read', [{ end: () => 100, committed: () => 100, commitEvery: 5 }]],
] as const)('no note on a group that %s', (_, partitions) => expect(noteOn(partitions)).toBeNull());
