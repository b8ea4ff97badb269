import type { Incompatibility, RegistryProfile } from '../checker.ts';
import { compareFields, heldMessageChanged, type MessagePair } from './compare-fields.ts';
import type { CompareMembers, FieldPair } from './members.ts';
import { compareMembersByNumber } from './members-by-number.ts';
import { compareMembersUntil83 } from './members-until-8-3.ts';
import { renderMessage } from './render.ts';
import { fullName, localName, type Message, type ProtobufSchema, pathOf } from './schema.ts';

const MEMBERS: Readonly<Record<RegistryProfile, CompareMembers>> = {
  confluent: compareMembersUntil83,
  'confluent-next': compareMembersByNumber,
};

/**
 * What in the writer's schema a reader can't read, as Confluent's registry sees it: fields are matched by number, messages by
 * name within their scope, and of imported files only the messages that a field holds. Left out as it leaves them out:
 * reserved numbers, options, defaults, JSON names, services, extensions, groups, the values of enums and the syntax.
 */
export function compareSchemas(
  reader: ProtobufSchema,
  writer: ProtobufSchema,
  profile: RegistryProfile,
): readonly Incompatibility[] {
  const { missing, pairs } = matchMessages(reader.main.messages, writer.main.messages);
  return [
    ...(reader.main.package === writer.main.package ? [] : [packageChanged(reader, writer)]),
    ...missing,
    ...comparePairs(reader, writer, pairs, profile),
  ];
}

/** The same for some messages of the two schemas and all that they lead to. */
export function comparePairs(
  reader: ProtobufSchema,
  writer: ProtobufSchema,
  pairs: readonly MessagePair[],
  profile: RegistryProfile,
): readonly Incompatibility[] {
  const found: Incompatibility[] = [];
  compareAll({ reader, writer, compareMembers: MEMBERS[profile] }, pairs, found);
  return withoutRepetition(found);
}

interface Sides {
  readonly reader: ProtobufSchema;
  readonly writer: ProtobufSchema;
  readonly compareMembers: CompareMembers;
}

interface Step {
  readonly pair: MessagePair;
  /** The field that holds the message; null for a message that stands inside the other. */
  readonly field: FieldPair | null;
}

/** A message that is being compared, and how far. */
interface Visit {
  readonly key: string;
  /** How it was come to; null at the start. */
  readonly step: Step | null;
  readonly steps: readonly Step[];
  next: number;
  broken: boolean;
}

/**
 * Depth first and without recursion, as messages may lead from one to the next without end. A message that is just being
 * compared counts as compatible where a field leads back to it; its own incompatibilities are found all the same.
 */
function compareAll(sides: Sides, pairs: readonly MessagePair[], found: Incompatibility[]): void {
  const broken = new Map<string, boolean>();
  const inProgress = new Set<string>();
  const start = pairs.map((pair) => ({ pair, field: null }));
  const open: Visit[] = [{ key: '', step: null, steps: start, next: 0, broken: false }];
  for (let visit = open.at(-1); visit !== undefined; visit = open.at(-1)) {
    const step = visit.steps[visit.next++];
    if (step === undefined) {
      open.pop();
      inProgress.delete(visit.key);
      broken.set(visit.key, visit.broken);
      const outer = open.at(-1);
      if (outer !== undefined && visit.step !== null && visit.broken) passOn(outer, visit.step, found);
      continue;
    }
    const key = `${fullName(step.pair.reader)} ${fullName(step.pair.writer)}`;
    const known = broken.get(key);
    if (known === true) passOn(visit, step, found);
    if (known !== undefined || inProgress.has(key)) continue;
    const { incompatibilities, steps } = compareMessages(sides, step.pair);
    found.push(...incompatibilities);
    inProgress.add(key);
    open.push({ key, step, steps, next: 0, broken: incompatibilities.length > 0 });
  }
}

function passOn(outer: Visit, { field, pair }: Step, found: Incompatibility[]): void {
  outer.broken = true;
  if (field !== null) found.push(heldMessageChanged(field, pair.reader));
}

interface MessageComparison {
  readonly incompatibilities: readonly Incompatibility[];
  readonly steps: readonly Step[];
}

/** The members of two messages and what stands inside; the messages they lead to are left for later. */
function compareMessages(sides: Sides, { reader, writer }: MessagePair): MessageComparison {
  const members = sides.compareMembers(reader, writer);
  const inside = matchMessages(reader.messages, writer.messages);
  const incompatibilities = [...members.incompatibilities, ...inside.missing];
  const steps: Step[] = [];
  const scopes = {
    reader: { schema: sides.reader, message: reader },
    writer: { schema: sides.writer, message: writer },
  };
  for (const field of members.pairs) {
    const compared = compareFields(scopes, field);
    incompatibilities.push(...compared.incompatibilities);
    for (const pair of compared.held) steps.push({ pair, field });
  }
  for (const pair of inside.pairs) steps.push({ pair, field: null });
  return { incompatibilities, steps };
}

/** Messages of one scope by name. An entry of a map is part of its field. */
function matchMessages(
  readers: readonly Message[],
  writers: readonly Message[],
): { readonly missing: readonly Incompatibility[]; readonly pairs: readonly MessagePair[] } {
  const byName = new Map(readers.map((reader) => [localName(reader), reader]));
  const missing: Incompatibility[] = [];
  const pairs: MessagePair[] = [];
  for (const writer of writers) {
    const reader = byName.get(localName(writer));
    if (reader !== undefined) pairs.push({ reader, writer });
    else if (!writer.isMapEntry) missing.push(messageRemoved(writer));
  }
  return { missing, pairs };
}

const messageRemoved = (writer: Message): Incompatibility => ({
  rule: 'MESSAGE_REMOVED',
  path: pathOf(writer),
  message: `Message ${localName(writer)} of the data's schema is missing in the schema that reads.`,
  reader: null,
  writer: renderMessage(writer),
});

function packageChanged({ main: reader }: ProtobufSchema, { main: writer }: ProtobufSchema): Incompatibility {
  const words = (pkg: string): string => (pkg === '' ? 'no package' : `the package ${pkg}`);
  const text = (pkg: string): string | null => (pkg === '' ? null : `package ${pkg};`);
  return {
    rule: 'PACKAGE_CHANGED',
    path: '#/',
    message: `The data is of ${words(writer.package)} and is read with ${words(reader.package)}.`,
    reader: text(reader.package),
    writer: text(writer.package),
  };
}

function withoutRepetition(found: readonly Incompatibility[]): readonly Incompatibility[] {
  const seen = new Map(found.map((one) => [`${one.rule} ${one.path}`, one]));
  return [...seen.values()];
}
