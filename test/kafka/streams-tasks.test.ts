import { describe, expect, test } from 'vitest';
import { scenario } from '../simulator/build.ts';
import { lookout } from './look.ts';

const streams = (committed?: Record<string, number[]>) =>
  scenario({
    topics: [
      { name: 'clicks', partitions: 4, rates: [{ from_s: -600, per_s: 40 }] },
      { name: 'users', partitions: 2, rates: [{ from_s: -600, per_s: 2 }] },
    ],
    groups: [
      {
        name: 'enrich',
        type: 'streams',
        topics: ['clicks', 'users'],
        ...(committed === undefined ? {} : { committed }),
        members: [{ client_id: 'enrich-{n}', count: 2, host: '10.0.0.7', instance_id: 'pod-{n}', per_s: 10 }],
      },
    ],
  });

describe('a streams group', () => {
  test('has its state, epochs, members and the partitions that their tasks read', async () => {
    const { look } = await lookout(streams());
    const { groups, partitions, gaps } = await look('enrich');
    expect(gaps).toEqual([]);
    expect(groups).toMatchObject([{ type: 'streams', state: 'Stable', groupEpoch: 1, assignmentEpoch: 1 }]);
    const members = groups[0]?.members ?? [];
    expect(members.map(({ clientId, host, instanceId, epoch }) => ({ clientId, host, instanceId, epoch }))).toEqual([
      { clientId: 'enrich-1', host: '10.0.0.7', instanceId: 'pod-1', epoch: 1 },
      { clientId: 'enrich-2', host: '10.0.0.7', instanceId: 'pod-2', epoch: 1 },
    ]);
    expect(members.map(({ subscribed }) => subscribed)).toEqual([
      ['clicks', 'users'],
      ['clicks', 'users'],
    ]);
    const owned = members
      .flatMap(({ assignment }) => assignment ?? [])
      .map((each) => `${each.topic}-${each.partition}`);
    const all = ['clicks-0', 'clicks-1', 'clicks-2', 'clicks-3', 'users-0', 'users-1'];
    // users has two partitions: the tasks 2 and 3 read clicks alone.
    expect([...new Set(owned)].sort()).toEqual(all);
    expect(partitions.map((each) => `${each.topic}-${each.partition}`).sort()).toEqual(all);
    expect(members.map(({ target }) => target)).toEqual(members.map(({ assignment }) => assignment));
  });

  test('what it has committed on a topic that is gone stays', async () => {
    const { look } = await lookout(streams({ clicks: [1, 1, 1, 1], gone: [5] }));
    const { partitions } = await look('enrich');
    expect(partitions.filter(({ missing }) => missing !== null)).toMatchObject([
      { topic: 'gone', partition: 0, missing: 'UNKNOWN_TOPIC_OR_PARTITION' },
    ]);
  });

  test('where the broker can not describe it: a gap', async () => {
    const { cluster, look } = await lookout(streams());
    cluster.fault({ api: 'StreamsGroupDescribe', action: { kind: 'error', code: 69 } });
    const { groups, gaps } = await look('enrich');
    expect(groups).toMatchObject([{ type: 'streams', members: null }]);
    expect(groups[0]?.offsets?.length).toBeGreaterThan(0);
    expect(gaps).toMatchObject([
      { what: 'members of group enrich', why: expect.stringContaining('GROUP_ID_NOT_FOUND') },
    ]);
  });
});
