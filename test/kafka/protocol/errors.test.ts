import { expect, it } from 'vitest';
import { errorName, isRetriable, KAFKA_ERRORS } from '../../../src/kafka/protocol/errors.ts';

it.each([
  [-1, 'UNKNOWN_SERVER_ERROR', false],
  [0, 'NONE', false],
  [3, 'UNKNOWN_TOPIC_OR_PARTITION', true],
  [6, 'NOT_LEADER_OR_FOLLOWER', true],
  [16, 'NOT_COORDINATOR', true],
  [30, 'GROUP_AUTHORIZATION_FAILED', false],
  [69, 'GROUP_ID_NOT_FOUND', false],
  [136, 'CONTROLLER_ID_NOT_REGISTERED', false],
  [137, 'UNKNOWN_ERROR_CODE_137', false],
  [-32_768, 'UNKNOWN_ERROR_CODE_-32768', false],
])('%i is %s', (code, name, retriable) => {
  expect(errorName(code)).toBe(name);
  expect(isRetriable(code)).toBe(retriable);
});

it('has every code from -1 to 136, each name once', () => {
  expect([...KAFKA_ERRORS.keys()]).toEqual(Array.from({ length: 138 }, (_, index) => index - 1));
  expect(new Set([...KAFKA_ERRORS.values()].map(({ name }) => name)).size).toBe(138);
});
