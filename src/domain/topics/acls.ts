import type { Acl } from './design-types.ts';
import type { Group } from './groups.ts';
import type { Topic } from './topic.ts';
import { grouped, inOrder, sorted } from './words.ts';
import type { Writer } from './writers.ts';

/**
 * Least privilege: who writes, who reads, and nothing else. WRITE on a topic is all that an idempotent producer needs since
 * Kafka 2.8 (KIP-679), so no cluster right is given.
 */
export function aclsOf(topics: readonly Topic[], writers: readonly Writer[], groups: readonly Group[]): Acl[] {
  const acls = [...writers.flatMap((writer) => writing(writer, topics)), ...groups.flatMap(reading)].filter(
    ({ names }) => names.length > 0,
  );
  return [
    ...grouped(acls, ({ principal, resource_type, pattern, operations }) =>
      [principal, resource_type, pattern, ...operations].join('\n'),
    ).values(),
  ]
    .flatMap(([first, ...others]) =>
      first === undefined ? [] : [{ ...first, names: sorted([first, ...others].flatMap(({ names }) => names)) }],
    )
    .sort((a, b) => inOrder(sortKey(a), sortKey(b)));
}

const sortKey = ({ principal, resource_type, pattern, names }: Acl) =>
  [principal, resource_type, pattern, ...names].join('\n');

const WRITING = ['DESCRIBE', 'WRITE'];

/** `shop.orders.` as a whole where every topic below it is this writer's and there are several; else topic by topic. */
function writing({ id, topics, service }: Writer, all: readonly Topic[]): Acl[] {
  const owned = new Set(
    topics
      .map(({ name }) => prefixOf(name))
      .filter((prefix, index, prefixes) => prefixes.indexOf(prefix) !== index)
      .filter((prefix) =>
        all.every(
          ({ name, writers }) => prefixOf(name) !== prefix || (writers.length === 1 && writers[0] === service.id),
        ),
      ),
  );
  return [
    aclOf(id, 'topic', 'prefixed', WRITING, sorted(owned)),
    aclOf(
      id,
      'topic',
      'literal',
      WRITING,
      topics.map(({ name }) => name).filter((name) => !owned.has(prefixOf(name))),
    ),
  ];
}

/** `shop.orders.` of `shop.orders.order-events.v1`. */
const prefixOf = (topic: string): string => `${topic.split('.').slice(0, -2).join('.')}.`;

function reading({ id, service, topics, failureTopics }: Group): Acl[] {
  const failed = (kind: 'retry' | 'dead_letter') =>
    failureTopics.filter((topic) => topic.kind === kind).map(({ name }) => name);
  const streams = service.client === 'streams';
  return [
    aclOf(service.id, 'group', 'literal', ['READ'], [id]),
    aclOf(
      service.id,
      'topic',
      'literal',
      ['READ'],
      topics.map(({ name }) => name),
    ),
    aclOf(service.id, 'topic', 'literal', ['READ', 'WRITE'], failed('retry')),
    aclOf(service.id, 'topic', 'literal', ['WRITE'], failed('dead_letter')),
    // Changelogs and repartition topics, which Streams makes and deletes itself.
    ...(streams
      ? [aclOf(service.id, 'topic', 'prefixed', ['CREATE', 'DELETE', 'DESCRIBE', 'READ', 'WRITE'], [`${id}-`])]
      : []),
  ];
}

const aclOf = (
  service: string,
  resource_type: Acl['resource_type'],
  pattern: Acl['pattern'],
  operations: readonly string[],
  names: readonly string[],
): Acl => ({ principal: `User:${service}`, operations, resource_type, pattern, names });
