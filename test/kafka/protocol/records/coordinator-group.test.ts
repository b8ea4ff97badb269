import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  encodeCoordinatorRecord,
  groupOfCoordinatorKey,
} from '../../../../src/kafka/protocol/records/coordinator/codec.ts';
import { kindsAndVersions, recordsOf } from '../../../support/coordinator-records.ts';

const SEED = 20261127;

it.each(kindsAndVersions.map(({ kind, version }) => [kind.type, version, kind] as const))(
  'the key of %s v%i tells its group',
  (_type, version, kind) => {
    fc.assert(
      fc.property(recordsOf(kind, version), (record) => {
        const { group } = { group: 'groupId' in record.key ? record.key.groupId : record.key.group };
        expect(groupOfCoordinatorKey(encodeCoordinatorRecord(record).key)).toBe(group);
      }),
      { seed: SEED, numRuns: 20 },
    );
  },
);

it.each([
  ['nothing', ''],
  ['a number alone', '0001'],
  ['a length and no text', '00010005'],
  ['less text than said', '000100056162'],
  ['a negative length', '0001ffff'],
])('%s is no key', (_what, hex) => {
  expect(groupOfCoordinatorKey(Buffer.from(hex, 'hex'))).toBeNull();
});
