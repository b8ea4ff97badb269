import type { FirstUnread } from '../../domain/lag/observation.ts';
import type { Call } from '../call.ts';
import { bracketUnread } from './bracket-unread.ts';
import { fetchUnread } from './fetch-unread.ts';
import type { Unread } from './unread.ts';

/** A first batch of each comes to some megabytes at most. More partitions than this are no longer looked at one by one. */
const MOST_PARTITIONS = 256;

/**
 * When what is unread was written: read where this client may READ the topic, else narrowed down by offsets for times. Of more
 * than 256 partitions those with the most unread records.
 */
export async function readFirstUnread(
  call: Call,
  unread: readonly Unread[],
  nowMs: number,
): Promise<readonly FirstUnread[]> {
  const chosen = unread.slice(0, MOST_PARTITIONS);
  if (chosen.length < unread.length) {
    const what = `age of what is unread on ${unread.length - chosen.length} partitions with little lag`;
    call.addGap({ what, why: `it is read for the ${MOST_PARTITIONS} partitions with the most lag`, broker: null });
  }
  const { found, undecided } = await fetchUnread(
    call,
    chosen.filter(({ readable }) => readable),
  );
  const denied = chosen.filter(({ readable }) => !readable);
  return [...found, ...(await bracketUnread(call, [...denied, ...undecided], nowMs))];
}
