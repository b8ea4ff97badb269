import type { SchemaChange } from '../../../src/domain/schemas/change.ts';
import { checkWith } from '../../../src/domain/schemas/check-history.ts';
import { levelOf } from '../../../src/domain/schemas/levels.ts';
import { loadFormat } from '../../../src/domain/schemas/load-format.ts';
import type { SchemaType } from '../../../src/domain/schemas/observation.ts';
import { parsingOnce } from '../../../src/domain/schemas/parsing-once.ts';

/** A new schema against earlier ones, oldest first. */
export async function changeOf(
  type: SchemaType,
  level: string,
  earlier: readonly string[],
  candidate: string,
  more: Partial<SchemaChange> = {},
): Promise<SchemaChange> {
  const known = levelOf(level);
  if (known === null) throw new Error(`no level ${level}`);
  const format = await loadFormat(type);
  return {
    candidate: { text: candidate, references: [] },
    history: earlier.map((text, index) => ({ version: index + 1, type, source: { text, references: [] } })).reverse(),
    level: known,
    profile: 'confluent',
    format: { ...format, checker: parsingOnce(format.checker) },
    goesOn: () => true,
    ...more,
  };
}

export const answerTo = ({ format, candidate, level, history, profile, goesOn }: SchemaChange) =>
  checkWith(format.checker, candidate, level, history, profile, goesOn);

/** Fields as JSON. */
export const record = (...fields: readonly string[]): string =>
  `{"type":"record","name":"Order","namespace":"acme","fields":[${fields.join(',')}]}`;
export const field = (name: string, type: string, preset?: string): string =>
  `{"name":"${name}","type":${type}${preset === undefined ? '' : `,"default":${preset}`}}`;
export const proto = (...lines: readonly string[]): string =>
  `syntax = "proto3";\nmessage Order {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
export const object = (properties: string, more = ''): string =>
  `{"type":"object","properties":{${properties}}${more === '' ? '' : `,${more}`}}`;
export const CLOSED = '"additionalProperties":false';
