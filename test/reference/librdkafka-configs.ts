import { join } from 'node:path';
import { runCommand, temporaryFolder } from '../../sandbox/processes.ts';

/** A released package that holds librdkafka's source with its CONFIGURATION.md. A newer librdkafka is a newer version here. */
const PACKAGE = '@confluentinc/kafka-javascript@1.10.1';

/** The file `librdkafka.json`, out of the documentation that librdkafka makes from its own table of properties. */
export async function librdkafkaJson(date: string): Promise<string> {
  const folder = await temporaryFolder();
  try {
    await run('npm', ['pack', '--silent', PACKAGE, '--pack-destination', folder.path]);
    const archive = (await run('find', [folder.path, '-name', '*.tgz'])).trim();
    const out = (file: string) => run('tar', ['-xzOf', archive, join('package', file)]);
    const version = String(JSON.parse(await out('package.json')).librdkafka);
    return clientJson({
      family: 'librdkafka',
      what:
        'Configuration properties of librdkafka. used_by: consumer, producer or both. alias_of: the name it stands for. ' +
        'valid: the range of the table, in the words of Apache Kafka. default null: none.',
      source: `CONFIGURATION.md of librdkafka ${version}`,
      version,
      read: date,
      names: rowsOf(await out('deps/librdkafka/CONFIGURATION.md')),
    });
  } finally {
    await folder.remove();
  }
}

async function run(command: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(command, args, { timeoutMs: 300_000 });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr.slice(-1_000)}`);
  return stdout;
}

type Row = Readonly<Record<string, string | boolean | null>>;

/** What a client's file holds, one name a line. */
function clientJson({
  names,
  ...head
}: { readonly names: ReadonlyMap<string, Row> } & Record<string, unknown>): string {
  const lines = [...names].map(([name, row]) => {
    const fields = Object.entries(row).map(([field, value]) => `${JSON.stringify(field)}: ${JSON.stringify(value)}`);
    return `    ${JSON.stringify(name)}: { ${fields.join(', ')} }`;
  });
  return `${JSON.stringify(head, null, 2).replace(/\n\}$/, ',')}\n  "names": {\n${lines.join(',\n')}\n  }\n}\n`;
}

const USED_BY: Readonly<Record<string, string>> = { '*': 'both', C: 'consumer', P: 'producer' };

const TYPES: Readonly<Record<string, string>> = {
  boolean: 'BOOLEAN',
  integer: 'INT',
  float: 'DOUBLE',
  string: 'STRING',
  'enum value': 'STRING',
  'CSV flags': 'LIST',
  'pattern list': 'LIST',
  'see dedicated API': 'API',
};

/** The tables of the page. A name that stands in both, global and topic, is the global one: clients are configured there. */
export function rowsOf(page: string): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>();
  for (const line of page.split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    const [name = '', usedBy = '', range = '', byDefault = '', importance = ''] = cells;
    const used = USED_BY[usedBy];
    if (used === undefined || rows.has(name)) continue;
    const description = cells.slice(5).join('|');
    const written = /\*Type: ([^*]+)\*/.exec(description)?.[1] ?? '';
    const type = TYPES[written];
    if (type === undefined)
      throw new Error(`librdkafka's ${name} has a type that is not known: ${JSON.stringify(written)}`);
    const alias = /^(?:\*\*\w+\*\* )*Alias for `([^`]+)`/.exec(description)?.[1];
    rows.set(name, {
      type,
      default: byDefault === '' ? null : byDefault,
      valid: accepted(name, type, range),
      importance: importance.toUpperCase(),
      used_by: used,
      ...(alias === undefined ? {} : { alias_of: alias }),
      ...(description.includes('**DEPRECATED**') ? { deprecated: true } : {}),
    });
  }
  return new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Ranges and lists in the words of Apache Kafka's validators. librdkafka compares words without regard to case. */
function accepted(name: string, type: string, range: string): string | null {
  const [, from, to] = /^(-?[\d.]+) \.\. (-?[\d.]+)$/.exec(range) ?? [];
  // The description has it: -1 or all.
  if (from !== undefined) return `[${from},...,${to}]${/\backs$/.test(name) ? ' or all' : ''}`;
  return range === '' || type === 'BOOLEAN' ? null : `(case insensitive) [${range}]`;
}
