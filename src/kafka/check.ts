import type { KafkaSettings } from '../config/settings.ts';
import { named } from '../domain/named.ts';
import type { EndpointCheck, EndpointProblem } from '../ports.ts';
import { brokersOf, locate } from './brokers.ts';
import { askForLife, startCall } from './call.ts';
import { addressText, type BrokerAddress, parseBootstrapServer } from './connection/address.ts';
import type { BrokerLink, Connections } from './connection/connections.ts';
import { countdown } from './connection/deadline.ts';
import { BrokerCallError } from './connection/errors.ts';
import { problemOf, problemsOf, recognise } from './failures/failures.ts';
import { releaseOf } from './release.ts';

/** For each address, all at the same time, after a bootstrap server has answered, which may have cost 2.5 s. */
const ADDRESS_TIMEOUT_MS = 1_500;

/**
 * Connects to a bootstrap server, then to every broker that it names and to the other bootstrap servers, and says what
 * answered and what did not. A broker that is named at an address which does not answer from here is the classic mistake in
 * advertised.listeners.
 */
export async function checkCluster(
  connections: Connections,
  settings: KafkaSettings,
  signal: AbortSignal,
): Promise<EndpointCheck> {
  try {
    return await checkBrokers(connections, settings, signal);
  } catch (error) {
    signal.throwIfAborted();
    const problems = await problemsOf(error, settings, signal);
    if (problems === null) throw error;
    return { reachable: false, found: null, problems };
  }
}

async function checkBrokers(
  connections: Connections,
  settings: KafkaSettings,
  signal: AbortSignal,
): Promise<EndpointCheck> {
  const call = startCall(connections, signal);
  const { link, metadata } = await locate(call, []);
  const brokers = brokersOf(metadata).all;
  const others = otherServers(settings, [link.address, ...brokers]);
  const [brokersTried, othersTried] = await Promise.all([
    tryAll(connections, brokers, signal),
    tryAll(connections, others, signal),
  ]);
  const problems = await Promise.all([
    ...brokersTried.failed.map((error) => advertisedProblem(error, link.address, settings, signal)),
    ...othersTried.failed.map(async (error) => problemOf(error, await recognise(error, settings, signal))),
  ]);
  return { reachable: true, found: describeFound(brokers.length, brokersTried.links, metadata.clusterId), problems };
}

/** Bootstrap servers at addresses that are not tried anyway. */
function otherServers({ bootstrapServers }: KafkaSettings, tried: readonly BrokerAddress[]): readonly BrokerAddress[] {
  const known = new Set(tried.map(addressText));
  return bootstrapServers.map(parseBootstrapServer).filter((server) => !known.has(addressText(server)));
}

async function tryAll(connections: Connections, addresses: readonly BrokerAddress[], signal: AbortSignal) {
  const outcomes = await Promise.all(addresses.map((address) => tryAddress(connections, address, signal)));
  return {
    links: outcomes.flatMap((outcome) => (outcome instanceof BrokerCallError ? [] : [outcome])),
    failed: outcomes.flatMap((outcome) => (outcome instanceof BrokerCallError ? [outcome] : [])),
  };
}

async function tryAddress(
  connections: Connections,
  address: BrokerAddress,
  signal: AbortSignal,
): Promise<BrokerLink | BrokerCallError> {
  const left = countdown({ signal, timeoutMs: ADDRESS_TIMEOUT_MS });
  try {
    return await askForLife(await connections.broker(address, left()), left());
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof BrokerCallError) return error;
    throw error;
  }
}

/** What a wrong advertised address looks like; everything else has the same reasons as at a bootstrap server. */
const ADDRESS_KINDS = ['refused', 'unknown-host', 'no-route', 'silent'];

async function advertisedProblem(
  error: BrokerCallError,
  bootstrap: BrokerAddress,
  settings: KafkaSettings,
  signal: AbortSignal,
): Promise<EndpointProblem> {
  const kind = await recognise(error, settings, signal);
  const problem = problemOf(error, kind);
  const { nodeId } = error.address;
  const what = `Broker ${nodeId}: ${problem.what} The cluster names this address; the bootstrap server ${named(addressText(bootstrap))} answers.`;
  if (!ADDRESS_KINDS.includes(kind.id)) return { ...problem, what };
  return {
    ...problem,
    what,
    likelyCause: `advertised.listeners of broker ${nodeId} names an address that is good inside its own network only (container, Kubernetes, private cloud), or the broker is down.`,
    nextStep: `If broker ${nodeId} is up, give it a listener whose advertised address can be reached from this machine, and name that listener's port in KAFKA_BOOTSTRAP_SERVERS.`,
  };
}

function describeFound(brokers: number, links: readonly BrokerLink[], clusterId: string | null): string {
  const releases = [...new Set(links.map(({ ranges }) => releaseOf(ranges) ?? 'older than 3.0'))].sort();
  const counted = `${links.length} of ${brokers} ${brokers === 1 ? 'broker' : 'brokers'} answered`;
  const release = releases.length === 0 ? '' : `, Kafka ${releases.join(' and ')}`;
  return `${counted}${release}${clusterId === null ? '' : `, cluster id ${named(clusterId)}`}`;
}
