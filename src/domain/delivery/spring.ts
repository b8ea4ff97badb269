const SPRING = /^spring\.kafka\.(?:(producer\.|consumer\.)|streams\.)?(?:properties\.)?/;

export const isSpring = (written: string): boolean => SPRING.test(written.trim());

/**
 * A setting of Spring Boot by Kafka's own name, with the prefix of its side; any other as it is. Spring makes transactional ids of
 * its prefix and a number, so the prefix has to differ by instance as an id has. Source: Spring for Apache Kafka docs, Transactions.
 */
export function plainName(written: string): string {
  const name = written.trim();
  const [prefix, side = ''] = SPRING.exec(name) ?? [];
  if (prefix === undefined) return name;
  const rest = name.slice(prefix.length).replaceAll('-', '.');
  return `${side}${rest === 'transaction.id.prefix' ? 'transactional.id' : rest}`;
}
