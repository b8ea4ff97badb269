import { named } from '../../named.ts';
import type { SinkKind } from '../request.ts';
import type { Entry } from './given.ts';

/** `acks=1 (given)`, `isolation.level=read_uncommitted (not given, the default)`. */
export const said = ({ name, text, given }: Entry): string =>
  `${named(name)}=${named(text)} (${given ? 'given' : 'not given, the default'})`;

/** Clients with a produce loop of their own, whose settings are the user's. */
export const ownClient = (client: string): boolean =>
  client === 'java' || client === 'librdkafka' || client === 'kafkajs';

export const writesKafka = (sinks: readonly SinkKind[]): boolean =>
  sinks.includes('kafka') || sinks.includes('other_kafka_cluster');
