import type { Api } from '../kafka/protocol/api.ts';
import type { AnyField, Infer, InferInput } from '../kafka/protocol/codec/schema.ts';
import type { Fault } from './faults.ts';
import type { ClusterState, SimulatedBroker } from './state/cluster-state.ts';

/** One request on its way through a broker. */
export interface Served {
  readonly cluster: ClusterState;
  /** The broker that was asked. */
  readonly broker: SimulatedBroker;
  readonly version: number;
  readonly clientId: string;
  /** Simulated time, the same for the whole answer. */
  readonly nowMs: number;
  /** Faults that strike this request. */
  readonly struck: readonly Fault[];
  /** Resolves after real time; rejects as soon as the connection ends, since nobody waits for an answer any more. */
  wait(ms: number): Promise<void>;
  readonly connection: ConnectionState;
}

/** What a broker keeps about one connection. */
export interface ConnectionState {
  /** Who has logged in; null: nobody yet. */
  user: string | null;
  /** The mechanism under way, between handshake and the last step of the login. */
  login: Login | null;
}

/** A login under way: each step takes the client's bytes. */
export interface Login {
  step(bytes: Buffer): { readonly reply: Buffer; readonly user: string | null; readonly failed: boolean };
}

/** One API of the simulated broker. */
export interface ServedApi {
  readonly api: Api;
  /** The body of the answer; null: nothing is answered. Method syntax on purpose: bivariance lets all APIs live in one list. */
  answer(request: unknown, served: Served): unknown;
}

/** Types a handler by its API. */
export function serve<Request extends AnyField, Response extends AnyField>(
  api: Api<Request, Response>,
  answer: (
    request: Infer<Request>,
    served: Served,
  ) => InferInput<Response> | null | Promise<InferInput<Response> | null>,
): ServedApi {
  return {
    api,
    answer(request: Infer<Request>, served: Served) {
      return answer(request, served);
    },
  };
}
