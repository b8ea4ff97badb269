import { describe, expect, it } from 'vitest';
import { levelOf, upgradeOrder } from '../../../src/domain/schemas/levels.ts';

/** Confluent documentation, "Schema Evolution and Compatibility", table of compatibility types. */
describe('compatibility levels', () => {
  it.each([
    ['NONE', 'none', 'together'],
    ['BACKWARD', 'latest', 'consumers'],
    ['BACKWARD_TRANSITIVE', 'all', 'consumers'],
    ['FORWARD', 'latest', 'producers'],
    ['FORWARD_TRANSITIVE', 'all', 'producers'],
    ['FULL', 'latest', 'any'],
    ['FULL_TRANSITIVE', 'all', 'any'],
  ])('%s compares with %s; %s upgrade first', (name, compares, first) => {
    const level = levelOf(name);
    expect(level?.compares).toBe(compares);
    expect(level === null ? null : upgradeOrder(level)).toMatchObject({
      first,
      source: expect.stringMatching(/^https:\/\/docs\.confluent\.io\//),
    });
  });

  it('knows no others', () => {
    expect(levelOf('LOGICAL')).toBeNull();
    expect(levelOf(null)).toBeNull();
  });
});
