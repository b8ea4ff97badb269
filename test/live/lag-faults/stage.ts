import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { quietClient } from '../../../sandbox/client.ts';
import type { RunningKafka } from '../../../sandbox/kafka.ts';
import { type JavaClients, startJavaClients } from '../../support/java-clients.ts';
import { type SteadyLoad, startSteadyLoad } from '../../support/steady-load.ts';

/** What plants act on: a cluster, its load and its clients, from the moment the curtain rises. */
export interface Stage {
  readonly bootstrapServers: string;
  /** `host:port` of the first broker. */
  readonly address: string;
  readonly admin: Admin;
  /** Clients that live and end as programs do. */
  readonly java: JavaClients;
  readonly load: SteadyLoad;
  /** A process for clients that are to be frozen or killed together. */
  javaProcess(): Promise<JavaClients>;
  /** Resolves so many seconds after the curtain rose, at once when that is past. */
  at(seconds: number): Promise<void>;
  /** What a plant leaves open; done before the clients stop. */
  atEnd(step: () => Promise<unknown>): void;
  end(): Promise<void>;
}

export async function openStage({ bootstrapServers, brokers }: RunningKafka): Promise<Stage> {
  const admin = quietClient('stage', bootstrapServers).admin();
  const [java, load] = await Promise.all([
    startJavaClients(bootstrapServers),
    startSteadyLoad(bootstrapServers),
    admin.connect(),
  ]);
  const steps: (() => Promise<unknown>)[] = [];
  const curtainMs = Date.now();
  const [first] = brokers;
  return {
    bootstrapServers,
    address: `${first?.host}:${first?.port}`,
    admin,
    java,
    load,
    async javaProcess() {
      const process = await startJavaClients(bootstrapServers);
      steps.push(() => process.kill());
      return process;
    },
    at: (seconds) => sleep(Math.max(0, curtainMs + seconds * 1_000 - Date.now())),
    atEnd: (step) => void steps.push(step),
    async end() {
      await Promise.allSettled(steps.map((step) => step()));
      await Promise.allSettled([java.kill(), load.stop(), admin.disconnect()]);
    },
  };
}
