import type { Configured } from '../ports.ts';
import type { HttpAuth, Settings } from './settings.ts';

/** What is set, in words that hold no secret. */
export const describeSettings = (
  settings: Settings,
  problems: readonly string[],
  version: string,
  notice: string | null,
): Configured => ({
  version,
  notice,
  kafka:
    settings.kafka === null
      ? null
      : {
          endpoints: settings.kafka.bootstrapServers,
          security: [settings.kafka.securityProtocol, settings.kafka.sasl?.mechanism].filter(Boolean).join(' '),
        },
  registry:
    settings.registry === null
      ? null
      : { endpoint: settings.registry.url, security: describeAuth(settings.registry.auth) },
  connect:
    settings.connect === null
      ? null
      : { endpoint: settings.connect.url, security: describeAuth(settings.connect.auth) },
  problems,
});

const describeAuth = (auth: HttpAuth | null): string => (auth === null ? 'no authentication' : auth.kind);
