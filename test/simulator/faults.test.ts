import { describe, expect, it } from 'vitest';
import { errorAt, errorCode, type Fault, Faults, faultOf } from '../../src/simulator/faults.ts';

const drop: Fault = { action: { kind: 'drop' } };
const planted = (...all: readonly Fault[]) => {
  const faults = new Faults();
  for (const fault of all) faults.add(fault);
  return faults;
};

describe('a fault strikes', () => {
  it.each<[string, Fault, number, string, boolean]>([
    ['every broker and API when it names none', drop, 2, 'Fetch', true],
    ['its broker', { ...drop, broker: 2 }, 2, 'Fetch', true],
    ['no other broker', { ...drop, broker: 2 }, 1, 'Fetch', false],
    ['its API', { ...drop, api: 'Fetch' }, 1, 'Fetch', true],
    ['no other API', { ...drop, api: 'Fetch' }, 1, 'ListOffsets', false],
    ['no request when it refuses connections', { action: { kind: 'refuse' } }, 1, 'Fetch', false],
  ])('%s', (_, fault, broker, api, expected) => {
    expect(planted(fault).strike(broker, api)).toEqual(expected ? [fault] : []);
  });

  it('as often as it says; what it does not concern costs nothing', () => {
    const faults = planted({ ...drop, api: 'Fetch', times: 2 });
    const strikes = ['Fetch', 'Metadata', 'Fetch', 'Fetch'].map((api) => faults.strike(1, api).length);
    expect(strikes).toEqual([1, 0, 1, 0]);
  });

  it('for ever, without a number', () => {
    const faults = planted(drop);
    for (let request = 0; request < 1_000; request += 1) expect(faults.strike(1, 'Fetch')).toEqual([drop]);
  });

  it('together with others, in the order in which they were planted', () => {
    const slow: Fault = { action: { kind: 'slow', ms: 5 } };
    expect(planted(slow, drop).strike(1, 'Fetch')).toEqual([slow, drop]);
  });

  it('until it is taken away, or all are', () => {
    const faults = planted();
    const remove = faults.add(drop);
    faults.add({ ...drop, broker: 1 });
    remove();
    expect(faults.strike(1, 'Fetch')).toEqual([{ ...drop, broker: 1 }]);
    faults.clear();
    expect(faults.strike(1, 'Fetch')).toEqual([]);
  });
});

it.each<[string, Fault, boolean]>([
  ['one that refuses there', { broker: 2, action: { kind: 'refuse' } }, true],
  ['one that refuses everywhere', { action: { kind: 'refuse' } }, true],
  ['one that refuses elsewhere', { broker: 1, action: { kind: 'refuse' } }, false],
  ['one that does something else', { broker: 2, action: { kind: 'hang' } }, false],
])('connections to broker 2 with %s: refused %s', (_, fault, refused) => {
  expect(planted(fault).refuses(2)).toBe(refused);
});

describe('an error code lands', () => {
  const place = { topic: 't', partition: 1, group: 'g' };
  const error = (more: Partial<Fault>): Fault => ({ ...more, action: { kind: 'error', code: 3 } });

  it.each<[string, Partial<Fault>, Partial<typeof place>, number]>([
    ['on everything when it names nothing', {}, place, 3],
    ['on the whole answer when it names nothing', {}, {}, 3],
    ['on every partition of its topic', { topic: 't' }, place, 3],
    ['not on the whole answer when it names a topic', { topic: 't' }, {}, 0],
    ['not on another topic', { topic: 'u' }, place, 0],
    ['on its partition', { topic: 't', partition: 1 }, place, 3],
    ['not on another partition', { topic: 't', partition: 2 }, place, 0],
    ['on its group', { group: 'g' }, { group: 'g' }, 3],
    ['not on another group', { group: 'h' }, { group: 'g' }, 0],
    ['on a partition of one group only', { group: 'g', topic: 't' }, place, 3],
    ['not on that partition of another group', { group: 'h', topic: 't' }, place, 0],
  ])('%s', (_, where, at, expected) => {
    expect(errorAt([error(where)], at)).toBe(expected);
  });

  it('first come, first served, and other faults do not count', () => {
    expect(errorAt([drop, error({}), { action: { kind: 'error', code: 9 } }], place)).toBe(3);
    expect(errorAt([drop], place)).toBe(0);
  });
});

it.each([
  ['NOT_LEADER_OR_FOLLOWER', 6],
  ['NONE', 0],
  ['UNKNOWN_SERVER_ERROR', -1],
])('%s is %d', (name, code) => {
  expect(errorCode(name)).toBe(code);
});

it('an error that Kafka does not have is refused by name', () => {
  expect(() => errorCode('NO_SUCH_ERROR')).toThrow(new RangeError('Kafka has no error NO_SUCH_ERROR'));
  expect(() => faultOf({ action: { kind: 'error', error: 'NO_SUCH_ERROR' } })).toThrow(RangeError);
});

it.each([
  [
    { api: 'Fetch', topic: 't', action: { kind: 'error', error: 'OFFSET_OUT_OF_RANGE' } } as const,
    { api: 'Fetch', topic: 't', action: { kind: 'error', code: 1 } },
  ],
  [
    { broker: 1, times: 3, action: { kind: 'slow', ms: 9 } } as const,
    { broker: 1, times: 3, action: { kind: 'slow', ms: 9 } },
  ],
])('a fault of a scenario: %o', (written, expected) => {
  expect(faultOf(written)).toEqual(expected);
});
