import { frameworkName } from './frameworks.ts';

/** Whether a name is one of Spring Boot's or of Spring Cloud Stream's. */
export const isSpring = (written: string): boolean => frameworkName(written)?.framework === 'Spring';

/** A setting of a framework by Kafka's own name, with the prefix of its side; any other as it is. */
export function plainName(written: string): string {
  const name = written.trim();
  const meant = frameworkName(name);
  if (meant === null || meant.name === null) return name;
  return meant.side === null || meant.side === 'streams' ? meant.name : `${meant.side}.${meant.name}`;
}
