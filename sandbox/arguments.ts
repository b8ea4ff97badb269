import { parseArgs } from 'node:util';
import { defaultKafkaVersion, parseVersion } from './versions.ts';

export interface SandboxArguments {
  readonly help: boolean;
  readonly brokers: 1 | 3;
  /** A Kafka release, such as 4.3.1. */
  readonly kafka: string;
  readonly registry: boolean;
  /** `auto`: Docker when its daemon answers, else Java. */
  readonly runtime: 'auto' | 'docker' | 'java';
  readonly diagnose: boolean;
}

export const usage = `Starts Apache Kafka, a schema registry and a small shop on this machine, until Ctrl-C.

  npm run sandbox [-- FLAGS]

  --brokers 1|3           how many brokers (1)
  --kafka VERSION         the Kafka release (${defaultKafkaVersion})
  --no-registry           leave out the schema registry
  --runtime docker|java   with Docker, or with Java 17 and Maven (Docker when it answers)
  --diagnose              ask the built server why a group lags, print its answer, stop
  --help                  this text
`;

/** Reads the command line. Throws one sentence that names the flag that is wrong. */
export function parseArguments(args: readonly string[]): SandboxArguments {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: { brokers: { type: 'string' }, kafka: { type: 'string' }, runtime: { type: 'string' } },
  });
  let result: SandboxArguments = {
    help: false,
    brokers: 1,
    kafka: defaultKafkaVersion,
    registry: true,
    runtime: 'auto',
    diagnose: false,
  };
  for (const token of tokens) {
    if (token.kind === 'positional') throw new Error(`"${token.value}" is not a flag; --help lists them.`);
    if (token.kind === 'option') result = { ...result, ...readFlag(token.rawName, token.value) };
  }
  return result;
}

function readFlag(flag: string, value: string | undefined): Partial<SandboxArguments> {
  switch (flag) {
    case '--brokers':
      return { brokers: oneOf(flag, value, [1, 3]) };
    case '--kafka':
      return { kafka: release(flag, value) };
    case '--runtime':
      return { runtime: oneOf(flag, value, ['docker', 'java']) };
    case '--no-registry':
      return { registry: bare(flag, value, false) };
    case '--diagnose':
      return { diagnose: bare(flag, value, true) };
    case '--help':
    case '-h':
      return { help: bare(flag, value, true) };
    default:
      throw new Error(`There is no flag ${flag}; --help lists them.`);
  }
}

function oneOf<T extends string | number>(flag: string, value: string | undefined, choices: readonly T[]): T {
  const choice = choices.find((candidate) => String(candidate) === value);
  if (choice === undefined) throw new Error(`${flag} takes ${choices.join(' or ')}, ${got(value)}.`);
  return choice;
}

function release(flag: string, value: string | undefined): string {
  try {
    parseVersion(value ?? '');
  } catch {
    throw new Error(`${flag} takes a Kafka release such as ${defaultKafkaVersion}, ${got(value)}.`);
  }
  return value ?? defaultKafkaVersion;
}

function bare(flag: string, value: string | undefined, meaning: boolean): boolean {
  if (value !== undefined) throw new Error(`${flag} takes no value, ${got(value)}.`);
  return meaning;
}

function got(value: string | undefined): string {
  return value === undefined ? 'and got none' : `not "${value}"`;
}
