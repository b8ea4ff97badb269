import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { kafkaJars } from '../../sandbox/artifacts.ts';
import { javaCommand } from '../../sandbox/java.ts';

/** A Java client of the released tools that runs until it is stopped, such as the console consumer. */
export async function startJavaClient(className: string, args: readonly string[]): Promise<{ stop(): Promise<void> }> {
  const classpath = join(await kafkaJars('4.3.1'), '*');
  const flags = ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dlog4j2.level=ERROR'];
  const child: ChildProcess = spawn(javaCommand(17), [...flags, '-cp', classpath, className, ...args], {
    stdio: 'ignore',
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

export const CONSOLE_CONSUMER = 'org.apache.kafka.tools.consumer.ConsoleConsumer';
export const CONSOLE_SHARE_CONSUMER = 'org.apache.kafka.tools.consumer.ConsoleShareConsumer';
