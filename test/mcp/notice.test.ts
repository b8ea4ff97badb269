import { expect, test } from 'vitest';
import { connectInMemory } from '../support/in-memory.ts';

const NOTICE = 'Simulated:';
const record = '{"type":"record","name":"R","fields":[]}';
const described =
  'GROUP TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG CONSUMER-ID HOST CLIENT-ID\ng t 0 1 5 4 c /h c';

test.each<[noticed: boolean, tool: string, what: string, args: Record<string, unknown>]>([
  [true, 'kafka_server_status', 'the systems', {}],
  [true, 'kafka_diagnose_lag', 'the groups of the cluster', {}],
  [false, 'kafka_diagnose_lag', 'pasted text', { pasted: described }],
  [true, 'kafka_check_schema_compatibility', 'a registered subject', { schema: record, subject: 's' }],
  [false, 'kafka_check_schema_compatibility', 'earlier texts', { schema: record, previous: [{ schema: record }] }],
  [true, 'kafka_plan_partitions', 'an existing topic', { topic: 't' }],
  [false, 'kafka_plan_partitions', 'numbers alone', { target_mb_per_s: 10 }],
  [true, 'kafka_plan_exactly_once', 'the cluster', { check_cluster: true }],
  [false, 'kafka_plan_exactly_once', 'a description', { sources: ['kafka'], sinks: ['kafka'] }],
  [false, 'kafka_plan_consumers', 'a description', {}],
])('%s: %s says that the cluster is simulated, asked about %s', async (noticed, tool, _what, args) => {
  const client = await connectInMemory({}, NOTICE);
  try {
    const { content } = await client.callTool({ name: tool, arguments: args });
    expect(JSON.stringify(content).includes(NOTICE)).toBe(noticed);
  } finally {
    await client.close();
  }
});
