import { AssignerProtocol } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import {
  readAssignment,
  readSubscription,
  writeAssignment,
  writeSubscription,
} from '../../../src/kafka/protocol/consumer-protocol.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

const owned = [
  { topic: 'a', partition: 0 },
  { topic: 'a', partition: 2 },
  { topic: 'b', partition: 1 },
];

describe('a subscription', () => {
  const subscription = {
    topics: ['a', 'b'],
    userData: Buffer.of(1, 2),
    ownedPartitions: owned,
    generationId: 5,
    rackId: 'az1',
  };

  it.each([
    [0, { ownedPartitions: [], generationId: null, rackId: null }],
    [1, { generationId: null, rackId: null }],
    [2, { rackId: null }],
    [3, {}],
  ])('of v%i reads as far as the version goes', (version, lost) => {
    const bytes = writeSubscription(subscription, version);
    expect(bytes.readInt16BE(0)).toBe(version);
    expect(readSubscription(bytes)).toStrictEqual({ ...subscription, ...lost });
  });

  it('needs no more than topics', () => {
    const bytes = writeSubscription({ topics: ['a'] });
    expect(bytes.toString('hex')).toBe('0003 00000001 000161 ffffffff 00000000 ffffffff ffff'.replaceAll(' ', ''));
    expect(readSubscription(bytes)).toStrictEqual({
      topics: ['a'],
      userData: null,
      ownedPartitions: [],
      generationId: null,
      rackId: null,
    });
  });

  it('of a later version is read as the newest that is known', () => {
    const bytes = Buffer.concat([writeSubscription(subscription), Buffer.from('what came later')]);
    bytes.writeInt16BE(9, 0);
    expect(readSubscription(bytes)).toStrictEqual(subscription);
  });

  it('of kafkajs is read', () => {
    const userData = Buffer.from('x');
    const bytes = AssignerProtocol.MemberMetadata.encode({ version: 1, topics: ['a', 'größe'], userData });
    // kafkajs says v1 and leaves the owned partitions out.
    expect(readSubscription(bytes)).toBeNull();
    const v0 = AssignerProtocol.MemberMetadata.encode({ version: 0, topics: ['a', 'größe'], userData });
    expect(readSubscription(v0)).toMatchObject({ topics: ['a', 'größe'], userData });
  });

  it.each([
    ['nothing', ''],
    ['a version only', '0000'],
    ['a negative version', 'ffff 00000000 ffffffff'],
    ['more topics than can be', '0000 7fffffff ffffffff'],
    ['another protocol', '7b22 7665 7273 696f 6e22 3a31 7d'],
  ])('is not read from %s', (_, bytes) => {
    expect(readSubscription(hex(bytes))).toBeNull();
  });
});

describe('an assignment', () => {
  it.each([0, 1, 2, 3])('of v%i reads as it was written', (version) => {
    const bytes = writeAssignment(owned, version);
    expect(bytes.readInt16BE(0)).toBe(version);
    expect(readAssignment(bytes)).toStrictEqual(owned);
    expect(AssignerProtocol.MemberAssignment.decode(bytes)).toMatchObject({
      version,
      assignment: { a: [0, 2], b: [1] },
    });
  });

  it('of kafkajs is read', () => {
    const bytes = AssignerProtocol.MemberAssignment.encode({
      version: 0,
      assignment: { a: [0, 2], b: [1] },
      userData: Buffer.from('x'),
    });
    expect(readAssignment(bytes)).toStrictEqual(owned);
  });

  it.each([
    ['none', '', []],
    ['one without user data', '0001 00000001 000161 00000001 00000007', [{ topic: 'a', partition: 7 }]],
    ['a version only', '0000', null],
    ['more topics than can be', '0000 7fffffff ffffffff', null],
    ['another protocol', '7b22 7665 7273 696f 6e22 3a31 7d', null],
  ])('from %s', (_, bytes, expected) => {
    expect(readAssignment(hex(bytes))).toStrictEqual(expected);
  });
});
