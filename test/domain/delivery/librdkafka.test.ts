import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigCatalog } from '../../../src/domain/configs/catalog.ts';
import { planExactlyOnce } from '../../../src/domain/delivery/plan.ts';
import type { ExactlyOnceRequest } from '../../../src/domain/delivery/request.ts';
import { configs } from '../../support/fake-ports.ts';

let catalog: ConfigCatalog;
beforeAll(async () => {
  catalog = await configs();
});
const plan = (more: Partial<ExactlyOnceRequest>) =>
  planExactlyOnce(
    {
      ...{ client: 'librdkafka', sources: ['kafka'], sinks: ['kafka'], kafka_version: '3.6', lag_alerts: true },
      ...{ instances: 3, input_partitions: 9, ...more },
    },
    catalog,
    null,
  );

/** Sources: release notes of librdkafka 1.4.0 (transactions) and 1.6.0 (KIP-447). */
describe('what the release of librdkafka can do', () => {
  it.each([
    ['1.3.0', 'effectively_once', 'high', undefined],
    ['v1.3.0', 'effectively_once', 'high', undefined],
    ['1.4.0', 'exactly_once', 'medium', 9],
    ['1.5.3', 'exactly_once', 'medium', 9],
    ['1.6.0', 'exactly_once', undefined, 3],
    ['2.15.0', 'exactly_once', undefined, 3],
    [undefined, 'exactly_once', undefined, 3],
    ['latest', 'exactly_once', undefined, 3],
  ] as const)('%s: %s, %s, %s ids', (client_version, guarantee, severity, ids) => {
    const answer = plan({ client_version });
    expect(answer.guarantee).toBe(guarantee);
    expect(answer.findings.find(({ rule }) => rule === 'EOS-CLIENT-TOO-OLD')?.severity).toBe(severity);
    expect(answer.findings.map(({ rule }) => rule)).not.toContain('EOS-TRANSACTIONS-NOT-NEEDED');
    expect(answer.transactional_ids?.count).toBe(ids);
    expect(answer.assumptions.some((said) => said.includes('taken for a release of librdkafka'))).toBe(
      severity !== undefined,
    );
  });

  it('before 1.6 only ids fence, one for each input partition', () => {
    const { parts, transactional_ids, needs, figures } = plan({ client_version: '1.5.0', commit_interval_ms: 1_000 });
    expect(parts[1]?.why).toContain('only one id per input partition fences');
    expect(transactional_ids?.scheme).toContain('<application>-<topic>-<partition>');
    expect(transactional_ids?.fencing).toContain('by id alone');
    const settings = needs.flatMap((group) => group.settings);
    expect(settings.find(({ name }) => name === 'transactional.id')?.value).toBe('<application>-<topic>-<partition>');
    expect(figures.find(({ name }) => name === 'commits_per_s')?.value).toBe(9);
  });

  it('is of no account without a Kafka source', () => {
    expect(plan({ client_version: '1.3.0', sources: ['outbox'] }).findings.map(({ rule }) => rule)).toEqual([
      'EOS-TRANSACTIONS-NOT-NEEDED',
    ]);
  });
});
