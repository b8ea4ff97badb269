import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { ConfigCatalog } from '../../src/domain/configs/catalog.ts';
import { acceptedInstead, readValidator } from '../../src/domain/configs/validators.ts';
import { packageRoot } from '../../src/package-root.ts';
import {
  minorOf,
  READ_FAMILIES,
  type ReleaseDefinitions,
  readDefinitions,
  readMap,
} from '../reference/kafka-configs.ts';
import { configs } from '../support/fake-ports.ts';
import { describeLive } from '../support/live.ts';

/** Values that tell most readings of most validators apart. */
const ASKED = [
  ...'0 1 -1 -2 +5 007 1.0 0.3 1e3 100 1000 30000 32768 2147483648 9223372036854775808'.split(' '),
  ...'true False yes none NONE all latest EARLIEST by_duration:PT1H by_duration:P by_duration:1h'.split(' '),
  ...'delete compact,delete delete,delete a,b a,b,a , a,b,c,d,e,f * 0:1,1:2 0-1 x\u0007y'.split(' '),
  ...'SSL ssl gzip GZIP classic CONSUMER exactly_once_v2 read_committed'.split(' '),
  ...['', 'compact, delete', 'single.store.self.join,merge.repartition.topics', ' 5 ', ' gzip '],
];

/** The files say what the released jars say: Kafka itself is the judge. */
for (const version of ['3.0.2', '3.9.2', '4.3.1'])
  describeLive(`configuration data of ${version}`, ['java', 'maven'], () => {
    const release = minorOf(version);
    let read: ReleaseDefinitions;
    let catalog: ConfigCatalog;
    beforeAll(async () => {
      read = await readDefinitions(version, ASKED);
      catalog = await configs();
    }, 600_000);

    it('is what the generator reads out of the jars', () => {
      expect(read.size).toBeGreaterThanOrEqual(READ_FAMILIES.length - 1);
      for (const family of READ_FAMILIES) {
        const file = JSON.parse(
          readFileSync(join(packageRoot(), 'resources/data/kafka-configs', `${family}.json`), 'utf8'),
        );
        const shipped = Object.entries<readonly Span[]>(file.names).flatMap(([name, spans]) =>
          spans
            .filter(({ from, to }) => holds(release, from, to))
            .map(({ from: _from, to: _to, ...rest }) => ({ name, ...rest })),
        );
        const own = (read.get(family) ?? []).map(({ accepts: _accepts, ...rest }) => rest);
        expect(shipped, family).toEqual([...own].sort((a, b) => (a.name < b.name ? -1 : 1)));
        if (own.length > 0) expect(file.releases[release], family).toBe(version);
      }
    });

    it('has the defaults that Streams sets for its clients', async () => {
      for (const [prefix, field] of [
        ['consumer.', 'CONSUMER_DEFAULT_OVERRIDES'],
        ['producer.', 'PRODUCER_DEFAULT_OVERRIDES'],
      ] as const) {
        const values = await readMap(version, `org.apache.kafka.streams.StreamsConfig#${field}`);
        // 4.2 and later: no topic is made by a consumer of Streams, and nobody can change that.
        const names = Object.keys(values).filter((name) => !/^internal|^allow\.auto\.create\.topics$/.test(name));
        expect(names.length).toBeGreaterThan(0);
        for (const name of names)
          expect(catalog.find('streams', prefix + name, release)?.default, prefix + name).toBe(values[name]);
      }
    });

    it('is read as Kafka reads it: the same values are accepted and refused', () => {
      const differing: unknown[] = [];
      let compared = 0;
      for (const family of READ_FAMILIES)
        for (const { name, accepts } of read.get(family) ?? []) {
          const definition = catalog.find(family, name, release);
          if (definition === null) throw new Error(`${family} has no ${name}`);
          if (UNREAD_TYPES.has(definition.type)) continue;
          if (definition.valid !== null && readValidator(definition.valid) === null) continue;
          ASKED.forEach((value, index) => {
            compared++;
            const ours = acceptedInstead(definition, value) === null;
            if (ours !== accepts[index])
              differing.push([family, name, definition.type, definition.valid, value, { ours, kafka: accepts[index] }]);
          });
        }
      expect(differing).toEqual([]);
      expect(compared).toBeGreaterThan(20_000);
    });
  });

/** A class must be on the class path, which says nothing about the value. */
const UNREAD_TYPES = new Set(['CLASS']);

interface Span {
  readonly from: string;
  readonly to: string;
}

function holds(release: string, from: string, to: string): boolean {
  const minor = (text: string) => text.split('.').reduce((sum, part) => sum * 100 + Number(part), 0);
  return minor(release) >= minor(from) && minor(release) <= minor(to);
}
