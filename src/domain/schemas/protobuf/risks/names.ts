import { jsonName } from '../json-name.ts';
import { nameOf } from '../members.ts';
import { localName } from '../schema.ts';
import { BY_NAME, type FieldRisk, SOURCES } from './rule.ts';

/** The registry matches fields by number and knows no names. */
export const nameRisk: FieldRisk = ({ older, newer, path, messages }) => {
  const [before, after] = [jsonName(older), jsonName(newer)];
  if (older.name !== newer.name) {
    return {
      id: 'PROTOBUF-FIELD-RENAMED',
      path,
      message: `Field ${nameOf(newer)} of ${localName(messages.newer)} was ${older.name}: if it means something else now, old data is read as the new thing.`,
      breaks: before === after ? `${BY_NAME}; its JSON name stays ${after}` : BY_NAME,
      source: SOURCES.json,
    };
  }
  if (before === after) return null;
  return {
    id: 'PROTOBUF-JSON-NAME-CHANGED',
    path,
    message: `Field ${nameOf(newer)} of ${localName(messages.newer)} is ${after} in JSON and was ${before}.`,
    breaks: 'whoever reads or writes the JSON form',
    source: SOURCES.json,
  };
};
