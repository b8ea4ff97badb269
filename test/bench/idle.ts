import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startKafka } from '../../sandbox/kafka.ts';
import { ask, startInitialized } from '../support/built-server.ts';

/** What a connected server costs while nobody asks. Linux only: reads the process times of the kernel. */
const SECONDS = 120;
const MAX_PERCENT = 0.5;
/** USER_HZ is 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

const cpuSeconds = (pid: number) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};

const kafka = await startKafka({ brokers: 3 });
try {
  const server = await startInitialized({ KAFKA_BOOTSTRAP_SERVERS: kafka.bootstrapServers });
  await ask(server, 2, 'tools/call', { name: 'kafka_describe_cluster', arguments: {} });
  await sleep(2_000);
  const before = cpuSeconds(server.pid);
  await sleep(SECONDS * 1_000);
  const percent = ((cpuSeconds(server.pid) - before) / SECONDS) * 100;
  console.log(`idle for ${SECONDS} s with three brokers connected: ${percent.toFixed(3)} % CPU (below ${MAX_PERCENT})`);
  server.endInput();
  await server.exited;
  process.exitCode = percent < MAX_PERCENT ? 0 : 1;
} finally {
  await kafka.stop();
}
