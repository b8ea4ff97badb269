import { expect, it } from 'vitest';
import type { Api } from '../../src/kafka/protocol/api.ts';
import { apis } from '../../src/kafka/protocol/apis/index.ts';
import {
  consumerProtocolAssignment,
  consumerProtocolSubscription,
} from '../../src/kafka/protocol/consumer-protocol.ts';
import { type MessageDefinition, messageDefinitions, stableVersions } from '../support/kafka-jars.ts';
import { describeLive } from '../support/live.ts';
import { compareSchema } from '../support/message-schemas.ts';

const NEWEST = '4.4.0';
const RELEASES = ['3.0.2', '3.9.2', '4.3.1', NEWEST];

/** What was added to versions that were already out: defaults, which are not on the wire, and tagged fields. */
const ADDED_LATER = [
  { before: '3.0.2', message: 'FetchRequest', field: 'ReplicaId', what: 'default' },
  { before: '3.0.2', message: 'ApiVersionsResponse', field: 'ZkMigrationReady', what: 'tagged field' },
] as const;

/** Fields that have another name now; names are not on the wire. */
const RENAMED_LATER: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  OffsetCommitRequest: { GenerationId: 'GenerationIdOrMemberEpoch' },
};

/** The definition of an older release with what was added to the same versions later, as the newest release has it. */
function withLaterAdditions(release: string, definition: MessageDefinition): MessageDefinition {
  const names = RENAMED_LATER[definition.name] ?? {};
  let fields = definition.fields.map((field) => ({ ...field, name: names[field.name] ?? field.name }));
  for (const { before, message, field: name, what } of ADDED_LATER) {
    if (before !== release || message !== definition.name) continue;
    const newest = messageDefinitions(NEWEST)
      .get(message)
      ?.fields.find((field) => field.name === name);
    if (newest?.default === undefined) throw new Error(`${message} ${name} has no default in ${NEWEST}`);
    const addition = newest.default;
    if (what === 'default') {
      expect(fields.find((field) => field.name === name)).not.toHaveProperty('default');
      fields = fields.map((field) => (field.name === name ? { ...field, default: addition } : field));
    } else {
      expect(fields.map((field) => field.name)).not.toContain(name);
      expect(newest.taggedVersions).toBe(newest.versions);
      fields = [...fields, newest];
    }
  }
  return { ...definition, fields };
}

/** How many versions of a message were compared with a definition. */
function compare(api: Api, direction: 'request' | 'response', definition: MessageDefinition): number {
  expect(definition.apiKey, definition.name).toBe(api.key);
  const { versions, flexibleFrom } = api;
  return compareSchema({ schema: api[direction], versions, flexibleFrom }, definition);
}

describeLive("schemas against Apache Kafka's message definitions", ['java', 'maven'], () => {
  it.each(RELEASES)('are those of kafka-clients %s, version by version', (release) => {
    const definitions = messageDefinitions(release);
    const compared = apis.map((api) => {
      const request = definitions.get(`${api.name}Request`);
      const response = definitions.get(`${api.name}Response`);
      if (request === undefined || response === undefined) return 0;
      return (
        compare(api, 'request', withLaterAdditions(release, request)) +
        compare(api, 'response', withLaterAdditions(release, response))
      );
    });
    const total = compared.reduce((sum, count) => sum + count, 0);
    expect(total).toBeGreaterThan(release === NEWEST ? 360 : 270);
  });

  it.each(apis.map((api) => [api.name, api] as const))(
    'of %s cover every stable version of the newest release',
    (name, api) => {
      const definition = messageDefinitions(NEWEST).get(`${name}Request`);
      expect(definition && stableVersions(definition)).toEqual(api.versions);
    },
  );

  it.each(RELEASES)('of what classic consumers tell each other are those of kafka-clients %s', (release) => {
    const compared = [
      { name: 'ConsumerProtocolSubscription', schema: consumerProtocolSubscription },
      { name: 'ConsumerProtocolAssignment', schema: consumerProtocolAssignment },
    ].map(({ name, schema }) => {
      const definition = messageDefinitions(release).get(name);
      if (definition === undefined) throw new Error(`kafka-clients ${release} has no ${name}`);
      return compareSchema({ schema, versions: [0, 3], flexibleFrom: Number.POSITIVE_INFINITY }, definition);
    });
    expect(compared).toEqual(release === '3.0.2' ? [2, 2] : [4, 4]);
  });

  it('have the header of a request that the definitions have', () => {
    const header = messageDefinitions(NEWEST).get('RequestHeader');
    expect(
      header?.fields.map(({ name, type, versions, flexibleVersions }) => [name, type, versions, flexibleVersions]),
    ).toEqual([
      ['RequestApiKey', 'int16', '0+', undefined],
      ['RequestApiVersion', 'int16', '0+', undefined],
      ['CorrelationId', 'int32', '0+', undefined],
      ['ClientId', 'string', '1+', 'none'],
    ]);
    expect(header?.flexibleVersions).toBe('2+');
  });

  it('have the header of a response that the definitions have', () => {
    const header = messageDefinitions(NEWEST).get('ResponseHeader');
    expect(header?.fields.map(({ name, type, versions }) => [name, type, versions])).toEqual([
      ['CorrelationId', 'int32', '0+'],
    ]);
    expect(header?.flexibleVersions).toBe('1+');
  });
});
