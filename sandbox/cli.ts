import { join } from 'node:path';
import { kafkaJars } from './artifacts.ts';
import { javaCommand } from './java.ts';
import { type CommandResult, runCommand } from './processes.ts';

/**
 * Runs one of Kafka's own command-line tools, for example `org.apache.kafka.tools.consumer.group.ConsumerGroupCommand`
 * with `['--bootstrap-server', 'HOST:PORT', '--describe', '--all-groups']`. Use those of 4.3.1 with any broker.
 */
export async function kafkaTool(
  version: string,
  className: string,
  args: readonly string[],
  options: { readonly timeoutMs: number },
): Promise<CommandResult> {
  const flags = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dlog4j2.level=ERROR'];
  const classpath = join(await kafkaJars(version), '*');
  return runCommand(javaCommand(17), [...flags, '-cp', classpath, className, ...args], options);
}
