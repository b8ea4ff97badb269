import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { designTopics } from '../../../src/domain/topics/design.ts';
import { schemaFormats, type TopicsRequest } from '../../../src/domain/topics/request.ts';
import { packageRoot } from '../../../src/package-root.ts';
import { configs } from '../../support/fake-ports.ts';

const catalog = await configs();
const crm = (client?: 'connect', preferences: TopicsRequest['preferences'] = {}) =>
  designTopics(
    {
      services: [
        { name: 'crm', database: true, ...(client === undefined ? {} : { client }) },
        { name: 'mail', client: 'java' },
      ],
      events: [
        { name: 'CustomerRow', entity: 'customer', kind: 'state', producer: 'crm', consumers: ['mail'] },
        { name: 'CustomerRegistered', entity: 'customer', producer: 'crm', consumers: ['mail'] },
      ],
      preferences,
    },
    catalog,
  );
const without = (kind: 'state' | 'event') =>
  designTopics(
    {
      services: [{ name: 'crm', database: true }, { name: 'mail' }],
      events: [{ name: 'CustomerSeen', entity: 'customer', kind, producer: 'crm', consumers: ['mail'] }],
    },
    catalog,
  );
const stepsOf = (design: ReturnType<typeof crm>) => design.outbox.flatMap(({ steps }) => steps).join('\n');

describe('the outbox', () => {
  it.each([
    'transforms=outbox,',
    'transforms.outbox.type=io.debezium.transforms.outbox.EventRouter',
    `transforms.outbox.route.topic.replacement=\${routedByValue}`,
    'transforms.outbox.route.tombstone.on.empty.payload=true',
    'transforms.outbox.predicate=isOutbox',
    'predicates=isOutbox',
    'predicates.isOutbox.type=org.apache.kafka.connect.transforms.predicates.TopicNameMatches',
    'predicates.isOutbox.pattern=.*\\.outbox',
    'tombstones.on.delete=false',
    'value.converter=io.debezium.converters.BinaryDataConverter',
    'value.converter.delegate.converter.type=org.apache.kafka.connect.json.JsonConverter',
  ])('sets %s', (setting) => {
    expect(stepsOf(crm())).toContain(setting);
  });

  it('writes tombstones where there is a state topic, and there only', () => {
    expect(stepsOf(without('state'))).toContain('payload NULL becomes the tombstone');
    expect(stepsOf(without('event'))).not.toMatch(/tombstone\.on\.empty|NULL/);
  });

  it.each(schemaFormats)('lets the service make the bytes of %s, and the connector pass them on', (schema_format) => {
    const steps = stepsOf(crm(undefined, { schema_format }));
    expect(steps).toContain({ avro: 'KafkaAvro', protobuf: 'KafkaProtobuf', json: 'KafkaJsonSchema' }[schema_format]);
    expect(steps).not.toMatch(/value\.converter=\S*(Avro|Protobuf|Json)/);
    expect(crm().outbox[0]?.table).toContain('payload bytea');
  });

  it('is not for a connector, which reads the log', () => {
    const { outbox, acls, settings } = crm('connect');
    expect(outbox).toEqual([]);
    expect(JSON.stringify([acls, settings])).not.toContain('crm-outbox');
    expect(acls.map(({ principal }) => principal)).toContain('User:crm');
  });

  it('names options of the router and the converter that the guideline has too', () => {
    const page = readFileSync(join(packageRoot(), 'resources', 'guidelines', 'connect-and-cdc', 'SKILL.md'), 'utf8');
    const names = stepsOf(crm()).match(/(?:transforms|predicates|value\.converter|key\.converter)[\w.]*(?==)/g) ?? [];
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(page).toContain(`"${name}"`);
    expect(page).not.toContain('"value.converter": "io.confluent.connect.avro.AvroConverter"');
  });
});

describe('a state that is named after a row', () => {
  it('is what state is', () => {
    const rules = (kind: 'state' | 'event') =>
      designTopics(
        {
          services: [{ name: 'crm' }, { name: 'mail' }],
          events: [{ name: 'customers_table', entity: 'customer', kind, producer: 'crm', consumers: ['mail'] }],
        },
        catalog,
      ).findings.map(({ rule }) => rule);
    expect(rules('state')).not.toContain('DESIGN-TABLE-SHAPED');
    expect(rules('event')).toContain('DESIGN-TABLE-SHAPED');
  });
});

describe('a writer', () => {
  it('may write its topics, not the dead letters of their readers', () => {
    const { acls, failure_topics } = crm();
    const prefixes = acls.filter(({ pattern }) => pattern === 'prefixed').flatMap(({ names }) => names);
    for (const { name } of failure_topics) expect(prefixes.filter((prefix) => name.startsWith(prefix))).toEqual([]);
    expect(acls.find(({ principal }) => principal === 'User:crm-outbox')).toMatchObject({
      pattern: 'literal',
      names: ['crm.customer-events.v1', 'crm.customer-state.v1'],
    });
  });
});
