import { expect, it } from 'vitest';
import { liveRequirement } from './live.ts';

const all = () => true;
const onlyJava = (need: string) => need === 'java';

it.each([
  ['runs with all it needs', all, null, { decision: 'run' }],
  ['runs with all it needs, required', all, 'required', { decision: 'run' }],
  ['is skipped without', onlyJava, null, { decision: 'skip', reason: 'not found on this machine: maven' }],
  [
    'fails without when it is required',
    onlyJava,
    'required',
    { decision: 'fail', reason: 'not found on this machine: maven' },
  ],
] as const)('%s', (_, available, live, expected) => {
  expect(liveRequirement(['java', 'maven'], available, live)).toEqual(expected);
});
