import type { ClusterReader } from '../../src/ports.ts';

const notToBeCalled = async (): Promise<never> => {
  throw new Error('not to be called');
};

/** A cluster of which only what a test is about may be asked. */
export const fakeCluster = (given: Partial<ClusterReader>): ClusterReader => ({
  check: notToBeCalled,
  describe: notToBeCalled,
  observeLag: notToBeCalled,
  observeAgain: notToBeCalled,
  observeTopic: notToBeCalled,
  observeTransactions: notToBeCalled,
  background: notToBeCalled,
  close: async () => {},
  ...given,
});
