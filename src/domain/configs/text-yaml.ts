import { prefixOfGroup } from './groups.ts';
import { canonical, SPRING_KEYS } from './spring-keys.ts';
import type { Entry } from './text-properties.ts';
import { givenTwice, unreadable } from './text-refused.ts';

const BLANK = /^\s*(#.*)?$/;
const KEY = /^(\s*)((?:-\s+)*)(?:"([^"]+)"|'([^']+)'|([\w.[\]/$-]+))\s*:(?:\s+(.*?))?\s*$/;
const ITEM = /^(\s*)-\s+(.*?)\s*$/;
const DOCUMENT = /^(---|\.\.\.)/;

/** `}` and `consumer({`: none of YAML's. */
const OF_CODE = /^\s*[}\])]|[({]\s*$|\)\s*;?\s*$/;

/** Whether a text is YAML with groups: a key without a value, and something deeper below it. */
export function isGroupedYaml(lines: readonly string[]): boolean {
  if (lines.some((line) => OF_CODE.test(line))) return false;
  const full = lines.filter((line) => !BLANK.test(line) && !DOCUMENT.test(line));
  return full.some((line, index) => {
    const [, indent, , , , , value] = KEY.exec(line) ?? [];
    const next = full[index + 1];
    if (indent === undefined || next === undefined || bare(value ?? '') !== '') return false;
    const deeper = /^\s*/.exec(next)?.[0].length ?? 0;
    return deeper > indent.length || (deeper === indent.length && ITEM.test(next));
  });
}

interface Found {
  readonly path: readonly string[];
  readonly value: string;
  /** One of a list: the others stand beside it. */
  readonly item: boolean;
}

interface Open {
  readonly indent: number;
  readonly key: string;
}

/** Entries of YAML with groups: those of a framework by their whole path, any other by its own name. */
export function yamlEntries(lines: readonly string[]): Entry[] {
  const entries: Found[] = [];
  let open: Open[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (DOCUMENT.test(line)) open = [];
    if (BLANK.test(line) || DOCUMENT.test(line)) continue;
    const [, indent = '', dashes = '', one, two, three, rest = ''] = KEY.exec(line) ?? [];
    const key = one ?? two ?? three;
    if (key === undefined) {
      const [, at = '', value = ''] = ITEM.exec(line) ?? [];
      const owner = open.findLast((parent) => parent.indent <= at.length);
      if (!ITEM.test(line) || owner === undefined) throw unreadable(index + 1);
      entries.push({ path: pathOf(open, at.length + 1), value: bare(value), item: true });
      continue;
    }
    const depth = indent.length + dashes.length;
    const path = [...pathOf(open, depth), key];
    open = [...open.filter((parent) => parent.indent < depth), { indent: depth, key }];
    const value = bare(rest);
    if (/^[&*]|^<<$/.test(value) || key === '<<' || /^\{(?!\{).+\}$/.test(value)) throw unreadable(index + 1);
    if (/^[|>][+-]?$/.test(value)) {
      const block: string[] = [];
      while (index + 1 < lines.length && (/^\s*$/.test(lines[index + 1] ?? '') || indentOf(lines[index + 1]) > depth)) {
        index += 1;
        block.push((lines[index] ?? '').trim());
      }
      // A file of properties inside YAML, as a ConfigMap has it.
      const inside = /\.(properties|conf)$/.test(key) ? block.map((text) => /^([\w.-]+)\s*=\s*(.*)$/.exec(text)) : [];
      for (const match of inside)
        if (match !== null) entries.push({ path: [...path, match[1] ?? ''], value: match[2] ?? '', item: false });
      if (inside.length === 0) entries.push({ path, value: block.join(' ').trim(), item: false });
    } else if (value !== '' && value !== 'null' && value !== '~')
      entries.push({ path, value: asList(value), item: false });
  }
  const ofKafkajs = entries.some(({ path }) => KAFKAJS.test(path.at(-1) ?? ''));
  const merged = new Map<string, string>();
  for (const { path, value, item } of entries) {
    const name = nameOf(path, ofKafkajs);
    const before = merged.get(name);
    if (before !== undefined && !item && before !== value) throw givenTwice(name);
    merged.set(name, before === undefined || !item ? value : `${before},${value}`);
  }
  return [...merged];
}

const indentOf = (line: string | undefined): number => /^\s*/.exec(line ?? '')?.[0].length ?? 0;

const pathOf = (open: readonly Open[], depth: number): string[] =>
  open.filter((parent) => parent.indent < depth).map(({ key }) => key);

const bare = (text: string): string => {
  const quoted = /^(["'])(.*)\1\s*(?:#.*)?$/.exec(text)?.[2];
  return quoted ?? text.replace(/(^|\s+)#.*$/, '').trim();
};

const asList = (value: string): string =>
  /^\[.*\]$/.test(value)
    ? value
        .slice(1, -1)
        .split(',')
        .map((one) => bare(one.trim()))
        .join(',')
    : value;

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
  const whole = path.map((key) => key.replace(/^\[(.*)\]$/, '$1')).join('.');
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
