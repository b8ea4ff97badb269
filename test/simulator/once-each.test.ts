import { expect, it } from 'vitest';
import { onceEach } from '../../src/simulator/once-each.ts';

it.each([
  ['answers each once', ['a', 'b'], ['a done', 'b done']],
  ['does nothing to what is named twice, and says so once', ['a', 'b', 'a', 'c', 'a'], ['a twice', 'b done', 'c done']],
  ['takes what has no name for itself', [null, 'a', null], ['null done', 'a done', 'null done']],
  ['answers nothing with nothing', [], []],
])('%s', (_, asked, answers) => {
  const answer = (word: string) => (each: string | null) => `${each} ${word}`;
  expect(onceEach(asked, (each) => each, answer('done'), answer('twice'))).toEqual(answers);
});
