import { defineApi } from '../api.ts';
import { array, int16, int32, int64, records, string, struct, uuid } from '../codec/schema.ts';

/**
 * Produce appends record batches. Send it to the leader of each partition. Each partition takes exactly one batch of
 * format v2; anything else is INVALID_RECORD, and one whose checksum does not hold CORRUPT_MESSAGE.
 *
 * - v3 transactional id, record format v2; v4 KAFKA_STORAGE_ERROR; v5 log start offset; v7 zstd
 * - v8 which records had a batch refused, with messages; v9 flexible
 * - v10 a changed leader and its address come as tagged fields; v11 TRANSACTION_ABORTABLE
 * - v12 also adds the partition to the transaction (KIP-890), where the feature `transaction.version` is 2
 * - v13 topics by id instead of name
 *
 * `acks` is 0, 1 or -1 (all in-sync replicas); with 0 **nothing is answered**, not even an error. Brokers from 4.0 on
 * advertise v0 to please an old librdkafka, and refuse what is below v3. A `logAppendTimeMs` of -1 means that the topic
 * keeps the producer's timestamps.
 */
export const produce = defineApi({
  key: 0,
  name: 'Produce',
  versions: [3, 13],
  flexibleFrom: 9,
  request: struct({
    transactionalId: string({ nullable: '3+', default: null }),
    acks: int16(),
    timeoutMs: int32(),
    topicData: array(
      struct({
        name: string({ versions: '0-12' }),
        topicId: uuid({ versions: '13+' }),
        partitionData: array(struct({ index: int32(), records: records({ nullable: '0+' }) })),
      }),
    ),
  }),
  response: struct({
    responses: array(
      struct({
        name: string({ versions: '0-12' }),
        topicId: uuid({ versions: '13+' }),
        partitionResponses: array(
          struct({
            index: int32(),
            errorCode: int16(),
            baseOffset: int64(),
            logAppendTimeMs: int64({ default: -1n }),
            logStartOffset: int64({ versions: '5+', default: -1n }),
            recordErrors: array(
              struct({ batchIndex: int32(), batchIndexErrorMessage: string({ nullable: '8+', default: null }) }),
              { versions: '8+' },
            ),
            errorMessage: string({ versions: '8+', nullable: '8+', default: null }),
            currentLeader: struct(
              { leaderId: int32({ default: -1 }), leaderEpoch: int32({ default: -1 }) },
              { versions: '10+', tag: 0, tagged: '10+' },
            ),
          }),
        ),
      }),
    ),
    throttleTimeMs: int32({ default: 0 }),
    nodeEndpoints: array(
      struct({
        nodeId: int32(),
        host: string(),
        port: int32(),
        rack: string({ nullable: '10+', default: null }),
      }),
      { versions: '10+', tag: 0, tagged: '10+' },
    ),
  }),
});
