import type { Premises } from './premises.ts';
import type { ConsumerClient } from './request.ts';

/** Whether something else than the application commits: the runtime, the broker of a share group, a framework's container. */
export const isCommittedFor = ({ client, told }: Pick<Premises, 'client' | 'told'>): boolean =>
  commitsByNature(client) || told.groupType === 'share' || told.containerCommits;

/** Streams and Connect commit by their own clocks: StreamsConfig commit.interval.ms, Connect offset.flush.interval.ms. */
export const commitsByNature = (client: ConsumerClient): boolean => client === 'streams' || client === 'connect';
