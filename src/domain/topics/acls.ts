import type { Acl } from './design-types.ts';
import type { Group } from './groups.ts';
import { grouped, inOrder, sorted } from './words.ts';
import type { Writer } from './writers.ts';

/**
 * Least privilege: who writes, who reads, and nothing else. WRITE on a topic is all that an idempotent producer needs since
 * Kafka 2.8 (KIP-679), so no cluster right is given.
 */
export function aclsOf(writers: readonly Writer[], groups: readonly Group[]): Acl[] {
  const acls = [...writers.flatMap(writing), ...groups.flatMap(reading)].filter(({ names }) => names.length > 0);
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

/** Topic by topic: a prefix would cover the retry and dead-letter topics of its readers too. */
const writing = ({ id, topics }: Writer): Acl[] => [
  aclOf(
    id,
    'topic',
    'literal',
    ['DESCRIBE', 'WRITE'],
    topics.map(({ name }) => name),
  ),
];

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
