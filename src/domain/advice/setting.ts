import type { ConfigFamily } from '../configs/catalog.ts';

/** One configuration entry that an advisor proposes. */
export interface Setting {
  readonly name: string;
  /** As it is written in a properties file. */
  readonly value: string;
  /** The rule behind it, short, with its numbers. */
  readonly why: string;
  readonly source: string;
}

/** A setting that the release accepts, held against the default of that release. */
export interface CheckedSetting extends Setting {
  /** As it is written in a properties file; null: the release has no default for it. */
  readonly default: string | null;
  /** By meaning: `-1` is `all` for acks, `TRUE` is `true`. */
  readonly is_default: boolean;
}

/** A setting that the target release does not have, or whose value it does not accept. */
export interface RefusedSetting {
  readonly name: string;
  readonly value: string;
  /** One sentence: which releases have the name, or which values are accepted. */
  readonly because: string;
}

/** What belongs into one configuration: that of a topic, of a producer, of a group on the broker. */
export interface SettingGroup {
  readonly family: ConfigFamily;
  /** Whose configuration it is: names of topics, services or groups. */
  readonly applies_to: readonly string[];
  readonly settings: readonly CheckedSetting[];
}
