import type { EndpointProblem } from '../ports.ts';
import type { HttpFailure, HttpFailureKind } from './failure.ts';

/** A service behind HTTP, in the operator's words. */
export interface Service {
  /** Such as `schema registry`. */
  readonly name: string;
  readonly usualPort: number;
  /** What the settings are called; null where there is none for it. */
  readonly settings: { readonly url: string; readonly credentials: string; readonly ca: string | null };
}

type Words = Omit<EndpointProblem, 'endpoint'>;

/** The URL as it may be shown: without user information, query and fragment. */
export function shownUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

/** A request that brought no answer, for the person who can mend it. */
export const explainFailure = (failure: HttpFailure, service: Service, url: string): EndpointProblem => ({
  endpoint: shownUrl(url),
  ...(WORDS[failure.kind] ?? other)(service, failure),
});

/** An answer that says no: 401, 403, 404 and the rest. Holds no words of the other side. */
export function explainStatus(status: number, service: Service, url: string): EndpointProblem {
  const { name, settings } = service;
  const endpoint = shownUrl(url);
  if (status === 401)
    return {
      endpoint,
      what: `The ${name} asked for credentials or refused ours (HTTP 401).`,
      likelyCause: 'No user name, password or token is set, or they are wrong or expired.',
      nextStep: `Check ${settings.credentials}.`,
    };
  if (status === 403)
    return {
      endpoint,
      what: `The ${name} knows who asks and does not allow it (HTTP 403).`,
      likelyCause: 'The account has no right to read here.',
      nextStep: `Give the account of ${settings.credentials} read access.`,
    };
  if (status === 404) return notTheService(service, url, 'answered that there is nothing at this path (HTTP 404)');
  if (status === 429)
    return {
      endpoint,
      what: `The ${name} refuses more requests for now (HTTP 429).`,
      likelyCause: 'A request limit of the service or of a gateway before it is used up.',
      nextStep: 'Try again in a minute.',
    };
  return {
    endpoint,
    what: `The ${name} failed to answer (HTTP ${status}).`,
    likelyCause:
      status >= 500
        ? 'It is starting, overloaded or broken inside, or a gateway before it cannot reach it.'
        : 'Something else than expected answers at this address, or a gateway before it refuses the request.',
    nextStep: `Read the log of the ${name}, then try again.`,
  };
}

/** Something answers, and it is not the service: a web page, another API, a wrong path. */
export const notTheService = ({ name, settings }: Service, url: string, how: string): EndpointProblem => ({
  endpoint: shownUrl(url),
  what: `What listens there ${how}: it is not a ${name}.`,
  likelyCause: 'The URL names another service or port, or the path of the API is missing or wrong.',
  nextStep:
    name === 'schema registry'
      ? `Correct ${settings.url}: Confluent, Karapace and Redpanda answer at the root, Apicurio under /apis/ccompat/v7.`
      : `Correct ${settings.url}.`,
});

const other = ({ name, settings }: Service, failure: HttpFailure): Words => ({
  what: `The request to the ${name} failed${failure.detail === null ? '' : ` (${failure.detail})`}.`,
  likelyCause: 'The network or a system setting prevents it.',
  nextStep: `Check ${settings.url} from this machine with curl.`,
});

const WORDS: Partial<Record<HttpFailureKind, (service: Service, failure: HttpFailure) => Words>> = {
  refused: ({ name, usualPort, settings }) => ({
    what: 'The connection was refused: the machine is there and nothing listens on this port.',
    likelyCause: `The ${name} is not running, or it listens on another port or interface (usual port ${usualPort}).`,
    nextStep: `Start the ${name}, or correct the port in ${settings.url}.`,
  }),
  'unknown-host': ({ settings }) => ({
    what: 'The host name is not known.',
    likelyCause: 'It is misspelt, or it can be resolved only inside another network, such as that of Docker.',
    nextStep: `Correct the host in ${settings.url}, or use an address that this machine can resolve.`,
  }),
  'no-route': ({ settings }) => ({
    what: 'No connection could be made within the time limit.',
    likelyCause:
      'A firewall drops the packets, or the machine is off or in a network that cannot be reached from here.',
    nextStep: `Check the way from this machine to the host in ${settings.url}: VPN, security group, firewall.`,
  }),
  silent: ({ name }) => ({
    what: 'The connection was made, but no answer came within the time limit.',
    likelyCause: `The ${name} hangs, is overloaded or waits for its Kafka; or the port belongs to a service of another kind.`,
    nextStep: `Read the log of the ${name} and check that its Kafka is reachable.`,
  }),
  dropped: ({ settings }) => ({
    what: 'The connection was closed before an answer came.',
    likelyCause: 'The service restarts, it expects https where the URL says http, or the port is not an HTTP port.',
    nextStep: `Check scheme and port in ${settings.url}, then try again.`,
  }),
  'tls-untrusted': ({ settings }) => ({
    what: 'The certificate is signed by an authority that is not trusted here.',
    likelyCause: 'A company or self-made certificate authority signed it.',
    nextStep:
      settings.ca === null
        ? 'Start the server with NODE_EXTRA_CA_CERTS naming the PEM file of that authority.'
        : `Set ${settings.ca} to the PEM file of that authority.`,
  }),
  'tls-name': ({ settings }) => ({
    what: 'The certificate was issued for another host name.',
    likelyCause: 'The URL uses an address or alias that the certificate does not list.',
    nextStep: `Use a host name of the certificate in ${settings.url}.`,
  }),
  'tls-expired': () => ({
    what: 'The certificate is not valid at this time.',
    likelyCause: 'It has expired or is not valid yet, or the clock of this machine is wrong.',
    nextStep: 'Renew the certificate, or set the clock.',
  }),
  'tls-client': ({ name }) => ({
    what: 'The service ended the TLS handshake.',
    likelyCause:
      'It wants a client certificate and got none or one that it does not trust, or both share no TLS version.',
    nextStep: `Give this server a client certificate that the ${name} trusts, or a listener that needs none.`,
  }),
  'not-tls': ({ settings }) => ({
    what: 'The port does not speak TLS.',
    likelyCause: 'The URL says https and the service speaks plain http.',
    nextStep: `Write http in ${settings.url}, or use the port of its TLS listener.`,
  }),
  'not-http': ({ usualPort, settings }) => ({
    what: 'What listens there does not speak HTTP.',
    likelyCause: 'The port belongs to Kafka itself or to another service, or it expects https.',
    nextStep: `Correct ${settings.url}; the usual port is ${usualPort}.`,
  }),
  redirected: ({ settings }, { detail }) => ({
    what: `The service redirects${detail === null ? '' : ` to ${detail}`}; redirects to other addresses are not followed.`,
    likelyCause: 'A login page or a gateway stands before it, or it wants https.',
    nextStep: `Set ${settings.url} to the address that answers itself.`,
  }),
  'too-large': ({ name }) => ({
    what: 'The answer is larger than 5 MB.',
    likelyCause: `The ${name} holds an unusual number of entries, or something else answers.`,
    nextStep: 'Ask for less: name one subject.',
  }),
  'bad-settings': ({ settings }, { detail }) => ({
    what: `The request could not be built from the settings${detail === null ? '' : ` (${detail})`}.`,
    likelyCause: 'A certificate, key, key password or credential is malformed.',
    nextStep: `Check ${[settings.credentials, settings.ca].filter((name) => name !== null).join(' and ')}.`,
  }),
};
