import type { OutboxDesign } from './design-types.ts';
import type { Premises } from './premises.ts';
import type { SchemaFormat } from './request.ts';
import type { Topic } from './topic.ts';
import { listed, sorted } from './words.ts';
import type { Writer } from './writers.ts';

/** One outbox table and one connector for each service that changes a database and publishes. Source: Debezium, outbox EventRouter. */
export function outboxesOf(writers: readonly Writer[], { format }: Pick<Premises, 'format'>): OutboxDesign[] {
  const publishing = writers.filter(({ outbox }) => outbox);
  const [first] = publishing;
  if (first === undefined) return [];
  const routed = publishing.flatMap(({ topics }) => topics);
  const states = sorted(routed.filter(({ kind }) => kind === 'state').map(({ name }) => name));
  return [
    {
      services: publishing.map(({ service }) => service.id),
      why: 'Two writes, one to the database and one to Kafka, lose or invent events when the process dies between them.',
      table: 'outbox(id uuid, aggregatetype text, aggregateid text, type text, payload bytea)',
      routes_to: sorted(routed.map(({ name }) => name)),
      steps: [
        `In the database transaction of the change, insert the event: id new, aggregatetype = the topic, aggregateid = the key${nullKey(routed)}, type = the event type, payload = what ${SERIALIZER[format]} makes of it. Delete the row in that transaction too: the log still has it.`,
        `Serialise for the topic, with its subject strategy: the subjects come from the service, not from the connector. The column is binary (bytea, BLOB, VARBINARY).${tombstones(states)}`,
        `One Debezium connector for each service, such as ${first.id}: ${connectorSettings(states.length > 0).join(', ')}.`,
        `BinaryDataConverter (Debezium 1.9 and later) passes the payload on byte by byte; its delegate writes heartbeats. ${CONVERTER[format]} in its place would wrap the payload once more: readers would get bytes, not the event.`,
        `Each connector writes as a principal of its own, such as User:${first.id}; the service needs no WRITE on these topics.`,
        'It delivers at least once: consumers refuse a header id that they have done, in the transaction of the effect.',
      ],
    },
  ];
}

/** Source: Confluent Schema Registry, serializers and converters. */
const SERIALIZER: Readonly<Record<SchemaFormat, string>> = {
  avro: 'KafkaAvroSerializer, or the Avro serializer of your registry client,',
  protobuf: 'KafkaProtobufSerializer, or the Protobuf serializer of your registry client,',
  json: 'KafkaJsonSchemaSerializer, or the JSON Schema serializer of your registry client,',
};
const CONVERTER: Readonly<Record<SchemaFormat, string>> = {
  avro: 'An AvroConverter',
  protobuf: 'A ProtobufConverter',
  json: 'A JsonSchemaConverter',
};

const nullKey = (routed: readonly Topic[]): string =>
  routed.some(({ key }) => key === null) ? ' (NULL where the topic has none)' : '';

/** The router takes NULL for empty; bytes of length 0 are a value to it. Source: Debezium, EventRouterDelegate. */
const tombstones = (states: readonly string[]): string =>
  states.length === 0
    ? ''
    : ` A row of ${listed(states)} with payload NULL becomes the tombstone that removes its key.`;

/** Source: Debezium 3.6, EventRouterConfigDefinition, BinaryDataConverter; Apache Kafka Connect, KIP-585 for predicates. */
const connectorSettings = (writesTombstones: boolean): string[] => [
  'transforms=outbox',
  'transforms.outbox.type=io.debezium.transforms.outbox.EventRouter',
  `transforms.outbox.route.topic.replacement=\${routedByValue}`,
  'transforms.outbox.table.fields.additional.placement=type:header:eventType',
  ...(writesTombstones ? ['transforms.outbox.route.tombstone.on.empty.payload=true'] : []),
  'transforms.outbox.predicate=isOutbox',
  'predicates=isOutbox',
  'predicates.isOutbox.type=org.apache.kafka.connect.transforms.predicates.TopicNameMatches',
  'predicates.isOutbox.pattern=.*\\.outbox',
  'tombstones.on.delete=false',
  'key.converter=org.apache.kafka.connect.storage.StringConverter',
  'value.converter=io.debezium.converters.BinaryDataConverter',
  'value.converter.delegate.converter.type=org.apache.kafka.connect.json.JsonConverter',
  'value.converter.delegate.converter.type.schemas.enable=false',
];
