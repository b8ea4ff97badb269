import { clientEntries } from '../configs/framework-entries.ts';
import { atLeast } from '../configs/release.ts';
import { named } from '../named.ts';
import type { groupProtocols } from './plan-types.ts';
import type { Premises } from './premises.ts';

export interface ProtocolChoice {
  readonly protocol: (typeof groupProtocols)[number];
  readonly why: string;
  /** Class or name as the client's configuration has it; null: the client sets none. */
  readonly assignor: string | null;
}

const COOPERATIVE_STICKY = 'org.apache.kafka.clients.consumer.CooperativeStickyAssignor';

/**
 * How members of the group come to their partitions. Source: KIP-848 (general availability 4.0; librdkafka 2.12), KIP-932
 * (4.2; librdkafka 2.15 as a preview only), KIP-1071 (core set 4.2).
 */
export function protocolOf(premises: Premises): ProtocolChoice {
  const { client, release, told, config } = premises;
  if (client === 'streams') return streams(premises);
  if (client === 'connect')
    return {
      protocol: 'connect',
      why: `the worker runs one consumer for each task, in the group ${told.group === null ? 'connect-<connector>' : named(told.group.value)}`,
      // With the consumer protocol a client that names an assignor of its own does not start.
      assignor: asksForConsumerProtocol(premises) && atLeast(release, '4.0') ? null : COOPERATIVE_STICKY,
    };
  if (client === 'kafkajs')
    return {
      protocol: 'classic',
      why: 'kafkajs 2.2.4 knows the classic protocol with its own round robin assigner only: every member stops at each rebalance',
      assignor: 'RoundRobinAssigner',
    };
  const fitsShareGroup = shareGroupFits(premises);
  if (fitsShareGroup && told.groupType !== 'consumer')
    return {
      protocol: 'share',
      why: 'no order is needed: members share partitions, so their number is free and one slow record holds up nothing (general availability 4.2)',
      assignor: null,
    };
  if (knowsConsumerProtocol(premises))
    return {
      protocol: 'consumer',
      why: `${client === 'java' ? 'brokers and client from 4.0 on' : 'brokers from 4.0 and librdkafka from 2.12 on'}: the coordinator assigns, and only partitions that move stop${fitsShareGroup ? '; the configuration is that of a consumer group, whose id cannot become a share group' : ''}`,
      assignor: remoteAssignor(config) === 'range' ? 'range' : 'uniform',
    };
  return {
    protocol: 'classic',
    why: `${atLeast(release, '4.0') ? 'the client' : `brokers of ${release}`} ${atLeast(release, '4.0') ? 'has' : 'have'} no production-ready consumer protocol; cooperative sticky stops only the partitions that move`,
    assignor: client === 'java' ? COOPERATIVE_STICKY : 'cooperative-sticky',
  };
}

/** Share groups keep no order and commit no offsets; generally available in brokers and the Java client from 4.2. Source: KIP-932. */
export const shareGroupFits = ({ client, ordered, delivery, release, clientRelease }: Premises): boolean =>
  client === 'java' &&
  !ordered &&
  delivery === 'at_least_once' &&
  atLeast(release, '4.2') &&
  atLeast(clientRelease, '4.2');

const remoteAssignor = (config: Premises['config']): string | undefined =>
  config === null ? undefined : clientEntries(config, 'consumer').entries.get('group.remote.assignor')?.value;

const asksForConsumerProtocol = ({ config }: Premises): boolean =>
  config?.get('consumer.override.group.protocol')?.toLowerCase() === 'consumer';

const knowsConsumerProtocol = ({ client, release, clientRelease, newProtocolInLibrary }: Premises): boolean =>
  atLeast(release, '4.0') && (client === 'java' ? atLeast(clientRelease, '4.0') : newProtocolInLibrary);

/** A running application keeps the protocol that it has. Source: KIP-1071, early access in 4.1. */
function streams({ release, clientRelease, told }: Premises): ProtocolChoice {
  const ready = atLeast(release, '4.2') && atLeast(clientRelease, '4.2');
  if (ready && told.groupType === 'streams')
    return {
      protocol: 'streams',
      why: 'the configuration has group.protocol=streams, production-ready for its core set from 4.2: the brokers assign the tasks',
      assignor: null,
    };
  return {
    protocol: 'classic',
    why: ready
      ? 'Streams brings its own assignor; group.protocol=streams is production-ready for its core set from 4.2, but moving a running application to it needs a full stop'
      : 'Streams brings its own assignor, and keeps state where it is',
    assignor: null,
  };
}
