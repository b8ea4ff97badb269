import { diagnoseLag, type LagDiagnosis, type LagOptions } from '../domain/lag/diagnosis.ts';
import type { LagEvidence } from '../domain/lag/evidence.ts';
import type { GroupDiagnosis } from '../domain/lag/group.ts';
import type { GroupSelection, LagBackground, LagObservation } from '../domain/lag/observation.ts';
import type { LagStatus } from '../domain/lag/status.ts';
import { KnownFailure } from '../failure.ts';
import type { ToolContext } from '../mcp/tool.ts';
import type { Clock, ClusterReader } from '../ports.ts';

/** What the argument `group` selects: everything, also where a client sends an empty one, a pattern, or one group. */
export function selectionOf(group: string | undefined): GroupSelection {
  if (group === undefined || group === '' || group === '*') return { kind: 'all' };
  return group.includes('*') ? { kind: 'pattern', pattern: group } : { kind: 'named', group };
}

/** What is asked of a live cluster. */
export interface LagQuestion extends LagOptions {
  readonly selection: GroupSelection;
  /** null: the adapter's own window. */
  readonly sinceMs: number | null;
  /** Seconds between two looks; null: only where the first and the history leave something open. */
  readonly sampleSeconds: number | null;
}

/** The evidence, and what it says. */
export interface LagAnswer {
  readonly evidence: LagEvidence;
  readonly diagnosis: LagDiagnosis;
}

/** Long enough for a busy group to move; the history has told the rest. */
const SECOND_LOOK_SECONDS = 5;

/**
 * One look, then the past and the surroundings, which cost no waiting. A second look is taken where it was asked for, or where
 * one group is still undecided.
 */
export async function lookAtLag(
  cluster: ClusterReader,
  clock: Clock,
  question: LagQuestion,
  context: ToolContext,
): Promise<LagAnswer> {
  const { selection, sampleSeconds } = question;
  const steps = 2 + (sampleSeconds ?? SECOND_LOOK_SECONDS);
  await context.progress(0, steps, 'Looking at groups and offsets');
  const first = await cluster.observeLag(selection, { signal: context.signal });
  const judged = (evidence: LagEvidence): LagAnswer => ({ evidence, diagnosis: diagnoseLag(evidence, question) });
  if (first.groups.length === 0) return judged({ first, second: null, background: null });

  await context.progress(1, steps, 'Reading the commit history');
  const { looked, background } = await readBackground(cluster, first, question, context.signal);
  const answer = judged({ first: looked, second: null, background });
  const seconds = sampleSeconds ?? (selection.kind === 'named' && isOpen(answer.diagnosis) ? SECOND_LOOK_SECONDS : 0);
  if (seconds === 0 || first.groups.every(({ offsets }) => offsets === null)) return answer;

  for (let left = seconds; left > 0; left -= 1) {
    await context.progress(steps - left, steps, `Second look in ${left} s`);
    await clock.sleep(1_000, context.signal);
  }
  const second = await cluster.observeAgain(first, { signal: context.signal });
  return judged({ first: looked, second, background });
}

/** A look that was good does not fail for what could not be read beside it. */
async function readBackground(
  cluster: ClusterReader,
  first: LagObservation,
  { selection, sinceMs }: LagQuestion,
  signal: AbortSignal,
): Promise<{ looked: LagObservation; background: LagBackground | null }> {
  try {
    const deep = selection.kind === 'named';
    return { looked: first, background: await cluster.background(first, { signal, sinceMs, deep }) };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof KnownFailure)) throw error;
    const gap = { what: 'commit history and what stands around the groups', why: error.what, broker: null };
    return { looked: { ...first, gaps: [...first.gaps, gap] }, background: null };
  }
}

/** These say where lag goes only with a measurement. */
const undirected: readonly LagStatus[] = ['lagging', 'unknown'];

/** Whether a second look would tell more: something is unread, and no rate was measured or the verdict is a guess. */
function isOpen({ groups }: LagDiagnosis): boolean {
  return groups.some(
    ({ lag, measured, status, confidence }: GroupDiagnosis) =>
      lag !== null && lag > 0n && (undirected.includes(status) || (measured === null && confidence !== 'high')),
  );
}
