import { type Flow, flowOf } from './sizing.ts';
import type { Topic } from './topic.ts';
import type { Writer } from './writers.ts';

/** From here on batches fill within a linger that nobody notices, and a codec shows in the bill. Source: rule of thumb. */
export const BUSY_MB_PER_S = 1;

/** What a writer itself writes to topics that others may write to as well. */
export const ownFlow = ({ service }: Writer, topics: readonly Topic[]): Flow | null =>
  flowOf(topics.flatMap(({ events }) => events.filter(({ producer }) => producer === service.id)));
