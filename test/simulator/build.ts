import { manualClock } from '../../src/simulator/clock.ts';
import { buildCluster } from '../../src/simulator/scenario/build.ts';
import { parseScenario } from '../../src/simulator/scenario/parse.ts';
import type { ScenarioInput } from '../../src/simulator/scenario/schema.ts';
import type { ClusterState } from '../../src/simulator/state/cluster-state.ts';
import type { ScriptedGroup } from '../../src/simulator/state/scripted-group.ts';

/** 2026-11-20 08:00 UTC: the moment from which the scenarios of these tests count. */
export const ZERO_MS = 1_795_161_600_000;

/** A scenario with three brokers, in which only what a test is about has to be written. */
export const scenario = (more: Partial<ScenarioInput> = {}): ScenarioInput => ({
  name: 'test',
  about: 'what one test is about',
  brokers: [{ id: 1 }, { id: 2 }, { id: 3 }],
  ...more,
});

/** What the brokers of a scenario know, at the moment from which it counts; its clock stands still. */
export const clusterOf = (more: Partial<ScenarioInput> = {}): ClusterState =>
  buildCluster(parseScenario(scenario(more), 'the test'), manualClock(ZERO_MS));

export function scriptOf(cluster: ClusterState, group: string): ScriptedGroup {
  const script = cluster.groups.get(group)?.script ?? null;
  if (script === null) throw new Error(`no scripted group ${group}`);
  return script;
}
