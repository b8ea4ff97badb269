import type { ProtobufSchema } from '../protobuf/schema.ts';
import {
  fieldNumbered,
  freeNumber,
  messageAt,
  messageIn,
  nextName,
  type ProtobufPath,
  pathFrom,
  statement,
} from './protobuf-edits.ts';
import {
  appended,
  fieldNameOf,
  numberOf,
  outlineOf,
  type Part,
  partNamed,
  removed,
  replaced,
} from './protobuf-outline.ts';
import type { Repair, RepairChange } from './repair.ts';

/** More reasons than these are no small thing to mend. */
const MAX_MISFITS = 50;

interface Edit {
  readonly text: string;
  readonly change: Omit<RepairChange, 'path'>;
}

/** A misfit with both versions at hand. */
interface Clash {
  readonly text: string;
  readonly now: ProtobufSchema;
  readonly earlierText: string;
  readonly before: ProtobufSchema;
  readonly at: ProtobufPath;
  readonly backward: boolean;
}

/** Mends a Protobuf text: what its numbers meant stays, and what they were to mean comes beside under new ones. */
export const repairProtobuf: Repair<ProtobufSchema> = {
  mend(original, now, misfits) {
    let text = original;
    const changes: RepairChange[] = [];
    for (const misfit of misfits.slice(0, MAX_MISFITS)) {
      const { direction, earlier, incompatibility } = misfit;
      const clash = {
        text,
        now,
        earlierText: earlier.source.text,
        before: earlier.schema,
        at: pathFrom(incompatibility.path),
        backward: direction === 'backward',
      };
      const edit = EDITS[incompatibility.rule]?.(clash) ?? null;
      if (edit === null || changes.some(({ says }) => says === edit.change.says)) continue;
      text = edit.text;
      changes.push({ path: incompatibility.path, ...edit.change });
    }
    return changes.length === 0 ? null : { text, changes };
  },
};

const EDITS: Readonly<Record<string, ((clash: Clash) => Edit | null) | undefined>> = {
  FIELD_KIND_CHANGED: successor,
  FIELD_SCALAR_KIND_CHANGED: successor,
  FIELD_NAMED_TYPE_CHANGED: successor,
  FIELD_NUMERIC_LABEL_CHANGED: successor,
  REQUIRED_FIELD_ADDED: (clash) => (clash.backward ? optional(clash) : lostField(clash)),
  REQUIRED_FIELD_REMOVED: (clash) => (clash.backward ? lostField(clash) : optional(clash)),
  ONEOF_FIELD_REMOVED: (clash) => (clash.backward ? lostField(clash) : null),
  MULTIPLE_FIELDS_MOVED_TO_ONEOF: movedBack,
  FIELD_MOVED_TO_EXISTING_ONEOF: movedBack,
  MESSAGE_REMOVED: (clash) => (clash.backward ? lostMessage(clash) : null),
  PACKAGE_CHANGED: oldPackage,
};

const LABELS = new Set(['optional', 'required', 'repeated']);

/** The number keeps its declaration, and a new field has the new one. */
function successor({ text, now, earlierText, before, at: { names, number } }: Clash): Edit | null {
  const [message, old] = [messageAt(text, names), messageAt(earlierText, names)];
  if (message === null || old === null || number === null) return null;
  const [field, oldField] = [fieldNumbered(message, number), fieldNumbered(old, number)];
  if (field === null || oldField === null) return null;
  const [model, oldModel] = [messageIn(now, names), messageIn(before, names)];
  const name = nextName(fieldNameOf(field.part), model);
  const { words } = field.part;
  const end = words.indexOf('=') - 1;
  const isLabelled = LABELS.has(words[0] ?? '');
  const label = isLabelled ? (words[0] ?? '') : needsLabel(now) && words[0] !== 'map' ? 'optional' : '';
  const type = words
    .slice(isLabelled ? 1 : 0, end)
    .join('')
    .replace(/,/g, ', ');
  const kept = label === 'required' ? 'optional' : label;
  const line = `${kept === '' ? '' : `${kept} `}${type} ${name} = ${freeNumber(model, oldModel)};`;
  const restored = replaced(text, field.part, statement(earlierText, oldField.part));
  const again = messageAt(restored, names)?.block ?? null;
  if (again === null) return null;
  const owner = model?.path.join('.') ?? names.join('.');
  return {
    text: appended(restored, again, line),
    change: {
      says: `Number ${number} of ${owner} keeps the declaration that it had, and ${name} beside it has the new one; producers fill both until nobody reads ${number}.`,
      write: line,
      postpones: true,
      leftover: { owner: names.join('.'), member: String(number) },
    },
  };
}

/** proto2 wants a label for every field but those of oneofs and maps. */
const needsLabel = ({ main }: ProtobufSchema): boolean => main.syntax === 'proto2';

function optional({ text, at: { names, number } }: Clash): Edit | null {
  const message = messageAt(text, names);
  const field = message === null || number === null ? null : fieldNumbered(message, number);
  if (field === null || field.part.words[0] !== 'required') return null;
  const line = statement(text, field.part).replace(/^required\b/, 'optional');
  return {
    text: replaced(text, field.part, line),
    change: {
      says: `Field ${number} (${fieldNameOf(field.part)}) of ${names.join('.')} is optional: who needs it checks for it.`,
      write: line,
      postpones: false,
      leftover: null,
    },
  };
}

/** A field that must not go, back in its message or oneof. */
function lostField({ text, earlierText, at: { names, number } }: Clash): Edit | null {
  const [message, old] = [messageAt(text, names), messageAt(earlierText, names)];
  const oldField = old === null || number === null ? null : fieldNumbered(old, number);
  if (message?.block == null || oldField === null || number === null) return null;
  if (fieldNumbered(message, number) !== null) return null;
  const line = statement(earlierText, oldField.part);
  const oneof = oldField.oneof === null ? null : partNamed(message.block, [oldField.oneof.words[1] ?? '']);
  return {
    text: appended(text, oneof?.block ?? message.block, line),
    change: {
      says: `Field ${number} (${fieldNameOf(oldField.part)}) of ${names.join('.')} stays until no data is left and nobody reads with the earlier schema.`,
      write: line,
      postpones: true,
      leftover: null,
    },
  };
}

/** Fields that were independent leave the oneof again. */
function movedBack({ text, earlierText, at: { names } }: Clash): Edit | null {
  const name = names.at(-1) ?? '';
  const owner = names.slice(0, -1);
  const [oneof, old] = [partNamed(outlineOf(text), names), messageAt(earlierText, owner)];
  if (oneof?.words[0] !== 'oneof' || oneof.block === null || old === null) return null;
  const moved = oneof.block.parts.flatMap((part) => {
    const number = numberOf(part);
    const before = number === null ? null : fieldNumbered(old, number);
    return before === null || before.oneof?.words[1] === name
      ? []
      : [{ part, line: statement(earlierText, before.part) }];
  });
  if (moved.length === 0) return null;
  const isEmptied = moved.length === oneof.block.parts.length;
  const without = isEmptied
    ? removed(text, oneof)
    : [...moved].reverse().reduce((rest, { part }) => removed(rest, part), text);
  const mended = moved.reduce((rest, { line }) => {
    const block = messageAt(rest, owner)?.block ?? null;
    return block === null ? rest : appended(rest, block, line);
  }, without);
  return {
    text: mended,
    change: {
      says: `The fields that oneof ${name} of ${owner.join('.')} took in stay outside: of values that were written together a oneof keeps one.`,
      write: moved.map(({ line }) => line).join(' '),
      postpones: true,
      leftover: null,
    },
  };
}

function lostMessage({ text, earlierText, at: { names } }: Clash): Edit | null {
  const old = partNamed(outlineOf(earlierText), names);
  const parent = names.length === 1 ? outlineOf(text) : (messageAt(text, names.slice(0, -1))?.block ?? null);
  if (old === null || parent === null || partNamed(parent, names.slice(-1)) !== null) return null;
  const message = statement(earlierText, old);
  return {
    text: appended(text, parent, message),
    change: {
      says: `Message ${names.join('.')} stays until no data of it is left.`,
      write: message,
      postpones: true,
      leftover: null,
    },
  };
}

function oldPackage({ text, earlierText }: Clash): Edit | null {
  const find = (body: string): Part | null => outlineOf(body).parts.find(({ words }) => words[0] === 'package') ?? null;
  const [now, before] = [find(text), find(earlierText)];
  const line = before === null ? '' : statement(earlierText, before);
  if (now === null && before === null) return null;
  const syntax = outlineOf(text).parts.find(({ words }) => words[0] === 'syntax' || words[0] === 'edition');
  const mended =
    now !== null
      ? before === null
        ? removed(text, now)
        : replaced(text, now, line)
      : syntax === undefined
        ? `${line}\n${text}`
        : `${text.slice(0, syntax.to)}\n${line}${text.slice(syntax.to)}`;
  return {
    text: mended,
    change: {
      says: `The package stays ${before === null ? 'unset' : line.replace(/^package\s+|;$/g, '')}: another package is another topic.`,
      write: line,
      postpones: true,
      leftover: null,
    },
  };
}
