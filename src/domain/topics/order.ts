import { named } from '../named.ts';
import type { Topic } from './topic.ts';

/** What readers may rely on. */
export function orderOf({ kind, key, order, entity, coPartitioned }: Topic): string {
  if (order === 'total')
    return 'All records in the order in which they were written: one partition, one active consumer in a group.';
  if (order === 'none')
    return key === null
      ? 'None: no key, any record may go anywhere; a share group (4.2 and later) may read it.'
      : `None is asked for; records with the same ${named(key)} stay in order all the same.`;
  if (key === null) return `None, although order per ${entity} was asked for: there is no key.`;
  const together =
    coPartitioned.length > 1
      ? ` Same key and count as ${coPartitioned.length === 2 ? 'its sister topic' : `${coPartitioned.length - 1} sister topics`}, so they can be joined.`
      : '';
  if (kind === 'state')
    return `The last value of each ${entity} (${named(key)}) stays; none between two of them.${together}`;
  const what = kind === 'command' ? 'commands' : 'events';
  return `All ${what} of one ${entity} (same ${named(key)}, UTF-8 text) in the order in which they were written; none between two of them.${together}`;
}
