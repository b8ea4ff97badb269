import { expect, it } from 'vitest';
import { profileOf } from '../../../src/domain/schemas/profile.ts';

it.each([
  ['Confluent', '7.4.0', 'confluent'],
  ['Confluent', '8.3.1-simulated', 'confluent'],
  ['Confluent', '8.4.0', 'confluent-next'],
  ['Confluent', '10.0.0-ccs', 'confluent-next'],
  ['Confluent', null, 'confluent'],
  ['Confluent', 'master', 'confluent'],
  ['Apicurio', '9.0.0', 'confluent'],
] as const)('%s %s is judged by the rules of %s', (name, release, profile) => {
  expect(profileOf({ name, release })).toBe(profile);
});

it('a registry that does not tell is judged by the rules of most', () => {
  expect(profileOf(null)).toBe('confluent');
});
