/*
 * Words that brokers say with several answers. Source: org.apache.kafka.common.protocol.Errors of kafka-clients.
 */

/** With INVALID_REQUEST. */
export const MALFORMED =
  'This most likely occurs because of a request being malformed by the client library or the message was sent to an incompatible broker. See the broker logs for more details.';

/** With UNKNOWN_TOPIC_OR_PARTITION. */
export const NOT_HOSTED = 'This server does not host this topic-partition.';
