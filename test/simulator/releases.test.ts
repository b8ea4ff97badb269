import { describe, expect, it } from 'vitest';
import { releaseOf } from '../../src/kafka/release.ts';
import { servedApis } from '../../src/simulator/apis/index.ts';
import { configDefaults } from '../../src/simulator/config-defaults.ts';
import { rangesOf } from '../../src/simulator/releases.ts';

const releases = ['3.0', '3.9', '4.0', '4.3', '4.4'] as const;

describe.each(releases)('a broker of %s', (release) => {
  it('is taken for what it is', () => {
    expect(releaseOf(rangesOf(release))).toBe(release);
  });

  it('offers no API that the simulator does not serve, and no version of which the codec has nothing', () => {
    const served = new Map(servedApis.map(({ api }) => [api.key, api]));
    for (const [key, { min, max }] of rangesOf(release)) {
      const api = served.get(key);
      expect(api, `API ${key}`).toBeDefined();
      expect(min, `API ${key}`).toBeLessThanOrEqual(max);
      expect(max, `${api?.name} v${max}`).toBeLessThanOrEqual(api?.versions[1] ?? -1);
      expect(max, `${api?.name} v${max}`).toBeGreaterThanOrEqual(api?.versions[0] ?? Number.NaN);
    }
  });
});

it('every served API is in some release', () => {
  const offered = new Set(releases.flatMap((release) => [...rangesOf(release).keys()]));
  expect(servedApis.filter(({ api }) => !offered.has(api.key)).map(({ api }) => api.name)).toEqual([]);
});

it('no API is served twice', () => {
  const keys = servedApis.map(({ api }) => api.key);
  expect(keys).toEqual([...new Set(keys)].sort((a, b) => a - b));
});

describe('defaults', () => {
  it('of a release are those of the one before, and what came since', () => {
    for (const kind of ['broker', 'group'] as const) {
      let before = 0;
      for (const release of releases) {
        const names = [...configDefaults(kind, release).keys()];
        expect(names.length).toBeGreaterThanOrEqual(before);
        expect(new Set(names).size).toBe(names.length);
        before = names.length;
      }
    }
  });

  it.each([
    ['broker', '3.0', 'group.consumer.session.timeout.ms', undefined],
    ['broker', '3.9', 'group.consumer.session.timeout.ms', '45000'],
    ['broker', '4.4', 'offsets.retention.minutes', '10080'],
    ['group', '3.9', 'consumer.session.timeout.ms', undefined],
    ['group', '4.0', 'consumer.session.timeout.ms', '45000'],
  ] as const)('of a %s in %s: %s is %s', (kind, release, name, value) => {
    expect(configDefaults(kind, release).get(name)).toBe(value);
  });
});
