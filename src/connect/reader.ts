import { z } from 'zod';
import type { ConnectSettings } from '../config/settings.ts';
import { explainFailure, explainStatus, notTheService, type Service, shownUrl } from '../http/explain.ts';
import { HttpFailure } from '../http/failure.ts';
import { ask, type HttpLimits } from '../http/request.ts';
import type { Log } from '../log.ts';
import type { ConnectReader, EndpointCheck, EndpointProblem } from '../ports.ts';

const CONNECT: Service = {
  name: 'Kafka Connect worker',
  usualPort: 8083,
  settings: { url: 'KAFKA_CONNECT_URL', credentials: 'KAFKA_CONNECT_USERNAME and KAFKA_CONNECT_PASSWORD', ca: null },
};

/** Answer of `GET /`; source: Kafka Connect REST API, org.apache.kafka.connect.runtime.rest.entities.ServerInfo. */
const serverInfo = z.object({ version: z.string(), commit: z.string(), kafka_cluster_id: z.string().nullish() });

/** A Kafka Connect worker behind its port. `limits` is for tests; the default is 4 s a request and 5 MB an answer. */
export function createConnectReader(settings: ConnectSettings, log: Log, limits?: HttpLimits): ConnectReader {
  return { check: ({ signal }) => checkWorker(settings, log, signal, limits) };
}

async function checkWorker(
  settings: ConnectSettings,
  log: Log,
  signal: AbortSignal,
  limits: HttpLimits | undefined,
): Promise<EndpointCheck> {
  const { url } = settings;
  try {
    const query = { method: 'GET', path: '/', accept: 'application/json' } as const;
    const { status, text } = await ask({ ...settings, tls: null }, query, signal, limits);
    if (status !== 200) return unreachable(explainStatus(status, CONNECT, url));
    const info = serverInfo.safeParse(parsed(text));
    if (!info.success) return unreachable(notTheService(CONNECT, url, 'answered without a Connect version'));
    const { version, commit, kafka_cluster_id: cluster } = info.data;
    const parts = [
      `Kafka Connect at ${shownUrl(url)}`,
      `release ${plain(version)} (commit ${plain(commit)})`,
      ...(cluster == null ? [] : [`Kafka cluster id ${plain(cluster)}`]),
    ];
    return { reachable: true, found: parts.join(', '), problems: [] };
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    log.write('debug', 'connect request failed', { error });
    return unreachable(explainFailure(error, CONNECT, url));
  }
}

const unreachable = (problem: EndpointProblem): EndpointCheck => ({
  reachable: false,
  found: null,
  problems: [problem],
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Names and numbers only: what the worker writes here is shown as ours. */
const plain = (text: string): string => text.replace(/[^\w.+-]/g, '').slice(0, 40);
