import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SandboxArguments } from './arguments.ts';
import { cacheFolder } from './artifacts.ts';
import { dockerAnswers, hasImage, startContainers } from './docker.ts';
import { startKafka } from './kafka.ts';
import { startRegistry } from './registry.ts';

/** Kafka and the registry, however they were started. */
export interface Platform {
  readonly bootstrapServers: string;
  /** null without a registry. */
  readonly registryUrl: string | null;
  /** What was started, for people: "Kafka 4.3.1 with 3 brokers and Apicurio Registry 3.3.3". */
  readonly description: string;
  stop(): Promise<void>;
}

type Wanted = Pick<SandboxArguments, 'brokers' | 'kafka' | 'registry' | 'runtime'>;

/** Starts Kafka, and a registry when one is wanted, with Docker or with Java. */
export async function startPlatform(wanted: Wanted, say: (line: string) => void): Promise<Platform> {
  return (await chooseRuntime(wanted)) === 'docker' ? startWithDocker(wanted, say) : startWithJava(wanted, say);
}

async function chooseRuntime({ runtime, kafka }: Wanted): Promise<'docker' | 'java'> {
  if (runtime === 'docker' && !hasImage(kafka))
    throw new Error(`There is no Docker image of Kafka ${kafka}: use --runtime java, or --kafka 3.7.0 or newer.`);
  if (runtime !== 'auto') return runtime;
  return hasImage(kafka) && (await dockerAnswers()) ? 'docker' : 'java';
}

async function startWithDocker(wanted: Wanted, say: (line: string) => void): Promise<Platform> {
  say(`Starting ${describeKafka(wanted)}${wanted.registry ? ' and a schema registry' : ''} with Docker…`);
  const containers = await startContainers({
    project: `kafka-architect-${process.pid}`,
    brokers: wanted.brokers,
    kafkaVersion: wanted.kafka,
    registry: wanted.registry,
  });
  return { ...containers, description: `${describeKafka(wanted)} in Docker` };
}

async function startWithJava(wanted: Wanted, say: (line: string) => void): Promise<Platform> {
  if (!existsSync(join(cacheFolder(), `kafka-${wanted.kafka}`)))
    say(`Fetching with Maven, once, into ${cacheFolder()} (up to 400 MB)…`);
  say(`Starting ${describeKafka(wanted)}${wanted.registry ? ' and a schema registry' : ''} with Java…`);
  const kafkaStart = startKafka({ version: wanted.kafka, brokers: wanted.brokers });
  const registryStart = wanted.registry ? startRegistry() : Promise.resolve(null);
  const started = await Promise.allSettled([kafkaStart, registryStart]);
  const stop = async () => {
    await Promise.all(started.map((part) => (part.status === 'fulfilled' ? part.value?.stop() : undefined)));
  };
  const [kafka, registry] = started;
  if (kafka.status === 'rejected' || registry.status === 'rejected') {
    await stop();
    throw kafka.status === 'rejected' ? kafka.reason : registry.status === 'rejected' ? registry.reason : undefined;
  }
  return {
    bootstrapServers: kafka.value.bootstrapServers,
    registryUrl: registry.value?.url ?? null,
    description: [describeKafka(wanted), ...(registry.value === null ? [] : [registry.value.flavour])].join(' and '),
    stop,
  };
}

function describeKafka({ kafka, brokers }: Wanted): string {
  return `Kafka ${kafka} with ${brokers === 1 ? 'one broker' : `${brokers} brokers`}`;
}
