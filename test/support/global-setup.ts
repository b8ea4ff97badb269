import { execFileSync } from 'node:child_process';
import { packageRoot } from '../../src/package-root.ts';

/** Tests of the process run the built file, so it has to be the present one: a build takes a second. */
export default function build(): void {
  execFileSync('npm', ['run', '-s', 'build'], { cwd: packageRoot(), stdio: ['ignore', 'ignore', 'inherit'] });
}
