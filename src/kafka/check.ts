import type { KafkaSettings } from '../config/settings.ts';
import { named } from '../domain/named.ts';
import type { EndpointCheck, EndpointProblem } from '../ports.ts';
import { brokersOf, locate } from './brokers.ts';
import { askForLife, startCall } from './call.ts';
import { addressText, type BrokerAddress } from './connection/address.ts';
import type { BrokerLink, Connections } from './connection/connections.ts';
import { BrokerCallError } from './connection/errors.ts';
import { explainProblem, problemsOf } from './failures/failures.ts';
import { releaseOf } from './release.ts';

/** Time for all brokers together, after a bootstrap server has answered. */
const BROKER_TIMEOUT_MS = 2_000;

/**
 * Connects to a bootstrap server, then to every broker that it names, and says what answered and what did not. A broker
 * that is named at an address which does not answer from here is the classic mistake in advertised.listeners.
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
  const tried = await Promise.all(brokers.map((broker) => tryBroker(connections, broker, signal)));
  const links = tried.flatMap((outcome) => (outcome instanceof BrokerCallError ? [] : [outcome]));
  const failed = tried.flatMap((outcome) => (outcome instanceof BrokerCallError ? [outcome] : []));
  const problems = await Promise.all(failed.map((error) => advertisedProblem(error, link.address, settings, signal)));
  return { reachable: true, found: describeFound(brokers.length, links, metadata.clusterId), problems };
}

async function tryBroker(
  connections: Connections,
  broker: BrokerAddress,
  signal: AbortSignal,
): Promise<BrokerLink | BrokerCallError> {
  try {
    const options = { signal, timeoutMs: BROKER_TIMEOUT_MS };
    return await askForLife(await connections.broker(broker, options), options);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof BrokerCallError) return error;
    throw error;
  }
}

async function advertisedProblem(
  error: BrokerCallError,
  bootstrap: BrokerAddress,
  settings: KafkaSettings,
  signal: AbortSignal,
): Promise<EndpointProblem> {
  const problem = await explainProblem(error, settings, signal);
  const { nodeId } = error.address;
  return {
    ...problem,
    what: `Broker ${nodeId}: ${problem.what} The cluster names this address; the bootstrap server ${named(addressText(bootstrap))} answers.`,
    likelyCause: `${problem.likelyCause} Or advertised.listeners of broker ${nodeId} names an address that is good inside its own network only.`,
    nextStep: `If broker ${nodeId} is up, give it a listener whose advertised address is reachable from this machine. ${problem.nextStep}`,
  };
}

function describeFound(brokers: number, links: readonly BrokerLink[], clusterId: string | null): string {
  const releases = [...new Set(links.map(({ ranges }) => releaseOf(ranges) ?? 'older than 3.0'))].sort();
  const counted = `${links.length} of ${brokers} ${brokers === 1 ? 'broker' : 'brokers'} answered`;
  const release = releases.length === 0 ? '' : `, Kafka ${releases.join(' and ')}`;
  return `${counted}${release}${clusterId === null ? '' : `, cluster id ${named(clusterId)}`}`;
}
