import type { ScenarioRegistry } from '../../../src/simulator/scenario/schema.ts';

type Subject = ScenarioRegistry['subjects'][number];

/** Fields of a record; texts are JSON. */
export const record = (name: string, ...fields: string[]) =>
  `{"type":"record","name":"${name}","fields":[${fields.join(',')}]}`;
export const id = '{"name":"id","type":"string"}';
export const note = '{"name":"note","type":"string","default":""}';
export const count = '{"name":"count","type":"int"}';
export const proto = (body: string) => `syntax = "proto3";\nmessage Order {\n  ${body}\n}\n`;
export const object = (properties: string) =>
  `{"type":"object","properties":{${properties}},"additionalProperties":false}`;

export const subject = (
  name: string,
  type: Subject['type'],
  versions: readonly Subject['versions'][number]['schema'][],
  more: Partial<Subject> = {},
): Subject => ({ name, type, versions: versions.map((schema) => ({ schema, references: [] })), ...more });

/** Every format, a level of its own, a type used by another subject, a context. */
export const shop: ScenarioRegistry = {
  level: 'BACKWARD',
  subjects: [
    subject('orders-value', 'AVRO', [record('Order', id), record('Order', id, note)]),
    subject('parcels-value', 'PROTOBUF', [proto('string id = 1;')], { level: 'FULL_TRANSITIVE' }),
    subject('customers-value', 'JSON', [object('"id":{"type":"string"}')]),
    subject('address', 'AVRO', [record('Address', '{"name":"city","type":"string"}')]),
    {
      name: 'deliveries-value',
      type: 'AVRO',
      versions: [
        {
          schema: record('Delivery', id, '{"name":"to","type":"Address"}'),
          references: [{ name: 'Address', subject: 'address', version: 1 }],
        },
      ],
    },
    subject('copies-value', 'AVRO', [record('Order', id)], { level: 'NONE' }),
    subject(':.west:orders-value', 'AVRO', [record('West', id)]),
  ],
};
