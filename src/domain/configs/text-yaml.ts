import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import { MOST_DEEP } from './code-tokens.ts';
import { UNREAD } from './code-values.ts';
import { prefixOfGroup } from './groups.ts';
import { canonical, SPRING_KEYS } from './spring-keys.ts';
import { type Entry, propertiesEntries } from './text-properties.ts';
import { givenTwice, unreadable } from './text-refused.ts';

const BLANK = /^\s*(#.*)?$/;
const DOCUMENT = /^(---|\.\.\.)/;
/** `consumer:`, with nothing or a comment behind it. */
const GROUP = /^(\s*)(?:-\s+)*(?:"[^"]+"|'[^']+'|[\w.[\]/$-]+)\s*:\s*(?:#.*)?$/;
const ITEM = /^\s*-\s/;

/** `}` and `consumer({`: none of YAML's. */
const OF_CODE = /^\s*[}\])]|[({]\s*$|\)\s*;?\s*$/;

/** Whether a text is YAML with groups: a key without a value, and something deeper below it. */
export function isGroupedYaml(lines: readonly string[]): boolean {
  if (lines.some((line) => OF_CODE.test(line))) return false;
  const full = lines.filter((line) => !BLANK.test(line) && !DOCUMENT.test(line));
  return full.some((line, index) => {
    const indent = GROUP.exec(line)?.[1]?.length;
    const next = full[index + 1];
    if (indent === undefined || next === undefined) return false;
    const deeper = /^\s*/.exec(next)?.[0].length ?? 0;
    return deeper > indent || (deeper === indent && ITEM.test(next));
  });
}

/** A value, and the keys that lead to it. */
interface Leaf {
  readonly path: readonly string[];
  readonly value: string;
}

/** `{{ .Values.group }}` of Helm: what stands there is not known, and no YAML. */
const TEMPLATE = /\{\{.*?\}\}/g;

/** Entries of YAML with groups: those of a framework by their whole path, any other by its own name. Throws KnownFailure for YAML that is broken. */
export function yamlEntries(lines: readonly string[]): Entry[] {
  const counter = new LineCounter();
  // As texts, so that a value is what was written.
  const documents = parseAllDocuments(lines.join('\n').replaceAll(TEMPLATE, UNREAD), {
    schema: 'failsafe',
    uniqueKeys: false,
    lineCounter: counter,
    logLevel: 'silent',
  });
  const broken = documents.flatMap(({ errors }) => errors)[0];
  if (broken !== undefined) throw unreadable(counter.linePos(broken.pos[0]).line);
  const leaves = documents.flatMap(({ contents }) => leavesOf(contents, [], counter));
  const ofKafkajs = leaves.some(({ path }) => KAFKAJS.test(path.at(-1) ?? ''));
  const entries = new Map<string, string>();
  for (const { path, value } of leaves) {
    const name = nameOf(path, ofKafkajs);
    const before = entries.get(name);
    if (before !== undefined && before !== value) throw givenTwice(name);
    entries.set(name, value);
  }
  return [...entries];
}

function leavesOf(node: unknown, path: readonly string[], counter: LineCounter): Leaf[] {
  if (isScalar(node)) return leafOf(String(node.value ?? ''), path);
  // One anchor may stand for very much, and says of no consumer which it is.
  if (isAlias(node) || path.length > MOST_DEEP) throw unreadable(lineOf(node, counter));
  if (isSeq(node))
    return node.items.every((item) => isScalar(item))
      ? [{ path, value: node.items.map((item) => String(item.value ?? '')).join() }]
      : node.items.flatMap((item) => leavesOf(item, path, counter));
  return isMap(node)
    ? node.items.flatMap(({ key, value }) => {
        if (String(key) === '<<') throw unreadable(lineOf(key, counter));
        return leavesOf(value, [...path, String(key)], counter);
      })
    : [];
}

const lineOf = (node: unknown, counter: LineCounter): number =>
  counter.linePos((isAlias(node) || isScalar(node) ? node.range?.[0] : undefined) ?? 0).line;

/** A file of properties inside YAML, as a ConfigMap has it, is many. */
function leafOf(value: string, path: readonly string[]): Leaf[] {
  if (value === '' || value === 'null' || value === '~') return [];
  if (/\.(properties|conf)$/.test(path.at(-1) ?? '') && value.includes('\n'))
    return propertiesEntries(value.split('\n')).map(([name, inside]) => ({ path: [...path, name], value: inside }));
  return [{ path, value: value.trim().replaceAll(/\s*\n\s*/g, ' ') }];
}

/** Roots below which a framework reads its settings. */
const ROOTS =
  /^(spring\.|mp\.messaging\.|quarkus\.|kafka-streams\.|kafka\.(consumers|producers)\.|kafka\.bootstrap\.servers$)/;
/** Spring Boot's without its first lines. */
const CUT_OFF = /^(?:kafka\.)?(consumer|producer|streams|listener|properties)\.(.+)$/;

/** What a KafkaConnector has beside its config. Source: Strimzi API reference. */
const KAFKA_CONNECTOR: Readonly<Record<string, string>> = {
  'spec.class': 'connector.class',
  'spec.tasksMax': 'tasks.max',
};

/** Names that KafkaJS has and Spring Boot has not; `groupId` both have. Source: KafkaJS 2.2.4. */
const KAFKAJS =
  /^(?:sessionTimeout|rebalanceTimeout|fromBeginning|maxWaitTimeInMs|maxBytesPerPartition|allowAutoTopicCreation|readUncommitted|autoCommit|partitionsConsumedConcurrently|transactionalId|maxInFlightRequests|idempotent)$/;

function nameOf(path: readonly string[], ofKafkajs: boolean): string {
  const whole = path.map((key) => key.replace(/^\[\s*(.*?)\s*\]$/, '$1')).join('.');
  if (ROOTS.test(whole)) return whole;
  const ofConnector = KAFKA_CONNECTOR[whole];
  if (ofConnector !== undefined) return ofConnector;
  const [, section, rest] = CUT_OFF.exec(whole) ?? [];
  if (!ofKafkajs && section !== undefined && rest !== undefined && isSpringKey(section, rest))
    return `spring.kafka.${section}.${rest}`;
  const group = path.findLast((key, index) => index < path.length - 1 && prefixOfGroup(key) !== '');
  return `${group === undefined ? '' : prefixOfGroup(group)}${path.at(-1) ?? ''}`;
}

const isSpringKey = (section: string, rest: string): boolean =>
  section === 'properties' ||
  section === 'listener' ||
  rest.startsWith('properties.') ||
  (!rest.includes('.') && SPRING_KEYS[section]?.[canonical(rest)] !== undefined);
