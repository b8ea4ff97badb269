import type { ConfigCatalog, ConfigFamily, Release } from '../configs/catalog.ts';
import { type ClientEntries, clientEntries } from '../configs/framework-entries.ts';
import { atLeast } from '../configs/release.ts';
import type { Finding, Severity } from '../finding.ts';
import { isOfShareConsumer, sideOf } from './from-config.ts';
import type { Premises } from './premises.ts';
import type { ConsumerClient } from './request.ts';
import { unknownOrRefused } from './unread-config.ts';

/** The configuration in use, read with the defaults of its release. */
export interface GivenConfig {
  readonly family: ConfigFamily;
  readonly release: Release;
  /** It asks for the consumer protocol, and the client knows it. */
  readonly asksForConsumerProtocol: boolean;
  /** It asks for it, and the brokers do not serve it: it is judged as it will be with group.protocol=classic. */
  readonly fallsBack: boolean;
  /** The consumer or the streams protocol, served by the brokers: session, heartbeat and assignor are theirs. */
  readonly brokersHoldSession: boolean;
  /** It holds settings that only a share consumer takes. */
  readonly ofShareConsumer: boolean;
  /** Names that no release and no client has. */
  readonly unknown: readonly string[];
  /** The name with the prefix that it has here, or should have. */
  spelt(name: string): string;
  /** Whether the user wrote it. */
  given(name: string): boolean;
  /** What the user wrote, or the default; null: neither. */
  text(name: string): string | null;
  /** The same as a number; null: neither, or no number. */
  number(name: string): number | null;
  flag(name: string): boolean | null;
}

export const familyOf = {
  java: 'consumer',
  librdkafka: 'librdkafka',
  kafkajs: 'kafkajs-consumer',
  streams: 'streams',
  connect: 'connect-sink',
} as const satisfies Record<ConsumerClient, ConfigFamily>;

/** Where the runtime takes the settings of its consumer from; the first wins. */
const PREFIXES: Readonly<Record<ConsumerClient, readonly [string, ...string[]]>> = {
  java: [''],
  librdkafka: [''],
  kafkajs: [''],
  streams: ['main.consumer.', 'consumer.', ''],
  connect: ['consumer.override.', ''],
};

/** null: no configuration was given. */
export function givenConfigOf(premises: Premises, catalog: ConfigCatalog): GivenConfig | null {
  const { config, client, clientRelease, release, told } = premises;
  if (config === null) return null;
  const family = familyOf[client];
  const unknown = unknownOrRefused(config, client, family, clientRelease, catalog);
  const { entries, framework, home } = clientEntries(config, sideOf(client));
  const entryOf = (name: string) =>
    PREFIXES[client].map((prefix) => entries.get(`${prefix}${name}`)).find((entry) => entry !== undefined);
  const written = (name: string): string | undefined => entryOf(name)?.value;
  const text = (name: string): string | null =>
    written(name) ??
    frameworkDefault(framework, client, name, entries) ??
    catalog.find(family, `${PREFIXES[client][0]}${name}`, clientRelease)?.default ??
    catalog.find(family, name, clientRelease)?.default ??
    null;
  // Streams has an assignor of its own, and no consumer protocol: see streamsOverConsumer.
  const asksForConsumerProtocol =
    client !== 'streams' &&
    text('group.protocol')?.toLowerCase() === 'consumer' &&
    catalog.find(family, `${PREFIXES[client][0]}group.protocol`, clientRelease) !== null;
  const served = servesConsumerProtocol(release);
  return {
    family,
    release: clientRelease,
    asksForConsumerProtocol,
    fallsBack: asksForConsumerProtocol && !served,
    brokersHoldSession: (asksForConsumerProtocol && served) || told.groupType === 'streams',
    unknown,
    ofShareConsumer: isOfShareConsumer(entries),
    spelt: (name) => entryOf(name)?.written ?? `${home}${PREFIXES[client][0]}${name}`,
    given: (name) => written(name) !== undefined,
    text,
    number(name) {
      const value = text(name);
      const number = value === null || value === '' ? Number.NaN : Number(value);
      return Number.isFinite(number) ? number : null;
    },
    flag(name) {
      const value = text(name)?.toLowerCase();
      return value === 'true' ? true : value === 'false' ? false : null;
    },
  };
}

/** Sources: Spring for Apache Kafka, container properties; Spring Cloud Stream, startOffset; SmallRye, commit strategies. */
function frameworkDefault(
  framework: ClientEntries['framework'],
  client: ConsumerClient,
  name: string,
  entries: ClientEntries['entries'],
): string | undefined {
  if (client !== 'java') return undefined;
  // These commit themselves, after the work.
  if (name === 'enable.auto.commit' && (framework === 'Spring' || framework === 'SmallRye')) return 'false';
  // A binding with a group of its own starts at the beginning.
  const binds = name === 'auto.offset.reset' && [...entries.values()].some(({ written }) => OF_BINDER.test(written));
  return binds ? 'earliest' : undefined;
}

const OF_BINDER = /^spring\.cloud\.stream\./i;

/** Source: KIP-848, generally available in brokers from 4.0. */
const servesConsumerProtocol = (brokers: Release): boolean => atLeast(brokers, '4.0');

/**
 * A fault as it stands, or as it will be once the group is back on the classic protocol, where the configuration asks for one that it
 * cannot have: that is to be solved first.
 */
export const asItWillBe = (
  { fallsBack }: GivenConfig,
  severity: Severity,
  says: string,
): Pick<Finding, 'severity' | 'says'> =>
  fallsBack
    ? {
        severity: severity === 'high' ? 'medium' : severity,
        says: `With group.protocol=classic: ${says.replace(/^Brokers/, 'brokers')}`,
      }
    : { severity, says };
