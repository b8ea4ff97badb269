import type { Finding } from '../../finding.ts';
import type { TransactionObservation } from '../observation.ts';
import type { Premises } from '../premises.ts';

/** What one look at the cluster says: what is wrong, or the sentence that it is as it should be. */
export interface Looked {
  readonly findings: readonly Finding[];
  /** null: something is wrong, or it could not be read. */
  readonly ok: string | null;
}

export type ClusterRule = (observation: TransactionObservation, premises: Premises) => Looked;

export const fine = (ok: string): Looked => ({ findings: [], ok });
/** It could not be read; a gap says why. */
export const notSeen: Looked = { findings: [], ok: null };
export const wrong = (...findings: readonly Finding[]): Looked => ({ findings, ok: null });

/** `broker 1`, `brokers 1, 2`. */
export const brokerNames = (ids: readonly number[]): string =>
  `${ids.length === 1 ? 'broker' : 'brokers'} ${[...ids].sort((a, b) => a - b).join(', ')}`;
