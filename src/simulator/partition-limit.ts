/**
 * The most partitions that one request may add, over all its topics. Source: MAX_PARTITIONS_PER_BATCH of
 * ReplicationControlManager, metadata jars 3.9.2 and 4.4.0, for CreateTopics. CreatePartitions has no such limit in Kafka;
 * here it keeps one request from filling the memory.
 */
export const MAX_PARTITIONS_PER_REQUEST = 10_000;

/** With POLICY_VIOLATION. */
export const TOO_MANY_PARTITIONS = 'Excessively large number of partitions per request.';
