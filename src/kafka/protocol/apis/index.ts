import type { Api } from '../api.ts';
import { fetch } from './01-fetch.ts';
import { listOffsets } from './02-list-offsets.ts';
import { metadata } from './03-metadata.ts';
import { offsetFetch } from './09-offset-fetch.ts';
import { findCoordinator } from './10-find-coordinator.ts';
import { describeGroups } from './15-describe-groups.ts';
import { listGroups } from './16-list-groups.ts';
import { apiVersions } from './18-api-versions.ts';
import { describeConfigs } from './32-describe-configs.ts';
import { describeCluster } from './60-describe-cluster.ts';
import { consumerGroupDescribe } from './69-consumer-group-describe.ts';
import { shareGroupDescribe } from './77-share-group-describe.ts';
import { describeShareGroupOffsets } from './90-describe-share-group-offsets.ts';

/** Every Kafka API that we speak, by key. A new one is a file beside this one and a line here. */
export const apis: readonly Api[] = [
  fetch,
  listOffsets,
  metadata,
  offsetFetch,
  findCoordinator,
  describeGroups,
  listGroups,
  apiVersions,
  describeConfigs,
  describeCluster,
  consumerGroupDescribe,
  shareGroupDescribe,
  describeShareGroupOffsets,
];
