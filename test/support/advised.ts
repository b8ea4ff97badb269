import type { SettingGroup } from '../../src/domain/advice/setting.ts';
import type { ConfigCatalog } from '../../src/domain/configs/catalog.ts';
import { planConsumers } from '../../src/domain/consumers/plan.ts';
import { consumerClients } from '../../src/domain/consumers/request.ts';
import { planExactlyOnce } from '../../src/domain/delivery/plan.ts';
import { pipelineClients, sinkKinds, sourceKinds } from '../../src/domain/delivery/request.ts';
import { designTopics } from '../../src/domain/topics/design.ts';
import type { TopicsDesign } from '../../src/domain/topics/design-types.ts';
import { KnownFailure } from '../../src/failure.ts';
import { randomDesigns } from './designs.ts';

const deliveries = ['at_least_once', 'at_most_once', 'exactly_once'] as const;

/** Designs for a release of the brokers, the same for the same seed. */
export const designsFor = (catalog: ConfigCatalog, release: string, count: number, seed: number): TopicsDesign[] =>
  randomDesigns(count, seed).map((request) =>
    designTopics({ ...request, environment: { ...request.environment, kafka_version: release } }, catalog),
  );

/** Every configuration that the advisors of consumers and of exactly-once emit over the whole of what can be asked. */
export function advisedSettings(catalog: ConfigCatalog, release: string): (readonly SettingGroup[])[] {
  const consumers = consumerClients.flatMap((client) =>
    deliveries.flatMap((delivery) =>
      (['per_key', 'none'] as const).flatMap((ordering) =>
        [undefined, 120].map(
          (restart_seconds) =>
            planConsumers(
              {
                ...{ client, delivery, ordering, restart_seconds, kafka_version: release },
                ...{ group: 'billing', topic: 'orders', messages_per_s: 2_000, average_message_bytes: 1_200 },
                ...{ processing_ms_per_message: 10, processing_p99_ms: 900, failure_share: 0.01, brokers: 6 },
              },
              catalog,
            ).settings,
        ),
      ),
    ),
  );
  const pipelines = pipelineClients.flatMap((client) =>
    sourceKinds.flatMap((source) =>
      sinkKinds.map((sink) => {
        const request = { sources: [source], sinks: [sink], client, kafka_version: release, brokers: 3 };
        return planned(() => planExactlyOnce(request, catalog, null))?.needs ?? [];
      }),
    ),
  );
  return [...consumers, ...pipelines];
}

/** null: the advisor refuses such a pipeline, as one without Kafka. */
function planned<T>(plan: () => T): T | null {
  try {
    return plan();
  } catch (error) {
    if (error instanceof KnownFailure) return null;
    throw error;
  }
}

export interface EmittedConfig {
  readonly family: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** Each different configuration once. What is said in parts, for many at a time, is put together for each of them. */
export function distinctConfigs(answers: readonly (readonly SettingGroup[])[]): EmittedConfig[] {
  const distinct = new Map<string, EmittedConfig>();
  for (const groups of answers) {
    const whole = new Map<string, { readonly family: string; readonly settings: Record<string, string> }>();
    for (const { family, applies_to, settings } of groups) {
      for (const whose of applies_to) {
        const key = `${family} ${whose}`;
        const config = whole.get(key) ?? { family, settings: {} };
        whole.set(key, config);
        for (const { name, value } of settings) config.settings[name] = value;
      }
    }
    for (const { family, settings } of whole.values()) {
      const sorted = { family, settings: Object.fromEntries(Object.entries(settings).sort()) };
      distinct.set(JSON.stringify(sorted), sorted);
    }
  }
  return [...distinct.values()];
}
