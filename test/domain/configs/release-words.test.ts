import { expect, it } from 'vitest';
import { whichReleases } from '../../../src/domain/configs/release-words.ts';

const ALL = ['3.8', '3.9', '4.0', '4.1'];

it.each([
  [['4.0', '4.1'], '4.0 and later have it; 3.9 does not'],
  [['4.1'], '4.1 has it; 4.0 does not'],
  [['3.8', '3.9'], '3.8 to 3.9 have it; 4.0 and later do not'],
  [['3.8', '3.9', '4.0'], '3.8 to 4.0 have it; 4.1 does not'],
  [['3.9'], 'only 3.9 has it; 4.0 and later do not'],
  [['3.8', '4.0'], '3.8, 4.0 have it'],
  [ALL, 'every release has it'],
  [[], 'no release has it'],
])('%s: %s', (having, words) => {
  expect(whichReleases(having, ALL)).toBe(words);
});
