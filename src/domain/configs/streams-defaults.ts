/** What Kafka Streams sets where nothing is set: rules of StreamsConfig, which no list of defaults holds. */

/** commit.interval.ms. Source: StreamsConfig 3.0.2–4.3.1, constructed. */
export const STREAMS_COMMIT_INTERVAL_MS = { at_least_once: 30_000, exactly_once: 100 } as const;

/** transaction.timeout.ms of its producers with exactly_once_v2. Source: StreamsConfig 3.0.2–4.3.1, constructed. */
export const STREAMS_TIMEOUT_MS = 10_000;
