/** commit.interval.ms where it is not set, with exactly_once_v2. Source: StreamsConfig 3.0.2–4.3.1, constructed. */
export const STREAMS_INTERVAL_MS = 100;

/** transaction.timeout.ms that Streams gives its producers. Source: StreamsConfig 3.0.2–4.3.1, constructed. */
export const STREAMS_TIMEOUT_MS = 10_000;
