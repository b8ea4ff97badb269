import { expect, test } from 'vitest';
import { deleteOffsets, describeGroup, planReset, readRecords } from '../../../src/domain/lag/commands.ts';
import { NAME_END, NAME_START } from '../../../src/domain/named.ts';

test('names that a shell takes as they are', () => {
  expect(describeGroup('orders-1.v2')).toBe(
    'kafka-consumer-groups.sh --bootstrap-server B --group orders-1.v2 --describe',
  );
  expect(readRecords({ topic: 'orders', partition: 3 }, 12n, 1)).toContain('--topic orders --partition 3 --offset 12 ');
  expect(planReset('g', { topic: 'orders', partition: 3 }, '--to-earliest')).toContain(
    '--topic orders:3 --to-earliest --dry-run',
  );
});

test.each<[string, string]>([
  ['two words', "'two words'"],
  ['$(reboot)', "'$(reboot)'"],
  ["it's", "'it'\\''s'"],
  ['a*', "'a*'"],
  ['a; rm -rf /', "'a; rm -rf /'"],
])('%j is quoted and marked as a name', (name, quoted) => {
  expect(deleteOffsets(name, 't')).toBe(
    `kafka-consumer-groups.sh --bootstrap-server B --group ${NAME_START}${quoted}${NAME_END} --delete-offsets --topic t`,
  );
});
