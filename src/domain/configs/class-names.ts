import type { ConfigDefinition, ConfigFamily } from './catalog.ts';
import { elements } from './meaning.ts';

const ASSIGNMENT = 'partition.assignment.strategy';
const PACKAGE = 'org.apache.kafka.clients.consumer.';
const ASSIGNORS = ['CooperativeStickyAssignor', 'RangeAssignor', 'RoundRobinAssignor', 'StickyAssignor'];

/** Lists whose elements are classes. Source: CommonClientConfigs, ConsumerConfig, ProducerConfig. */
const LISTS = ['interceptor.classes', 'metric.reporters', ASSIGNMENT];
/** Components that load a class by its full name. Connect finds the classes of its plugins by short names, too. */
const BY_FULL_NAME: readonly ConfigFamily[] = ['admin', 'consumer', 'producer', 'streams'];

/** Names of a package and a class, and what a program may fill in. */
const MAY_BE_FULL = /[.${}<>%]/;

/**
 * What a setting takes where it names a class without its package, as in `StringDeserializer`: no release finds that. null: nothing
 * is to be said of it. Source: Utils.loadClass; constructed with 3.6.2, 3.9.2 and 4.3.1.
 */
export function fullNameInstead(
  family: ConfigFamily,
  { name, type }: Pick<ConfigDefinition, 'name' | 'type'>,
  value: string,
): string | null {
  const own = name.replace(/^(?:main\.|restore\.|global\.)?(?:consumer|producer|admin)\.(?:override\.)?/, '');
  const assignors = own === ASSIGNMENT && type === 'LIST';
  // Streams puts an assignor of its own there, whatever is given.
  if (assignors && family === 'streams') return null;
  if (!assignors && (!BY_FULL_NAME.includes(family) || !(type === 'CLASS' || LISTS.includes(own)))) return null;
  const names = (type === 'LIST' ? elements(value) : [value.trim()]).filter((one) => one !== '');
  const unknown = assignors
    ? names.some((one) => !MAY_BE_FULL.test(one) || isNoAssignor(one))
    : names.some((one) => !MAY_BE_FULL.test(one));
  if (!unknown) return null;
  return assignors
    ? `classes with their package, of Kafka's own ${PACKAGE} and ${ASSIGNORS.join(', ')}`
    : 'a class with its package';
}

const isNoAssignor = (one: string): boolean =>
  one.startsWith(PACKAGE) && /^\w+$/.test(one.slice(PACKAGE.length)) && !ASSIGNORS.includes(one.slice(PACKAGE.length));
