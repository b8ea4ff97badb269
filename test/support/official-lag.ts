import { kafkaTool } from '../../sandbox/cli.ts';

/** A row of kafka-consumer-groups --describe; null where the tool prints `-`. */
export interface OfficialRow {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly committed: string | null;
  readonly end: string | null;
  readonly lag: string | null;
}

/** The figures of Kafka's own tool, the one of 4.3.1 whatever the broker. */
export async function officialLag(bootstrapServers: string, ...selection: readonly string[]): Promise<OfficialRow[]> {
  const { stdout } = await kafkaTool(
    '4.3.1',
    'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
    ['--bootstrap-server', bootstrapServers, '--describe', ...selection, '--timeout', '30000'],
    { timeoutMs: 120_000 },
  );
  const value = (text: string | undefined) => (text === undefined || text === '-' ? null : text);
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((row) => row.length >= 6 && /^\d+$/.test(row[2] ?? ''))
    .map(([group, topic, partition, committed, end, lag]) => ({
      group: group ?? '',
      topic: topic ?? '',
      partition: Number(partition),
      committed: value(committed),
      end: value(end),
      lag: value(lag),
    }));
}
