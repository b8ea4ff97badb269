import type { Setting } from '../../advice/setting.ts';
import type { ConfigFamily } from '../../configs/catalog.ts';
import type { Premises } from '../premises.ts';

/** Settings of one kind of component, before they are held against the release. */
interface Need {
  readonly family: ConfigFamily;
  readonly applies_to: readonly string[];
  /** Of the Java client, which may be of another release than the brokers. */
  readonly ofClient: boolean;
  readonly settings: readonly Setting[];
}

/** What a part of the pipeline needs; null where there is no such part. */
export type NeedRule = (premises: Premises) => Need | null;
