import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { ScenarioRegistry } from '../scenario/schema.ts';
import { httpError, RegistryError } from './errors.ts';
import { type RegistryFault, type RegistryFaultAction, RegistryFaults } from './faults.ts';
import { type RegistryLogin, requireLogin } from './login.ts';
import { findRoute } from './router.ts';
import { SubjectStore } from './subject-store.ts';

export interface RegistryOptions {
  /** Who has to log in, and how; nobody when left out. */
  readonly login?: RegistryLogin;
  readonly faults?: readonly RegistryFault[];
}

/** A running simulated registry. */
export interface SimulatedRegistry {
  /** Its base URL, without a trailing slash. */
  readonly url: string;
  /** What was asked so far: method and path, as `GET /subjects?deleted=true`. */
  readonly requests: readonly string[];
  /** Ends every connection and stops to listen; may be called again. */
  close(): Promise<void>;
}

/**
 * Starts a schema registry on loopback, on a port that the system chooses, that answers as Confluent's does where this
 * product asks it: reading, looking up, checking and registering. Nothing can be deleted, and no level or mode be set. Its
 * verdicts are those of the offline checkers. Throws ScenarioError for a registry that could not have come to be.
 */
export async function startSimulatedRegistry(
  registry: ScenarioRegistry,
  { login, faults = [] }: RegistryOptions = {},
): Promise<SimulatedRegistry> {
  const store = new SubjectStore(registry);
  const planted = new RegistryFaults(faults);
  const requests: string[] = [];
  const ending = new AbortController();
  // As many slow answers may be under way as somebody asks for.
  setMaxListeners(0, ending.signal);
  const server = createServer((request, response) => {
    const target = request.url ?? '/';
    requests.push(`${request.method} ${target}`);
    const side = { store, login: login ?? null, struck: planted.strike(target), ending: ending.signal };
    void respond(request, response, side);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  let closed: Promise<void> | null = null;
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close() {
      closed ??= new Promise((resolve) => {
        ending.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

interface RegistrySide {
  readonly store: SubjectStore;
  readonly login: RegistryLogin | null;
  readonly struck: readonly RegistryFaultAction[];
  readonly ending: AbortSignal;
}

async function respond(request: IncomingMessage, response: ServerResponse, side: RegistrySide): Promise<void> {
  try {
    const text = await textOf(request);
    for (const action of side.struck) {
      if (action.kind === 'hang') return;
      if (action.kind === 'drop') return void request.socket.destroy();
      if (action.kind === 'garbage') return void response.end('<!doctype html><title>not a registry</title>');
      if (action.kind === 'slow') await delay(action.ms, undefined, { signal: side.ending });
      if (action.kind === 'status') throw httpError(action.status);
      if (action.kind === 'throttle') throw httpError(429, { 'retry-after': String(action.retryAfterS) });
    }
    const answer = await answerTo(request, text, side);
    response.writeHead(200, { 'content-type': mediaType(request) }).end(answer);
  } catch (error) {
    if (!side.ending.aborted) refuse(request, response, error);
  }
}

function answerTo(request: IncomingMessage, text: string, { store, login }: RegistrySide): string | Promise<string> {
  if (login !== null) requireLogin(login, request.headers.authorization);
  const [path = '/', query = ''] = splitTarget(request.url ?? '/');
  const { route, parts } = findRoute(request.method ?? '', path);
  const body = { type: request.headers['content-type'] ?? null, text };
  return route.answer({ store, query: new URLSearchParams(query), body }, ...parts);
}

function splitTarget(target: string): readonly string[] {
  const at = target.indexOf('?');
  return at < 0 ? [target] : [target.slice(0, at), target.slice(at + 1)];
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const { status, code, message, headers } = error instanceof RegistryError ? error : httpError(500);
  response
    .writeHead(status, { ...headers, 'content-type': mediaType(request) })
    .end(JSON.stringify({ error_code: code, message }));
}

const VENDOR_TYPE = 'application/vnd.schemaregistry.v1+json';

/** The registry's own media type unless the client takes plain JSON only. */
function mediaType({ headers: { accept } }: IncomingMessage): string {
  const plainOnly = accept?.includes('application/json') === true && !/schemaregistry|\*\/\*/.test(accept);
  return plainOnly ? 'application/json' : VENDOR_TYPE;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
