import type { ServedApi } from '../served.ts';
import { serveProduce } from './00-produce.ts';
import { serveFetch } from './01-fetch.ts';
import { serveListOffsets } from './02-list-offsets.ts';
import { serveMetadata } from './03-metadata.ts';
import { serveOffsetCommit } from './08-offset-commit.ts';
import { serveOffsetFetch } from './09-offset-fetch.ts';
import { serveFindCoordinator } from './10-find-coordinator.ts';
import { serveJoinGroup } from './11-join-group.ts';
import { serveHeartbeat } from './12-heartbeat.ts';
import { serveLeaveGroup } from './13-leave-group.ts';
import { serveSyncGroup } from './14-sync-group.ts';
import { serveDescribeGroups } from './15-describe-groups.ts';
import { serveListGroups } from './16-list-groups.ts';
import { serveSaslHandshake } from './17-sasl-handshake.ts';
import { serveApiVersions } from './18-api-versions.ts';
import { serveCreateTopics } from './19-create-topics.ts';
import { serveDeleteTopics } from './20-delete-topics.ts';
import { serveInitProducerId } from './22-init-producer-id.ts';
import { serveDescribeConfigs } from './32-describe-configs.ts';
import { serveDescribeLogDirs } from './35-describe-log-dirs.ts';
import { serveSaslAuthenticate } from './36-sasl-authenticate.ts';
import { serveCreatePartitions } from './37-create-partitions.ts';
import { serveDeleteGroups } from './42-delete-groups.ts';
import { serveIncrementalAlterConfigs } from './44-incremental-alter-configs.ts';
import { serveDescribeClientQuotas } from './48-describe-client-quotas.ts';
import { serveDescribeQuorum } from './55-describe-quorum.ts';
import { serveDescribeCluster } from './60-describe-cluster.ts';
import { serveDescribeProducers } from './61-describe-producers.ts';
import { serveDescribeTransactions } from './65-describe-transactions.ts';
import { serveListTransactions } from './66-list-transactions.ts';
import { serveConsumerGroupDescribe } from './69-consumer-group-describe.ts';
import { serveShareGroupDescribe } from './77-share-group-describe.ts';
import { serveStreamsGroupDescribe } from './89-streams-group-describe.ts';
import { serveDescribeShareGroupOffsets } from './90-describe-share-group-offsets.ts';

/** Every API of the simulated brokers, by key. A new one is a file beside this one and a line here. */
export const servedApis: readonly ServedApi[] = [
  serveProduce,
  serveFetch,
  serveListOffsets,
  serveMetadata,
  serveOffsetCommit,
  serveOffsetFetch,
  serveFindCoordinator,
  serveJoinGroup,
  serveHeartbeat,
  serveLeaveGroup,
  serveSyncGroup,
  serveDescribeGroups,
  serveListGroups,
  serveSaslHandshake,
  serveApiVersions,
  serveCreateTopics,
  serveDeleteTopics,
  serveInitProducerId,
  serveDescribeConfigs,
  serveDescribeLogDirs,
  serveSaslAuthenticate,
  serveCreatePartitions,
  serveDeleteGroups,
  serveIncrementalAlterConfigs,
  serveDescribeClientQuotas,
  serveDescribeQuorum,
  serveDescribeCluster,
  serveDescribeProducers,
  serveDescribeTransactions,
  serveListTransactions,
  serveConsumerGroupDescribe,
  serveShareGroupDescribe,
  serveStreamsGroupDescribe,
  serveDescribeShareGroupOffsets,
];
