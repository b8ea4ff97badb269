import type { Field, FieldType, Message } from './schema.ts';

/** More members than these are only counted. */
const MOST_MEMBERS_SHOWN = 4;

export const renderType = (type: FieldType): string =>
  type.kind === 'map' ? `map<${type.key}, ${type.value}>` : type.name;

/** `repeated int32 n = 2;` */
export const renderField = ({ label, type, name, number }: Field): string =>
  `${label === null ? '' : `${label} `}${renderType(type)} ${name} = ${number};`;

/** `oneof choice { string a = 1; int32 b = 2; }` */
export const renderOneof = ({ fields }: Message, oneof: string): string =>
  block(`oneof ${oneof}`, fields.filter((field) => field.oneof === oneof).map(renderField));

/** `message Line { string id = 1; … 7 more }` */
export const renderMessage = ({ path, fields }: Message): string =>
  block(`message ${path.at(-1)}`, fields.map(renderField));

function block(head: string, members: readonly string[]): string {
  const shown = members.slice(0, MOST_MEMBERS_SHOWN);
  const more = members.length - shown.length;
  return `${head} { ${[...shown, ...(more > 0 ? [`… ${more} more`] : [])].join(' ')} }`.replace('{  }', '{ }');
}
