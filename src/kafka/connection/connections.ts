import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaSettings } from '../../config/settings.ts';
import type { Log } from '../../log.ts';
import type { Api, RequestOf, ResponseOf } from '../protocol/api.ts';
import { ProtocolError } from '../protocol/codec/errors.ts';
import { type ApiRanges, NoCommonVersionError, negotiate } from '../protocol/negotiate.ts';
import { addressText, type BrokerAddress, parseBootstrapServer } from './address.ts';
import { type CallOptions, countdown, withDeadline } from './deadline.ts';
import { AbortedError, BootstrapError, BrokerCallError, type CallPhase, DeadlineError } from './errors.ts';
import { loadKafkajs, type OpenRaw } from './kafkajs.ts';
import { security } from './security.ts';
import { type OpenSession, openSession, type Session } from './session.ts';

export type { BrokerAddress } from './address.ts';

/** One broker, to which requests can be sent. It reconnects by itself when its connection broke in the meantime. */
export interface BrokerLink {
  readonly address: BrokerAddress;
  /** Which versions of which APIs this broker speaks, as of the last connection. */
  readonly ranges: ApiRanges;
  /** The version that would be used, or null when the broker and we have none in common. `cap` replaces the API's own. */
  version(api: Api, cap?: number): number | null;
  /** Throws {@link BrokerCallError} only. */
  send<A extends Api>(
    api: A,
    request: RequestOf<A>,
    options: CallOptions & { readonly cap?: number },
  ): Promise<ResponseOf<A>>;
}

/** The connections to one cluster; none is opened before it is needed. */
export interface Connections {
  /** As they are configured. */
  readonly bootstrapServers: readonly BrokerAddress[];
  /**
   * The first of `servers` (all bootstrap servers when left out) that answers. One that is silent does not eat the deadline:
   * the next is tried beside it. Throws {@link BootstrapError}, which lists what each of them did.
   */
  bootstrap(options: CallOptions, servers?: readonly BrokerAddress[]): Promise<BrokerLink>;
  /** A link to this broker, opened on first use, reused, reopened when broken. Throws {@link BrokerCallError}. */
  broker(address: BrokerAddress, options: CallOptions): Promise<BrokerLink>;
  /** Drops all connections without waiting for answers. */
  close(): Promise<void>;
}

/** Whether the connection failed, and not the answer or our patience. */
const isLost = (error: unknown): boolean =>
  ![DeadlineError, AbortedError, ProtocolError, NoCommonVersionError].some((kind) => error instanceof kind);

/** How long one bootstrap server may be silent before the next is tried beside it: as Happy Eyeballs, RFC 8305. */
const STAGGER_MS = 250;

/** Connections with the operator's security settings, over kafkajs, which is loaded when the first is opened. */
export function createConnections(settings: KafkaSettings, log: Log): Connections {
  const bootstrapServers = settings.bootstrapServers.map(parseBootstrapServer);
  /** Those that may be given to the next caller. */
  const sessions = new Map<string, { session: OpenSession; waiting: number }>();
  /** Those and the ones that are only finishing what was asked of them. */
  const alive = new Set<OpenSession>();
  let closed = false;
  let loading: Promise<OpenRaw> | null = null;

  function load(): Promise<OpenRaw> {
    loading ??= loadKafkajs(security(settings), log);
    return loading;
  }

  /** The entry for an address, shared by all who ask while it is usable. */
  function entryOf(address: BrokerAddress) {
    const key = addressText(address);
    const known = sessions.get(key);
    if (known) return known;
    const forget = () => {
      if (sessions.get(key) === entry) sessions.delete(key);
    };
    const session = openSession(load(), address, forget);
    const entry = { session, waiting: 0 };
    sessions.set(key, entry);
    alive.add(session);
    session.gone.then(() => alive.delete(session));
    return entry;
  }

  async function connect(address: BrokerAddress, options: CallOptions, apiName: string | null): Promise<Session> {
    const failed = (phase: CallPhase, error: unknown) => new BrokerCallError({ address, phase, apiName }, error);
    if (options.timeoutMs <= 0) throw failed('connect', new DeadlineError(0));
    if (options.signal.aborted) throw failed('connect', new AbortedError(options.signal));
    if (closed) throw failed('connect', new Error('connections are closed'));
    const entry = entryOf(address);
    entry.waiting++;
    try {
      return await withDeadline(entry.session.ready, options);
    } catch (error) {
      throw failed(entry.session.phase, error);
    } finally {
      entry.waiting--;
      // The last to lose patience takes the attempt down, so that the next starts afresh.
      if (entry.waiting === 0 && !entry.session.opened)
        entry.session.close(new Error('nobody waits for this connection'));
    }
  }

  async function link(address: BrokerAddress, options: CallOptions): Promise<BrokerLink> {
    let { ranges } = await connect(address, options, null);
    return {
      address,
      get ranges() {
        return ranges;
      },
      version: (api, cap) => negotiate(api, ranges, cap),
      async send(api, request, { cap, ...call }) {
        const left = countdown(call);
        for (let again = true; ; again = false) {
          const session = await connect(address, left(), api.name);
          const wasProven = session.proven;
          ranges = session.ranges;
          try {
            const version = negotiate(api, ranges, cap);
            if (version === null) throw new NoCommonVersionError(api, ranges.get(api.key) ?? null, cap);
            return await session.send(api, version, request, left());
          } catch (error) {
            // What cuts an idle connection without a word (a load balancer, a restart just now) shows when it is used again.
            // What is sent here only reads, so it may be sent twice.
            if (again && wasProven && isLost(error)) continue;
            throw new BrokerCallError({ address, phase: 'request', apiName: api.name }, error);
          }
        }
      },
    };
  }

  async function bootstrap(options: CallOptions, servers = bootstrapServers): Promise<BrokerLink> {
    const open = servers.find((address) => sessions.get(addressText(address))?.session.opened);
    if (open) return link(open, options);
    const left = countdown(options);
    const others = new AbortController();
    const attempts: Promise<BrokerLink>[] = [];
    try {
      for (const address of servers) {
        const attempt = link(address, { ...left(), signal: AbortSignal.any([options.signal, others.signal]) });
        attempts.push(attempt);
        const answered = await Promise.race([
          attempt.then(
            () => true,
            () => false,
          ),
          sleep(STAGGER_MS, false, { signal: others.signal }),
        ]);
        if (answered) break;
      }
      return await Promise.any(attempts);
    } catch (error) {
      throw error instanceof AggregateError ? new BootstrapError(error.errors) : error;
    } finally {
      others.abort();
    }
  }

  return {
    bootstrapServers,
    bootstrap,
    broker: link,
    async close() {
      closed = true;
      const open = [...alive];
      for (const session of open) session.close(new Error('connections are closed'));
      await Promise.all(open.map((session) => session.gone));
    },
  };
}
