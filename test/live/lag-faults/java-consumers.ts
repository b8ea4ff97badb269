import type { JavaConsumer } from '../../support/java-clients.ts';

type Behaviour = Omit<JavaConsumer, 'kind' | 'id' | 'config'>;

/** Commits are made by hand unless `auto` says how often; no member is thrown out before ten seconds without a heartbeat. */
const COMMON = {
  'auto.offset.reset': 'earliest',
  'enable.auto.commit': 'false',
  'max.poll.interval.ms': '300000',
};

/** A member of a classic group. */
export const classic = (
  id: string,
  group: string,
  behaviour: Behaviour,
  config: Readonly<Record<string, string>> = {},
): JavaConsumer => ({
  kind: 'consumer',
  id,
  config: {
    ...COMMON,
    'group.id': group,
    'session.timeout.ms': '10000',
    'heartbeat.interval.ms': '1000',
    ...config,
  },
  ...behaviour,
});

/** A member of a group of the 4.x consumer protocol, whose timeouts are the brokers'. */
export const modern = (
  id: string,
  group: string,
  behaviour: Behaviour,
  config: Readonly<Record<string, string>> = {},
): JavaConsumer => ({
  kind: 'consumer',
  id,
  config: { ...COMMON, 'group.id': group, 'group.protocol': 'consumer', ...config },
  ...behaviour,
});

/** Commits by the client itself, as the Java client does unless told otherwise. */
export const auto = (everyMs: number) => ({
  'enable.auto.commit': 'true',
  'auto.commit.interval.ms': String(everyMs),
});
