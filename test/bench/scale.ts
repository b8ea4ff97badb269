import { performance } from 'node:perf_hooks';
import { startSimulatedCluster } from '../../src/simulator/cluster.ts';
import { connectClient } from '../support/mcp-client.ts';
import { scaleScenario } from '../support/scale-scenario.ts';

/** How the simulator starts and the server answers as a cluster grows to 100,000 partitions, with 1 ms for each answer. */
const SIZES = [1_000, 10_000, 100_000];
const REPLY_DELAY_MS = 1;
const RUNS = 3;
const MAX_START_MS = 2_000;
const MAX_RSS_MB = 600;
const MAX_DIAGNOSE_MS = 3_000;
const MAX_ANSWER_CHARS = 32_000;
/** Ten times the partitions may take this many times as long, and not a square of it. */
const MAX_GROWTH = 15;

interface Measured {
  readonly partitions: number;
  readonly groups: number;
  readonly startMs: number;
  readonly rssMb: number;
  readonly diagnoseMs: number;
  readonly answerChars: number;
  readonly requests: number;
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

async function measure(partitions: number): Promise<Measured> {
  const before = performance.now();
  const cluster = await startSimulatedCluster(scaleScenario(partitions), { replyDelayMs: REPLY_DELAY_MS });
  const startMs = performance.now() - before;
  const client = await connectClient({ KAFKA_BOOTSTRAP_SERVERS: cluster.bootstrapServers });
  try {
    const times: number[] = [];
    let answerChars = 0;
    let groups = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const asked = cluster.requests.length;
      const { text, content, isError, ms } = await client.call('kafka_diagnose_lag');
      if (isError) throw new Error(text);
      times.push(ms);
      answerChars = Math.max(text.length, JSON.stringify(content).length);
      groups = content.groups_by_status.reduce((sum: number, row: { groups: number }) => sum + row.groups, 0);
      if (run === RUNS - 1) {
        return {
          partitions,
          groups,
          startMs,
          rssMb: process.memoryUsage().rss / 1024 / 1024,
          diagnoseMs: median(times),
          answerChars,
          requests: cluster.requests.length - asked,
        };
      }
    }
    throw new Error('no run');
  } finally {
    await client.close();
    await cluster.close();
  }
}

const results: Measured[] = [];
for (const size of SIZES) results.push(await measure(size));
for (const each of results) {
  console.log(
    `${String(each.partitions).padStart(7)} partitions, ${String(each.groups).padStart(5)} groups: start ${each.startMs.toFixed(0).padStart(5)} ms, ${each.rssMb.toFixed(0).padStart(4)} MB, all groups diagnosed in ${each.diagnoseMs.toFixed(0).padStart(5)} ms with ${each.requests} requests, answer of ${each.answerChars} characters`,
  );
}
const growth = results.slice(1).map((each, index) => each.diagnoseMs / (results[index]?.diagnoseMs ?? 1));
console.log(
  `ten times the partitions take ${growth.map((ratio) => ratio.toFixed(1)).join(' and then ')} times as long (at most ${MAX_GROWTH})`,
);
const largest = results.at(-1);
const good =
  largest !== undefined &&
  largest.startMs < MAX_START_MS &&
  largest.rssMb < MAX_RSS_MB &&
  largest.diagnoseMs < MAX_DIAGNOSE_MS &&
  largest.answerChars <= MAX_ANSWER_CHARS &&
  growth.every((ratio) => ratio < MAX_GROWTH);
console.log(
  good
    ? 'within bounds'
    : `OUT OF BOUNDS: start ${MAX_START_MS} ms, ${MAX_RSS_MB} MB, ${MAX_DIAGNOSE_MS} ms, ${MAX_ANSWER_CHARS} characters`,
);
process.exitCode = good ? 0 : 1;
