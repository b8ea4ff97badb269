import { Kafka } from 'kafkajs';
import { expect, it } from 'vitest';
import { KafkajsInternalsMissing } from '../../../src/kafka/connection/errors.ts';
import { checkedConnection, probe } from '../../../src/kafka/connection/kafkajs.ts';

const kafka = new Kafka({ brokers: ['never-used:9092'] });

it('finds in kafkajs 2.2.4 what it relies on', async () => {
  const pool = await probe(kafka, '2.2.4').build({ host: 'localhost', port: 9092 });
  expect(checkedConnection(pool)).toBeDefined();
});

it.each<[string, () => unknown, readonly string[]]>([
  ['another version', () => probe(kafka, '2.3.0'), ['version 2.2.4 (found 2.3.0)']],
  ['a pool without connections', () => checkedConnection({ pool: [] }), ['Connection.connect', 'RequestQueue.pending']],
  ['no pool', () => checkedConnection(null), ['Connection.send', 'Connection.bytesNeeded']],
])('names what is missing: %s', (_, check, missing) => {
  expect(check).toThrow(KafkajsInternalsMissing);
  for (const name of missing) expect(check).toThrow(name);
});
