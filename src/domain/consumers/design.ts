import type { Setting } from '../advice/setting.ts';
import type { ConfigFamily } from '../configs/catalog.ts';
import type { Deploys } from './deploys.ts';
import type { Failures } from './failures.ts';
import type { Fetching } from './fetching.ts';
import type { Membership } from './membership.ts';
import type { PollBudget } from './polling.ts';
import type { Premises } from './premises.ts';
import type { ProtocolChoice } from './protocol.ts';
import type { Sizing } from './sizing.ts';

/** Everything that was decided, before it is put into words and settings. */
export interface Design {
  readonly premises: Premises;
  readonly protocol: ProtocolChoice;
  readonly sizing: Sizing;
  readonly poll: PollBudget;
  readonly membership: Membership;
  readonly fetching: Fetching;
  readonly failures: Failures;
  readonly deploys: Deploys;
}

/** Settings that go into one configuration, before they are held against the release. */
export interface ProposedGroup {
  readonly family: ConfigFamily;
  readonly applies_to: readonly string[];
  readonly settings: readonly Setting[];
}
