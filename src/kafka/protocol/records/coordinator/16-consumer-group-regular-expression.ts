import { array, int64, string, struct } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/**
 * The topics that a regular expression of a group of the consumer protocol stood for, in which version of the cluster's
 * metadata, and when that was found out.
 */
export const consumerGroupRegularExpression = defineCoordinatorRecord({
  id: 16,
  type: 'ConsumerGroupRegularExpression',
  key: struct({ groupId: string(), regularExpression: string() }),
  value: struct({ topics: array(string()), version: int64(), timestamp: int64() }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
