import { expect, it } from 'vitest';
import { parseArguments } from '../../sandbox/arguments.ts';

const defaults = { help: false, brokers: 1, kafka: '4.3.1', registry: true, runtime: 'auto', diagnose: false };

it.each([
  [[], defaults],
  [['--brokers', '3'], { ...defaults, brokers: 3 }],
  [['--brokers=3', '--kafka=3.9.2'], { ...defaults, brokers: 3, kafka: '3.9.2' }],
  [['--no-registry', '--diagnose'], { ...defaults, registry: false, diagnose: true }],
  [['--runtime', 'java'], { ...defaults, runtime: 'java' }],
  [['-h'], { ...defaults, help: true }],
])('%j', (args, expected) => {
  expect(parseArguments(args)).toEqual(expected);
});

it.each([
  [['--brokers', '2'], '--brokers takes 1 or 3, not "2".'],
  [['--brokers'], '--brokers takes 1 or 3, and got none.'],
  [['--brokers', '--diagnose'], '--brokers takes 1 or 3, not "--diagnose".'],
  [['--kafka', 'latest'], '--kafka takes a Kafka release such as 4.3.1, not "latest".'],
  [['--runtime', 'podman'], '--runtime takes docker or java, not "podman".'],
  [['--no-registry=yes'], '--no-registry takes no value, not "yes".'],
  [['--registry'], 'There is no flag --registry; --help lists them.'],
  [['three'], '"three" is not a flag; --help lists them.'],
])('%j is refused in one sentence', (args, sentence) => {
  expect(() => parseArguments(args)).toThrow(new Error(sentence));
});
