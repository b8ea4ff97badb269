import { beforeAll, describe, expect, test } from 'vitest';
import type { ConfigCatalog } from '../../../src/domain/configs/catalog.ts';
import { planConsumers } from '../../../src/domain/consumers/plan.ts';
import { type ConsumersRequest, consumerClients, deliveries } from '../../../src/domain/consumers/request.ts';
import { configs } from '../../support/fake-ports.ts';

let catalog: ConfigCatalog;
beforeAll(async () => {
  catalog = await configs();
});

const releases = ['3.6', '3.9', '4.0', '4.2', '4.3', '4.4'];
const numbers: readonly ConsumersRequest[] = [
  {},
  { messages_per_s: 2_000, processing_ms_per_message: 10, processing_p99_ms: 80, partitions: 30, restart_seconds: 30 },
  { messages_per_s: 50_000, processing_ms_per_message: 0.2, average_message_bytes: 4_000, restart_seconds: 120 },
  { messages_per_s: 1, processing_ms_per_message: 9_000, processing_p99_ms: 90_000 },
];
const ofTheBroker = ['group', 'topic'];

describe.each(consumerClients)('what is advised for %s is kept, and not accused', (client) => {
  test.each(releases)('%s', (kafka_version) => {
    for (const delivery of deliveries)
      for (const ordering of ['per_key', 'none'] as const)
        for (const more of numbers) {
          const request = { client, kafka_version, delivery, ordering, ...more };
          const first = planConsumers(request, catalog);
          const config = Object.fromEntries(
            first.settings
              .filter(({ family }) => !ofTheBroker.includes(family))
              .flatMap(({ settings }) =>
                settings.map(({ name, value }) => [name, value.replace('ORDINAL', '$' + 'ORDINAL')]),
              ),
          );
          const again = planConsumers({ ...request, group: first.summary.split(':')[0], config }, catalog);
          const said = new Set(first.findings.map(({ rule }) => rule));
          expect(again.findings.filter(({ rule }) => !said.has(rule))).toEqual([]);
          expect(again.group.protocol).toBe(first.group.protocol);
        }
  });
});
