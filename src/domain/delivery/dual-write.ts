import type { Premises } from './premises.ts';

/**
 * Whether a service changes a database and publishes beside it. A Kafka source makes a difference: what it read comes again
 * after a crash, so that a deduplication table and the output are made good.
 */
export function isDualWrite({ client, sources, sinks }: Premises): boolean {
  if (client === 'connect_source' || client === 'flink') return false;
  if (sources.includes('database')) return true;
  return (
    sources.includes('http_request') &&
    !sources.includes('kafka') &&
    sinks.includes('database') &&
    sinks.includes('kafka')
  );
}
