import type { OutboxDesign } from './design-types.ts';
import { sorted } from './words.ts';
import type { Writer } from './writers.ts';

/** One outbox table and one connector for each service that changes a database and publishes. Source: Debezium, outbox EventRouter. */
export function outboxesOf(writers: readonly Writer[]): OutboxDesign[] {
  const publishing = writers.filter(({ outbox }) => outbox);
  const [first] = publishing;
  if (first === undefined) return [];
  return [
    {
      services: publishing.map(({ service }) => service.id),
      why: 'Two writes, one to the database and one to Kafka, lose or invent events when the process dies between them.',
      table: 'outbox(id uuid, aggregatetype text, aggregateid text, type text, payload)',
      routes_to: sorted(publishing.flatMap(({ topics }) => topics.map(({ name }) => name))),
      steps: [
        'In the database transaction of the change, insert the event: id new, aggregatetype = the topic, aggregateid = the key, type = the event type. Delete the row in that transaction too: the log still has it.',
        `One Debezium connector for each service, such as ${first.id}: transforms.outbox.type=io.debezium.transforms.outbox.EventRouter, transforms.outbox.route.topic.replacement=\${routedByValue}, transforms.outbox.table.fields.additional.placement=type:header:eventType, tombstones.on.delete=false, key.converter=org.apache.kafka.connect.storage.StringConverter.`,
        `Each connector writes as a principal of its own, such as User:${first.id}; the service needs no WRITE on these topics.`,
        'It delivers at least once: consumers refuse a header id that they have done, in the transaction of the effect.',
      ],
    },
  ];
}
