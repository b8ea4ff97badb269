/** By how much socket.timeout.ms may exceed transaction.timeout.ms. Source: librdkafka, constructed (confluent-kafka 2.16). */
export const SOCKET_SLACK_MS = 100;

/** transaction.timeout.ms without a setting. Source: CONFIGURATION.md of librdkafka 2.15. */
export const TRANSACTION_TIMEOUT_MS = 60_000;
