import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClassicMembership, type JoinRequest } from '../../../src/simulator/state/classic-membership.ts';

const SESSION_MS = 10_000;
const REBALANCE_MS = 60_000;

const request = (memberId: string, more: Partial<JoinRequest> = {}): JoinRequest => ({
  memberId,
  instanceId: null,
  clientId: 'client',
  clientHost: '/127.0.0.1',
  protocolType: 'consumer',
  protocols: [{ name: 'range', metadata: Buffer.from(`wants ${memberId}`) }],
  sessionTimeoutMs: SESSION_MS,
  rebalanceTimeoutMs: REBALANCE_MS,
  ...more,
});

let changes = 0;
let group = new ClassicMembership(() => {});
beforeEach(() => {
  vi.useFakeTimers();
  changes = 0;
  group = new ClassicMembership(() => {
    changes += 1;
  });
});
afterEach(() => {
  group.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** What a promise came to by now; `waits` while it is open. */
async function now<T>(promise: Promise<T>): Promise<T | 'waits'> {
  await vi.advanceTimersByTimeAsync(0);
  return Promise.race([promise, Promise.resolve('waits' as const)]);
}

/** Members who joined and got `part of NAME` each, in the first generation. */
async function stable(...names: readonly string[]): Promise<void> {
  const joins = names.map((name) => group.join(request(name)));
  if (names.length > 1) await rejoin(...names.slice(0, 1));
  await Promise.all(joins);
  await share(...names);
}

/** Everybody who joins again after another one came. */
const rejoin = (...names: readonly string[]) => Promise.all(names.map((name) => group.join(request(name))));

async function share(...names: readonly string[]): Promise<void> {
  const assignments = names.map((memberId) => ({ memberId, assignment: Buffer.from(`part of ${memberId}`) }));
  await Promise.all(names.map((name) => group.sync(name, group.generation, name === names[0] ? assignments : [])));
}

const alive = (...names: readonly string[]) => names.map((name) => group.heartbeat(name, group.generation));

describe('the first member', () => {
  it('joins at once, leads, and learns who is there', async () => {
    expect(await now(group.join(request('a')))).toEqual({
      error: 'NONE',
      generation: 1,
      protocolType: 'consumer',
      protocol: 'range',
      leader: 'a',
      memberId: 'a',
      members: [{ memberId: 'a', instanceId: null, metadata: Buffer.from('wants a') }],
    });
    expect(group.state).toBe('CompletingRebalance');
  });

  it('makes the group stable by what it hands out', async () => {
    await stable('a');
    expect([group.state, changes]).toEqual(['Stable', 1]);
    expect(group.list()).toMatchObject([{ memberId: 'a', assignment: Buffer.from('part of a') }]);
    expect(alive('a')).toEqual(['NONE']);
  });

  it('is gone when it leaves, and the group is empty in a new generation', async () => {
    await stable('a');
    expect(group.leave('a', null)).toBe('NONE');
    expect([group.state, group.generation, group.list(), changes]).toEqual(['Empty', 2, [], 2]);
    expect(group.leave('a', null)).toBe('UNKNOWN_MEMBER_ID');
  });
});

describe('a second member', () => {
  it('waits until the first has joined again; both share one generation and the same leader', async () => {
    await stable('a');
    const second = group.join(request('b'));
    expect(await now(second)).toBe('waits');
    expect([group.state, alive('a')]).toEqual(['PreparingRebalance', ['REBALANCE_IN_PROGRESS']]);
    const [first] = await rejoin('a');
    expect(await second).toMatchObject({ error: 'NONE', generation: 2, leader: 'a', members: [] });
    expect(first).toMatchObject({ generation: 2, leader: 'a' });
    expect(first?.members.map(({ memberId }) => memberId)).toEqual(['a', 'b']);
  });

  it('waits for the leader to hand out, and gets its part', async () => {
    await stable('a');
    const second = group.join(request('b'));
    await rejoin('a');
    await second;
    const synced = group.sync('b', 2, []);
    expect(await now(synced)).toBe('waits');
    await group.sync('a', 2, [{ memberId: 'b', assignment: Buffer.from('half') }]);
    expect(await synced).toMatchObject({ error: 'NONE', assignment: Buffer.from('half') });
  });

  it('that leaves makes the other join again', async () => {
    await stable('a', 'b');
    group.leave('b', null);
    expect(alive('a')).toEqual(['REBALANCE_IN_PROGRESS']);
    expect((await rejoin('a'))[0]).toMatchObject({ generation: group.generation, leader: 'a' });
  });

  it.each<[string, Partial<JoinRequest>]>([
    ['of another protocol type', { protocolType: 'connect' }],
    ['with no assignor in common', { protocols: [{ name: 'sticky', metadata: Buffer.alloc(0) }] }],
  ])('%s is refused, and the first does not notice', async (_, more) => {
    await stable('a');
    expect(await now(group.join(request('b', more)))).toMatchObject({
      error: 'INCONSISTENT_GROUP_PROTOCOL',
      generation: -1,
    });
    expect([group.state, alive('a')]).toEqual(['Stable', ['NONE']]);
  });

  it('settles on the assignor that both have', async () => {
    const both = [
      { name: 'sticky', metadata: Buffer.from('s') },
      { name: 'range', metadata: Buffer.from('r') },
    ];
    const first = group.join(request('a', { protocols: both }));
    await first;
    const second = group.join(request('b'));
    await group.join(request('a', { protocols: both }));
    expect(await second).toMatchObject({ protocol: 'range' });
    expect(group.list().map(({ metadata }) => metadata.toString())).toEqual(['r', 'wants b']);
  });
});

describe('silence', () => {
  it('of a session removes the member; a heartbeat keeps it', async () => {
    await stable('a', 'b');
    await vi.advanceTimersByTimeAsync(SESSION_MS - 1);
    expect(alive('a')).toEqual(['NONE']);
    await vi.advanceTimersByTimeAsync(1);
    expect(group.list().map(({ memberId }) => memberId)).toEqual(['a']);
    expect(alive('a')).toEqual(['REBALANCE_IN_PROGRESS']);
  });

  it('of the only member empties the group', async () => {
    await stable('a');
    await vi.advanceTimersByTimeAsync(SESSION_MS);
    expect([group.state, changes]).toEqual(['Empty', 2]);
  });

  it('of the leader before it handed out sends the others back', async () => {
    const joins = [group.join(request('a')), group.join(request('b'))];
    await rejoin('a');
    await Promise.all(joins);
    const synced = group.sync('b', group.generation, []);
    await vi.advanceTimersByTimeAsync(SESSION_MS - 1);
    alive('b');
    await vi.advanceTimersByTimeAsync(1);
    expect(await synced).toMatchObject({ error: 'REBALANCE_IN_PROGRESS' });
    expect((await rejoin('b'))[0]).toMatchObject({ leader: 'b' });
  });

  it('during a rebalance: who has not joined again in time is out, and the rest goes on', async () => {
    await stable('a', 'b');
    const again = group.join(request('a'));
    for (let waited = 0; waited < REBALANCE_MS; waited += 5_000) {
      expect(await now(again)).toBe('waits');
      group.heartbeat('b', group.generation);
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(await again).toMatchObject({ error: 'NONE', leader: 'a' });
    expect(group.list().map(({ memberId }) => memberId)).toEqual(['a']);
  });

  it('of all during a rebalance leaves an empty group', async () => {
    await stable('a', 'b', 'c');
    group.leave('c', null);
    for (let waited = 0; waited < REBALANCE_MS; waited += 5_000) {
      expect(alive('a', 'b')).toEqual(['REBALANCE_IN_PROGRESS', 'REBALANCE_IN_PROGRESS']);
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect([group.list(), group.state]).toEqual([[], 'Empty']);
  });
});

describe('a static member', () => {
  const fixed = (memberId: string) => request(memberId, { instanceId: 'i-1' });

  it('that comes back under a new id takes the place of the old', async () => {
    await group.join(fixed('a-1'));
    await share('a-1');
    expect(await now(group.join(fixed('a-2')))).toMatchObject({ error: 'NONE', memberId: 'a-2' });
    expect(group.list()).toMatchObject([{ memberId: 'a-2', instanceId: 'i-1' }]);
    expect(group.heartbeat('a-1', group.generation)).toBe('UNKNOWN_MEMBER_ID');
  });

  it('leaves by its instance id', async () => {
    await group.join(fixed('a-1'));
    expect(group.leave('', 'other')).toBe('UNKNOWN_MEMBER_ID');
    expect(group.leave('', 'i-1')).toBe('NONE');
    expect(group.state).toBe('Empty');
  });

  it('that is replaced while it waits is told so', async () => {
    await stable('a');
    const old = group.join(fixed('b-1'));
    const renewed = group.join(fixed('b-2'));
    expect(await now(old)).toMatchObject({ error: 'UNKNOWN_MEMBER_ID' });
    await rejoin('a');
    expect(await renewed).toMatchObject({ error: 'NONE', memberId: 'b-2' });
  });
});

describe('who is not what it says', () => {
  it.each<[string, number, string]>([
    ['nobody', 0, 'UNKNOWN_MEMBER_ID'],
    ['a', -1, 'ILLEGAL_GENERATION'],
    ['a', 1, 'ILLEGAL_GENERATION'],
  ])('%s, in a generation %d off, is refused', async (memberId, off, error) => {
    await stable('a');
    const generation = group.generation + off;
    expect(group.heartbeat(memberId, generation)).toBe(error);
    expect(await now(group.sync(memberId, generation, []))).toMatchObject({ error });
    if (generation >= 0) expect(group.mayCommit(memberId, generation)).toBe(error);
  });
});

describe('a commit', () => {
  it('from outside counts while nobody is in', async () => {
    expect(group.mayCommit('', -1)).toBe('NONE');
    await stable('a');
    expect(group.mayCommit('', -1)).toBe('UNKNOWN_MEMBER_ID');
    expect(group.mayCommit('a', group.generation)).toBe('NONE');
    group.leave('a', null);
    expect(group.mayCommit('', -1)).toBe('NONE');
  });
});

describe('every wait ends', () => {
  it('for a member that leaves while it waits', async () => {
    await stable('a');
    const joining = group.join(request('b'));
    group.leave('b', null);
    expect(await now(joining)).toMatchObject({ error: 'UNKNOWN_MEMBER_ID' });
  });

  it('for one that joins twice: only the last counts', async () => {
    await stable('a');
    const earlier = group.join(request('b'));
    const later = group.join(request('b'));
    expect(await now(earlier)).not.toBe('waits');
    await rejoin('a');
    expect(await later).toMatchObject({ error: 'NONE' });
  });

  it('when the group closes', async () => {
    await stable('a', 'b');
    const joining = group.join(request('c'));
    const other = new ClassicMembership(() => {});
    const joins = [other.join(request('a')), other.join(request('b'))];
    await other.join(request('a'));
    await Promise.all(joins);
    const syncing = other.sync('b', other.generation, []);
    group.close();
    other.close();
    expect(await now(joining)).toMatchObject({ error: 'UNKNOWN_MEMBER_ID' });
    expect(await now(syncing)).toMatchObject({ error: 'UNKNOWN_MEMBER_ID' });
  });
});
