import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';

interface Option {
  readonly where: string;
  readonly file: string;
  readonly default: string | null;
}

const installed = join(packageRoot(), 'node_modules', 'kafkajs');
const types = readFileSync(join(installed, 'types', 'index.d.ts'), 'utf8');

/** The types that the calls take. */
const TAKEN_BY: Readonly<Record<string, readonly string[]>> = {
  'new Kafka()': ['KafkaConfig'],
  'kafka.producer()': ['ProducerConfig'],
  'kafka.consumer()': ['ConsumerConfig'],
  'producer.send()': ['ProducerRecord'],
  'producer.sendBatch()': ['ProducerBatch'],
  'consumer.run()': ['ConsumerRunConfig'],
  'consumer.subscribe()': ['ConsumerSubscribeTopics', 'ConsumerSubscribeTopic'],
};

/** Names of an interface, one a line, or of a type that is one object on one line. */
function optionsOf(type: string): string[] {
  const [, many, one] =
    new RegExp(`export (?:interface ${type}|type ${type} =) \\{(?:(\\n[\\s\\S]*?\\n)\\}|(.*)\\})`).exec(types) ?? [];
  const names = many === undefined ? (one ?? '').matchAll(/(\w+)\??:/g) : many.matchAll(/^ {2}(\w+)\??:/gm);
  return [...names].map((match) => match[1] ?? '');
}

describe.each(['kafkajs-producer', 'kafkajs-consumer'])('%s.json', (family) => {
  const file = JSON.parse(readFileSync(join(packageRoot(), 'resources/data/kafka-configs', `${family}.json`), 'utf8'));
  const options = Object.entries<Option>(file.names);

  it('is of the installed version', () => {
    expect(file.version).toBe(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')).version);
  });

  it('only has options that the types have', () => {
    const unknown = options.filter(([name, { where }]) => {
      const [option, inner] = name.split('.');
      const taking = (TAKEN_BY[where] ?? []).flatMap(optionsOf);
      return !taking.includes(option ?? '') || (inner !== undefined && !optionsOf('RetryOptions').includes(inner));
    });
    expect(unknown).toEqual([]);
  });

  it('has every option of the types', () => {
    const named = new Set(options.map(([name]) => name));
    const wheres = [...new Set(options.map(([, { where }]) => where))];
    const missing = wheres
      .flatMap((where) => (TAKEN_BY[where] ?? []).flatMap(optionsOf))
      .filter((name) => !named.has(name));
    expect(wheres.length).toBeGreaterThanOrEqual(4);
    expect(missing).toEqual([]);
  });

  it('has the defaults that stand in the sources named', () => {
    const differing = options.filter(([name, { file: source, default: byDefault }]) => {
      if (!existsSync(join(installed, source))) return true;
      if (byDefault === null || byDefault === '(required)' || !/^(-?[\d.]+|true|false)$/.test(byDefault)) return false;
      const text = readFileSync(join(installed, source), 'utf8');
      const option = name.split('.').at(-1);
      const written = [
        ...text.matchAll(
          new RegExp(
            `\\b${option}(?:: \\w+)?(?: =|:) ([-\\d.]+(?: \\* \\d+)?|true|false|DEFAULT_METADATA_MAX_AGE)\\b`,
            'g',
          ),
        ),
      ];
      return !written.some((match) => numberOf(match[1] ?? '') === byDefault);
    });
    expect(differing).toEqual([]);
  });
});

function numberOf(text: string): string {
  if (text === 'DEFAULT_METADATA_MAX_AGE') return '300000';
  const factors = text.split(' * ');
  return factors.length === 1 ? text : String(factors.map(Number).reduce((product, factor) => product * factor, 1));
}
