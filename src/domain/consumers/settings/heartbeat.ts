const DEFAULT_HEARTBEAT_MS = 3_000;

/** heartbeat.interval.ms: the default, at most a third of the session. Source: ConsumerConfig. */
export const heartbeatOf = (sessionMs: number): number => Math.min(DEFAULT_HEARTBEAT_MS, Math.floor(sessionMs / 3));
