import { spawnSync } from 'node:child_process';
import { describe, it } from 'vitest';

/** Programs that a live test needs on the machine. */
export type Need = 'java' | 'maven' | 'openssl';

const PROBES: Record<Need, readonly [program: string, argument: string]> = {
  java: ['java', '-version'],
  maven: ['mvn', '-v'],
  openssl: ['openssl', 'version'],
};

const found = new Map<Need, boolean>();

function has(need: Need): boolean {
  const known = found.get(need);
  if (known !== undefined) return known;
  const [program, argument] = PROBES[need];
  const answer = spawnSync(program, [argument], { stdio: 'ignore' }).status === 0;
  found.set(need, answer);
  return answer;
}

export type LiveRequirement =
  | { readonly decision: 'run' }
  | { readonly decision: 'skip' | 'fail'; readonly reason: string };

/** Whether a live test runs here. Without its needs it is skipped, or fails where the environment says LIVE=required. */
export function liveRequirement(
  needs: readonly Need[],
  available: (need: Need) => boolean = has,
  live: string | null = process.env.LIVE ?? null,
): LiveRequirement {
  const missing = needs.filter((need) => !available(need));
  if (missing.length === 0) return { decision: 'run' };
  return {
    decision: live === 'required' ? 'fail' : 'skip',
    reason: `not found on this machine: ${missing.join(', ')}`,
  };
}

/** A suite that needs more than Node. When it is skipped, standard error says why. */
export function describeLive(name: string, needs: readonly Need[], suite: () => void): void {
  const requirement = liveRequirement(needs);
  switch (requirement.decision) {
    case 'run':
      return void describe(name, suite);
    case 'skip':
      process.stderr.write(`skipped: ${name} (${requirement.reason}; LIVE=required makes this a failure)\n`);
      return void describe.skip(name, suite);
    case 'fail':
      return void describe(name, () => {
        it('has what it needs', () => {
          throw new Error(requirement.reason);
        });
      });
  }
}
