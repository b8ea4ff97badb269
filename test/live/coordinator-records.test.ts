import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeCoordinatorRecord } from '../../src/kafka/protocol/records/coordinator/codec.ts';
import { coordinatorRecords } from '../../src/kafka/protocol/records/coordinator/index.ts';
import { encodeBatch } from '../../src/kafka/protocol/records/encode.ts';
import { kindsAndVersions, recordsOf } from '../support/coordinator-records.ts';
import { dumpLog } from '../support/dump-log.ts';
import { type MessageDefinition, messageDefinitions } from '../support/kafka-jars.ts';
import { asKafkaJson } from '../support/kafka-json.ts';
import { describeLive } from '../support/live.ts';
import { compareSchema, withLaterTaggedFields } from '../support/message-schemas.ts';

const NEWEST = '4.4.0';
/** Tagged fields of 4.4.0, which the tool of 4.3.1 skips. */
const NEWER_THAN_THE_TOOL = ['storedDescriptionTopologyEpoch', 'failedDescriptionTopologyEpoch'];
/** Records of each kind and version that Kafka's tool is given. */
const SAMPLES = 20;

/** Where a release keeps the definitions, and how many versions of values there are to compare. */
const RELEASES = [
  ['3.0.2', 'kafka_2.13', 8],
  ['3.9.2', 'kafka-group-coordinator', 17],
  ['4.0.2', 'kafka-group-coordinator', 21],
  ['4.3.1', 'kafka-group-coordinator', 30],
  [NEWEST, 'kafka-group-coordinator', 30],
] as const;

/** Shapes of the early access of share groups, which changed without a new version. */
const EARLY_ACCESS = new Set([
  'ShareGroupMetadata 3.9.2',
  'ShareGroupMetadata 4.0.2',
  'ShareGroupStatePartitionMetadata 4.0.2',
]);

/** A default is not on the wire. */
function withLaterDefault(definition: MessageDefinition): MessageDefinition {
  return {
    ...definition,
    commonStructs: (definition.commonStructs ?? []).map((struct) => ({
      ...struct,
      fields: struct.fields.map((field) => (field.name === 'rebalanceTimeout' ? { ...field, default: -1 } : field)),
    })),
  };
}

describeLive("records of __consumer_offsets against Apache Kafka's definitions", ['java', 'maven'], () => {
  it.each(RELEASES)('have the values of %s', (release, jar, expected) => {
    const definitions = messageDefinitions(release, jar);
    const compared = coordinatorRecords.map(({ type, value, valueVersions, flexibleFrom }) => {
      const found = definitions.get(`${type}Value`);
      const newest = messageDefinitions(NEWEST, 'kafka-group-coordinator').get(`${type}Value`);
      if (newest === undefined) throw new Error(`${NEWEST} has no ${type}Value`);
      if (found === undefined || EARLY_ACCESS.has(`${type} ${release}`)) return 0;
      const definition = withLaterTaggedFields(release === '3.0.2' ? withLaterDefault(found) : found, newest);
      return compareSchema({ schema: value, versions: valueVersions, flexibleFrom }, definition);
    });
    expect(compared.reduce((sum, count) => sum + count, 0)).toBe(expected);
  });

  it.each(RELEASES)('have the keys of %s', (release, jar) => {
    const definitions = messageDefinitions(release, jar);
    for (const { id, type, key } of coordinatorRecords) {
      const definition = definitions.get(`${type}Key`);
      if (definition === undefined) continue;
      // Up to 4.0 the number of the kind stands where the version stands.
      const version = definition.apiKey === undefined ? id : 0;
      expect(definition.apiKey ?? id).toBe(id);
      const schema = { schema: key, versions: [version, version], flexibleFrom: Number.POSITIVE_INFINITY } as const;
      expect(compareSchema(schema, definition), type).toBe(1);
    }
  });

  it('are all those of the newest release, in every version', () => {
    const values = [...messageDefinitions(NEWEST, 'kafka-group-coordinator').values()].filter(({ name }) =>
      name.endsWith('Value'),
    );
    expect(values.map(({ name, apiKey, validVersions }) => [apiKey, name, validVersions]).sort()).toEqual(
      coordinatorRecords
        .map(({ id, type, valueVersions: [min, max] }) => [
          id,
          `${type}Value`,
          min === max ? `${min}` : `${min}-${max}`,
        ])
        .sort(),
    );
  });
});

describeLive("records of __consumer_offsets as Kafka's own tool reads them", ['java', 'maven'], () => {
  const samples = kindsAndVersions.flatMap(({ kind, version }) =>
    fc.sample(recordsOf(kind, version), { seed: 20261123, numRuns: SAMPLES }).map((record) => ({
      written: encodeCoordinatorRecord(record),
      key: { type: String(kind.id), data: asKafkaJson(kind.key, 0, record.key) },
      payload: { version: String(version), data: asKafkaJson(kind.value, version, record.value) },
    })),
  );

  it('are what was written, for any record of every kind in every version', { timeout: 180_000 }, async () => {
    const records = samples.map(({ written }, i) => ({ offset: BigInt(i), timestamp: 1_700_000_000_000, ...written }));
    const lines = await dumpLog(encodeBatch({ baseOffset: 0n, records }), '--offsets-decoder');
    const read = lines.flatMap((line) => {
      const [, key, payload] = /^\| offset: \d+ .* key: (\{"type".*\}) payload: (\{"version".*\})$/s.exec(line) ?? [];
      return key === undefined || payload === undefined ? [] : [{ key: JSON.parse(key), payload: JSON.parse(payload) }];
    });
    expect(read).toHaveLength(samples.length);
    for (const [i, { key, payload }] of samples.entries()) {
      for (const name of NEWER_THAN_THE_TOOL) Reflect.deleteProperty(Object(payload.data), name);
      expect(read[i]).toEqual({ key, payload });
    }
  });
});
