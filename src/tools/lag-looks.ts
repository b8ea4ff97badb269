import type { GroupSelection, LagObservation } from '../domain/lag/observation.ts';
import type { ToolContext } from '../mcp/tool.ts';
import type { Clock, ClusterReader } from '../ports.ts';

/** What the argument `group` selects: everything, a pattern, or one group. */
export function selectionOf(group: string | undefined): GroupSelection {
  if (group === undefined || group === '*') return { kind: 'all' };
  return group.includes('*') ? { kind: 'pattern', pattern: group } : { kind: 'named', group };
}

/** One look, or two with `seconds` between them; progress is told once a second. */
export async function twoLooks(
  cluster: ClusterReader,
  clock: Clock,
  selection: GroupSelection,
  seconds: number,
  { signal, progress }: ToolContext,
): Promise<{ first: LagObservation; second: LagObservation | null }> {
  const first = await cluster.observeLag(selection, { signal });
  if (seconds === 0 || first.groups.every(({ offsets }) => offsets === null)) return { first, second: null };
  for (let elapsed = 1; elapsed <= seconds; elapsed += 1) {
    await progress(elapsed - 1, seconds, `First look taken, second look in ${seconds - elapsed + 1} s`);
    await clock.sleep(1_000, signal);
  }
  return { first, second: await cluster.observeAgain(first, { signal }) };
}
