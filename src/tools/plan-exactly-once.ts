import { z } from 'zod';
import type { TransactionObservation } from '../domain/delivery/observation.ts';
import { pipelineClients, sinkKinds, sourceKinds } from '../domain/delivery/request.ts';
import { defineTool, LIVE } from '../mcp/tool.ts';
import type { Ports } from '../ports.ts';
import { exactlyOnceOutput } from './plan-exactly-once-output.ts';

const number = (what: string) => z.number().optional().describe(what);
const whole = (what: string) => z.int().optional().describe(what);
const flag = (what: string) => z.boolean().optional().describe(what);

export const planExactlyOnceTool = (ports: Pick<Ports, 'configs' | 'cluster'>) =>
  defineTool({
    name: 'kafka_plan_exactly_once',
    title: 'Plan exactly-once',
    description:
      'Whether a pipeline can be exactly once, part by part: settings, transactional ids, fencing, costs, errors, where it ends and the way there. Needs no cluster; check_cluster also looks at the configured one.',
    input: z.strictObject({
      pipeline: z.string().optional().describe('Application'),
      sources: z.array(z.enum(sourceKinds)).optional().describe('Reads'),
      sinks: z.array(z.enum(sinkKinds)).optional().describe('Writes, calls'),
      client: z.enum(pipelineClients).optional().describe('Python: librdkafka'),
      kafka_version: z.string().optional().describe('Brokers'),
      client_version: z.string().optional().describe('Library'),
      messages_per_s: number('Peak'),
      average_message_bytes: number('Mean'),
      instances: whole('Processes'),
      input_partitions: whole('All inputs'),
      output_partitions: whole('All outputs'),
      commit_interval_ms: number('Transaction length'),
      brokers: whole('Count'),
      idempotency_keys: flag('Outside ends refuse repeats'),
      keyed: flag('Output has keys'),
      order_matters: flag('Per key'),
      commits: flag('Offsets'),
      request_reply: flag('Senders wait'),
      lag_alerts: flag('Somebody watches'),
      config: z.string().optional().describe('Properties in use'),
      check_cluster: flag('Reads it'),
    }),
    output: exactlyOnceOutput,
    annotations: LIVE,
    isOffline: ({ check_cluster }) => check_cluster !== true,
    example: {
      pipeline: 'order-enricher',
      sources: ['kafka'],
      sinks: ['kafka', 'database'],
      client: 'java',
      kafka_version: '4.3',
      messages_per_s: 2_000,
      instances: 3,
      input_partitions: 12,
      output_partitions: 12,
      config: 'transactional.id=order-enricher\nisolation.level=read_committed\nenable.auto.commit=false',
    },
    narrow: 'Nothing to narrow: the answer does not grow with the input.',
    async run({ sources = [], sinks = [], config, check_cluster, ...facts }, { signal }) {
      const { configOfText } = await import('../domain/configs/config-text.ts');
      const entries = configOfText(config ?? '');
      const request = {
        ...{ ...facts, sources, sinks },
        ...(Object.keys(entries).length === 0 ? {} : { config: entries }),
      };
      const observation = check_cluster === true ? await observe(ports, signal) : null;
      const { planExactlyOnce } = await import('../domain/delivery/plan.ts');
      const plan = planExactlyOnce(request, await ports.configs(), observation);
      const { transactional_ids, error_handling, pitfalls, cluster_checks, ...rest } = plan;
      return {
        ...rest,
        running: {
          ...(transactional_ids === null ? {} : { transactional_ids }),
          ...{ error_handling, pitfalls, cluster_checks },
        },
        gaps: observation?.gaps ?? [],
        cut: [],
      };
    },
  });

async function observe(ports: Pick<Ports, 'cluster'>, signal: AbortSignal): Promise<TransactionObservation> {
  const cluster = await ports.cluster();
  return cluster.observeTransactions({ signal });
}
