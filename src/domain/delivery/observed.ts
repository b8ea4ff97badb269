import type { ConfigCatalog } from '../configs/catalog.ts';
import { atLeast } from '../configs/release.ts';
import type { TransactionObservation } from './observation.ts';
import type { ExactlyOnceRequest } from './request.ts';

/** The request with what the cluster tells where nothing was given: its release (the oldest) and its number of brokers. */
export function observedRequest(
  request: ExactlyOnceRequest,
  observation: TransactionObservation | null,
  catalog: ConfigCatalog,
): { readonly request: ExactlyOnceRequest; readonly said: readonly string[] } {
  if (observation === null) return { request, said: [] };
  const seen = observation.brokers.flatMap(({ release }) => release ?? []);
  const oldest = seen.reduce<string | null>((low, each) => (low === null || atLeast(low, each) ? each : low), null);
  const known = oldest === null ? null : (catalog.releases.findLast((release) => atLeast(oldest, release)) ?? null);
  const release = request.kafka_version ?? known ?? undefined;
  const brokers = request.brokers ?? (observation.brokers.length > 0 ? observation.brokers.length : undefined);
  const said = [
    ...(request.kafka_version === undefined && known !== null
      ? [
          `kafka_version = ${known}: read from the cluster${known === oldest ? '' : ` (${oldest}; ${known} is the nearest that is known)`}`,
        ]
      : []),
    ...(request.brokers === undefined && brokers !== undefined ? [`brokers = ${brokers}: read from the cluster`] : []),
  ];
  return { request: { ...request, kafka_version: release, brokers }, said };
}
