import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Faults planted on real brokers take minutes: `npm run test:faults`.
    exclude:
      process.env.FAULTS === undefined
        ? [...configDefaults.exclude, 'test/live/lag-faults/**']
        : configDefaults.exclude,
    globalSetup: 'test/support/global-setup.ts',
    testTimeout: 20_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // Live clusters and answers with a deadline want the machine for themselves.
    // A real cluster on a busy machine can miss a moment once; a fault fails twice.
    retry: process.env.LIVE === 'required' ? 1 : 0,
    maxWorkers: process.env.LIVE === 'required' ? 1 : 2,
  },
});
