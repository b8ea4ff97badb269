import { beforeAll, describe, expect, it } from 'vitest';
import { type ConfigCatalog, type ConfigDefinition, configFamilies } from '../../../src/domain/configs/catalog.ts';
import { checkSettings } from '../../../src/domain/configs/check.ts';
import { checkGivenConfig } from '../../../src/domain/configs/given.ts';
import { acceptedInstead, readValidator } from '../../../src/domain/configs/validators.ts';
import { configs } from '../../support/fake-ports.ts';

/** What holds of every name of every family in every release. */
describe('the catalogue', () => {
  let catalog: ConfigCatalog;
  beforeAll(async () => {
    catalog = await configs();
  });

  const everyDefinition = () =>
    configFamilies.flatMap((family) =>
      catalog.releases.flatMap((release) =>
        catalog.names(family, release).map((name) => {
          const definition = catalog.find(family, name, release);
          if (definition === null) throw new Error(`${family} ${release} has lost ${name}`);
          return { family, release, definition };
        }),
      ),
    );

  it('knows every minor release from 3.0 to 4.4', () => {
    expect(catalog.releases.join(' ')).toBe('3.0 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 3.9 4.0 4.1 4.2 4.3 4.4');
  });

  it('has names in every family of the newest release', () => {
    expect(configFamilies.filter((family) => catalog.names(family, '4.4').length === 0)).toEqual([]);
  });

  it('accepts every default', () => {
    const refused = everyDefinition().filter(
      ({ definition }) => definition.default !== null && acceptedInstead(definition, definition.default) !== null,
    );
    expect(refused).toEqual([]);
    expect(everyDefinition().length).toBeGreaterThan(12_000);
  });

  it('calls every default a default, whether it is proposed or given', () => {
    for (const { family, release, definition } of everyDefinition()) {
      const { name, default: value } = definition;
      if (value === null) continue;
      const { settings } = checkSettings(catalog, family, release, [{ name, value, why: '', source: '' }]);
      expect(settings[0], `${family} ${release} ${name}`).toMatchObject({ default: value, is_default: true });
    }
    for (const family of configFamilies) {
      const given = definitionsOf(family).filter((definition) => definition.default !== null);
      const entries = checkGivenConfig(
        catalog,
        [family],
        '4.4',
        Object.fromEntries(given.map((one) => [one.name, one.default ?? ''])),
      );
      expect(entries.filter(({ verdict }) => verdict !== 'default')).toEqual([]);
    }
  });

  const definitionsOf = (family: (typeof configFamilies)[number]): ConfigDefinition[] =>
    everyDefinition().flatMap((one) => (one.family === family && one.release === '4.4' ? [one.definition] : []));

  it('refuses a word wherever a number is wanted', () => {
    const numbers = everyDefinition().filter(({ definition }) =>
      ['INT', 'LONG', 'SHORT', 'DOUBLE'].includes(definition.type),
    );
    expect(numbers.filter(({ definition }) => acceptedInstead(definition, 'plenty') === null)).toEqual([]);
    expect(numbers.filter(({ definition }) => acceptedInstead(definition, '') === null)).toEqual([]);
  });

  it('reads the words of every validator but these, which it takes for accepting everything', () => {
    const words = new Set(everyDefinition().flatMap(({ definition }) => definition.valid ?? []));
    expect([...words].filter((valid) => readValidator(valid) === null).sort()).toEqual([
      'A concrete subclass of org.apache.kafka.connect.storage.Converter, A class with a public, no-argument constructor',
      'A concrete subclass of org.apache.kafka.connect.storage.HeaderConverter, A class with a public, no-argument constructor',
      'A list of one or more MAC algorithms, each supported by the worker JVM',
      'Any KeyGenerator algorithm supported by the worker JVM',
      'Any MAC algorithm supported by the worker JVM',
      "Comma-separated header rules, where each header rule is of the form '[action] [header name]:[header value]' and optionally surrounded by double quotes if any part of a header rule contains a comma",
      'List of comma-separated URLs, ex: http://localhost:8080,https://localhost:8443.',
      'The default value of -1 means that this will be set to the configured value of remote.log.manager.thread.pool.size, if available; otherwise, it defaults to 10.',
      'checked by code',
      'valid regex',
    ]);
  });
});
