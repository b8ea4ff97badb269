/** The release that is started when none is asked for, and whose command-line tools are used with every broker. */
export const defaultKafkaVersion = '4.3.1';

/** The version of the Metadata API that is asked of any release from 3.0 on. */
export const metadataVersion = 9;

/** Major and minor number of a release. Throws for anything that does not look like one. */
export function parseVersion(version: string): { readonly major: number; readonly minor: number } {
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+$/.exec(version) ?? [];
  if (major === undefined || minor === undefined)
    throw new Error(`"${version}" is not a Kafka release: write it as 4.3.1.`);
  return { major: Number(major), minor: Number(minor) };
}

/** Kafka 4 logs through Log4j 2, Kafka 3 through Log4j 1. */
export function logsThroughLog4j2(version: string): boolean {
  return parseVersion(version).major >= 4;
}
