import { z } from 'zod';
import { KnownFailure } from '../failure.ts';
import { report } from '../mcp/report.ts';
import { defineTool, LIVE, type Tool } from '../mcp/tool.ts';
import { clusterText } from '../mcp/untrusted.ts';
import type { Configured, EndpointCheck, Ports } from '../ports.ts';

/** An answer with a cause is due in under 5 s, whatever the other side does. */
const TEST_TIMEOUT_MS = 4_500;

/** Which setting brings each system, and which variable turns it on. */
const systems = {
  kafka: { title: 'Kafka', variable: 'KAFKA_BOOTSTRAP_SERVERS' },
  registry: { title: 'schema registry', variable: 'SCHEMA_REGISTRY_URL' },
  connect: { title: 'Kafka Connect', variable: 'KAFKA_CONNECT_URL' },
} as const;

type System = keyof typeof systems;

/** `tools` gives every other tool, for the list of what is on and off. */
export const serverStatusTool = (ports: Ports, tools: () => readonly Tool[]) =>
  defineTool({
    name: 'kafka_server_status',
    title: 'Server status and connection test',
    description:
      'Which Kafka cluster, schema registry and Connect worker are configured and whether they answer; if not, what each address did, the likely cause (refused, silent, TLS or SASL mismatch, wrong password, unknown CA, unreachable advertised listener) and the setting to change. Also which tools are off and what turns them on. Use it first when another tool says that something is not configured or not reachable.',
    input: z.strictObject({
      test_connections: z.boolean().default(true).describe('false: only show what is configured'),
    }),
    output: report({
      systems: z.array(
        z.strictObject({
          system: z.string(),
          status: z.enum(['reachable', 'reachable_with_problems', 'unreachable', 'not_configured', 'not_tested']),
          endpoints: z.array(clusterText()),
          security: z.string().optional(),
          found: z.string().optional(),
        }),
      ),
      problems: z.array(
        z.strictObject({ endpoint: clusterText(), what: z.string(), likely_cause: z.string(), next_step: z.string() }),
      ),
      tools_off: z.array(z.strictObject({ tool: z.string(), turned_on_by: z.string() })),
      tools_on: z.array(z.string()),
      setting_problems: z.array(z.string()),
      version: z.string(),
    }),
    annotations: LIVE,
    example: {},
    narrow: 'Set test_connections to false.',
    async run({ test_connections }, { signal }) {
      const { configured } = ports;
      const names = Object.keys(systems).filter((name): name is System => name in systems);
      const tests = await Promise.all(
        names.map(async (name) => ({
          name,
          check: test_connections && configured[name] !== null ? await test(ports, name, signal) : null,
        })),
      );
      const off = tools().filter(({ needs }) => needs !== undefined && configured[needs] === null);
      const rows = tests.map(({ name, check }) => row(name, configured, check));
      return {
        summary: summarise(rows, configured),
        systems: rows,
        problems: tests.flatMap(({ check }) => check?.problems ?? []).map(problemRow),
        tools_off: off.map(({ name, needs }) => ({ tool: name, turned_on_by: systems[needs ?? 'kafka'].variable })),
        tools_on: tools()
          .filter((tool) => !off.includes(tool))
          .map(({ name }) => name),
        setting_problems: configured.problems,
        version: configured.version,
        gaps: [],
        cut: [],
      };
    },
  });

/** A test that fails in any way, or never ends, is an answer about that system and leaves the others alone. */
async function test(ports: Ports, name: System, signal: AbortSignal): Promise<EndpointCheck> {
  const limit = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(noAnswer);
      limit.abort(noAnswer);
    }, TEST_TIMEOUT_MS);
  });
  const check = async () => {
    const reader = await { kafka: ports.cluster, registry: ports.schemas, connect: ports.connect }[name]();
    return reader.check({ signal: AbortSignal.any([signal, limit.signal]) });
  };
  try {
    return await Promise.race([check(), timeout]);
  } catch (error) {
    signal.throwIfAborted();
    const { what, likelyCause, nextStep } = error instanceof KnownFailure ? error : unexpected(error);
    const endpoint = endpointsOf(name, ports.configured)[0] ?? '';
    return { reachable: false, found: null, problems: [{ endpoint, what, likelyCause, nextStep }] };
  } finally {
    clearTimeout(timer);
  }
}

const noAnswer = new KnownFailure(
  `No answer within ${TEST_TIMEOUT_MS / 1_000} s.`,
  'A firewall drops packets, or the other side hangs.',
  'Test the address from this machine, for example with nc -vz HOST PORT.',
);

/** Of an error that nobody foresaw only its kind is told: its words may hold anything. */
const unexpected = (error: unknown) =>
  new KnownFailure(
    `The connection test failed unexpectedly (${error instanceof Error ? error.constructor.name : typeof error}).`,
    'This is a fault of Kafka Architect, not of the settings.',
    'Call the tool that you need all the same; if it fails too, report it with the lines on standard error.',
  );

function endpointsOf(name: System, { kafka, registry, connect }: Configured): readonly string[] {
  if (name === 'kafka') return kafka?.endpoints ?? [];
  const endpoint = (name === 'registry' ? registry : connect)?.endpoint;
  return endpoint === undefined ? [] : [endpoint];
}

function row(name: System, configured: Configured, check: EndpointCheck | null) {
  const security = configured[name]?.security;
  return {
    system: systems[name].title,
    status: statusOf(configured[name] !== null, check),
    endpoints: endpointsOf(name, configured),
    ...(security === undefined ? {} : { security }),
    ...(check?.found == null ? {} : { found: check.found }),
  };
}

function statusOf(isConfigured: boolean, check: EndpointCheck | null) {
  if (!isConfigured) return 'not_configured' as const;
  if (check === null) return 'not_tested' as const;
  if (!check.reachable) return 'unreachable' as const;
  return check.problems.length === 0 ? ('reachable' as const) : ('reachable_with_problems' as const);
}

function summarise(
  rows: readonly { readonly system: string; readonly status: string }[],
  { problems }: Configured,
): string {
  const states = rows.map(({ system, status }) => `${system} ${status.replaceAll('_', ' ')}`).join(', ');
  return problems.length === 0 ? `${states}.` : `${states}. ${problems.length} settings could not be used.`;
}

const problemRow = ({ endpoint, what, likelyCause, nextStep }: EndpointCheck['problems'][number]) => ({
  endpoint,
  what,
  likely_cause: likelyCause,
  next_step: nextStep,
});
