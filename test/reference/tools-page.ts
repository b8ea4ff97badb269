import { fullOutputJsonSchema, inputJsonSchema, type JsonSchema } from '../../src/mcp/json-schema.ts';
import type { Tool } from '../../src/mcp/tool.ts';

/** The page of every tool, from the tools themselves. */
export const toolsPage = (tools: readonly Tool[]): string => ['# Tools', '', ...tools.flatMap(toolSection)].join('\n');

const needs = { kafka: 'a configured Kafka cluster', registry: 'a configured schema registry' } as const;

function toolSection(tool: Tool): string[] {
  const { properties: args = {}, required = [] } = fieldsOf(inputJsonSchema(tool.input));
  const { properties: fields = {} } = fieldsOf(fullOutputJsonSchema(tool.output));
  return [
    `## ${tool.name}`,
    '',
    `**${tool.title}.** ${tool.description}`,
    '',
    `Needs: ${tool.needs === undefined ? 'nothing' : needs[tool.needs]}.`,
    '',
    ...(Object.keys(args).length === 0 ? ['No arguments.'] : argumentTable(args, required)),
    '',
    '| answer | type | what |',
    '| --- | --- | --- |',
    ...Object.entries(fields).map(([name, field]) => `| \`${name}\` | ${typeOf(field)} | ${cell(describe(field))} |`),
    '',
    'Example:',
    '',
    '```json',
    JSON.stringify(tool.example, null, 2),
    '```',
    '',
  ];
}

function argumentTable(args: Readonly<Record<string, unknown>>, required: readonly unknown[]): string[] {
  return [
    '| argument | type | what |',
    '| --- | --- | --- |',
    ...Object.entries(args).map(([name, field]) => {
      const must = required.includes(name) ? ' (required)' : '';
      return `| \`${name}\`${must} | ${typeOf(field)} | ${cell([describe(field), range(field)].filter(Boolean).join('; '))} |`;
    }),
  ];
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fieldsOf(schema: unknown): { properties?: JsonSchema; required?: readonly unknown[] } {
  if (!isSchema(schema)) return {};
  return {
    ...(isSchema(schema.properties) ? { properties: schema.properties } : {}),
    ...(Array.isArray(schema.required) ? { required: schema.required } : {}),
  };
}

/** `list of {a, b}`, `text or null`, `one of x, y`. */
function typeOf(field: unknown): string {
  if (!isSchema(field)) return '';
  if (Array.isArray(field.enum)) return `one of ${field.enum.map((value) => `\`${value}\``).join(', ')}`;
  const types = Array.isArray(field.type) ? field.type : [field.type];
  return types.map((type) => (type === 'array' ? `list of ${typeOf(field.items)}` : nameOf(type, field))).join(' or ');
}

function nameOf(type: unknown, field: JsonSchema): string {
  if (type !== 'object') return type === 'string' ? 'text' : String(type);
  const { properties = {} } = fieldsOf(field);
  return `{${Object.keys(properties).join(', ')}}`;
}

const describe = (field: unknown): string =>
  isSchema(field) && typeof field.description === 'string' ? field.description : '';

function range(field: unknown): string {
  if (!isSchema(field)) return '';
  const parts = [
    field.minimum === undefined ? '' : `from ${field.minimum}`,
    field.exclusiveMinimum === undefined ? '' : `more than ${field.exclusiveMinimum}`,
    field.maximum === undefined ? '' : `to ${field.maximum}`,
    field.maxLength === undefined ? '' : `at most ${field.maxLength} characters`,
    field.default === undefined ? '' : `default ${JSON.stringify(field.default)}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
