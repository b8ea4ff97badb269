import { describe, expect, it } from 'vitest';
import type { ScenarioInput } from '../../../src/simulator/scenario/schema.ts';
import { clusterOf, ZERO_MS } from '../build.ts';

type Group = NonNullable<ScenarioInput['groups']>[number];

function groupOf(more: Partial<Group> = {}) {
  const cluster = clusterOf({
    topics: [{ name: 't', partitions: 4, rates: [{ from_s: -60, per_s: 40 }] }],
    groups: [{ name: 'g', topics: ['t'], members: [{ client_id: 'c', host: '10.0.0.7', per_s: 100 }], ...more }],
  });
  return { cluster, group: cluster.groupOrNew('g') };
}

const where = (partition: number) => ({ topic: 't', partition });
const commit = (offset: bigint) => ({ offset, leaderEpoch: 3, metadata: 'by hand', atMs: ZERO_MS });

describe('a group of the scenario', () => {
  it.each<[string, Partial<Group>, string]>([
    ['with members is stable', {}, 'Stable'],
    ['without is empty', { members: [] }, 'Empty'],
    ['whose members left is empty', { members: [{ client_id: 'c', per_s: 1, until_s: -1 }] }, 'Empty'],
    [
      'of the 4.x protocol, a member of which is behind, reconciles',
      { type: 'consumer', members: [{ client_id: 'c', per_s: 1, behind: true }] },
      'Reconciling',
    ],
  ])('%s', (_, more, state) => {
    expect(groupOf(more).group.state(ZERO_MS)).toBe(state);
  });

  it('has the members that it says, with addresses as brokers write them', () => {
    const { group } = groupOf();
    expect(group.members(ZERO_MS)).toMatchObject([
      { clientId: 'c', clientHost: '/10.0.0.7', epoch: 1, assignment: [0, 1, 2, 3].map(where) },
    ]);
    expect([group.type, group.protocolType(), group.assignor(), group.subscribed()]).toEqual([
      ...['classic', 'consumer', 'range'],
      ['t'],
    ]);
  });

  it('has a member that is behind hold what it must give up', () => {
    const { group } = groupOf({ type: 'consumer', members: [{ client_id: 'c', per_s: 1, behind: true }] });
    const [member] = group.members(ZERO_MS);
    expect(member?.epoch).toBe(group.generation(ZERO_MS) - 1);
    expect(member?.assignment).toHaveLength(4);
    expect(member?.target).toHaveLength(2);
  });
});

describe('a real client', () => {
  it('that joins ends what the script says about members', () => {
    const { group } = groupOf();
    group.clientJoins();
    expect([group.isLive, group.members(ZERO_MS), group.state(ZERO_MS), group.generation(ZERO_MS)]).toEqual([
      ...[true, [], 'Empty'],
      0,
    ]);
  });

  it('that commits ends the script for that partition, and no other', () => {
    const { cluster, group } = groupOf();
    group.commit(where(1), commit(5n));
    cluster.clock.advance(3_600_000);
    expect(group.committed(where(1), cluster.now())).toMatchObject(commit(5n));
    expect(group.committed(where(0), cluster.now())?.offset).toBeGreaterThan(30_000n);
    const all = group.allCommitted(cluster.now());
    expect(all.map(({ partition }) => partition).sort()).toEqual([0, 1, 2, 3]);
    expect(all.find(({ partition }) => partition === 1)?.offset).toBe(5n);
  });

  it('makes a group that the scenario does not have', () => {
    const { cluster } = groupOf();
    const made = cluster.groupOrNew('new');
    made.commit({ topic: 'elsewhere', partition: 9 }, commit(1n));
    expect(cluster.groupOrNew('new')).toBe(made);
    expect([made.type, made.isLive, made.state(ZERO_MS), made.protocolType()]).toEqual(['classic', true, 'Empty', '']);
    expect(made.allCommitted(ZERO_MS)).toMatchObject([{ topic: 'elsewhere', partition: 9, offset: 1n }]);
    expect(made.committed(where(0), ZERO_MS)).toBeNull();
  });
});
