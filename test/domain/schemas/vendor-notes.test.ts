import { describe, expect, it } from 'vitest';
import { likelyReason, type VendorFacts, vendorNotes } from '../../../src/domain/schemas/vendor-notes.ts';

const facts = (more: Partial<VendorFacts> = {}): VendorFacts => ({
  type: 'AVRO',
  text: '{}',
  rules: new Set(),
  risks: new Set(),
  releasesDiffer: false,
  lenientPasses: false,
  ...more,
});

describe('notes on other registries', () => {
  it.each<[string, Partial<VendorFacts>, string[]]>([
    ['nothing for a plain Avro schema', {}, []],
    ['aliases', { text: '{"aliases":["A"]}' }, ['Redpanda']],
    ['a field of type null', { text: '{"type" : "null"}' }, ['Redpanda']],
    [
      'a changed package',
      { type: 'PROTOBUF', rules: new Set(['PACKAGE_CHANGED']) },
      ['Confluent', 'Karapace', 'Apicurio', 'Apicurio'],
    ],
    ['oneofs that releases judge differently', { type: 'PROTOBUF', releasesDiffer: true }, ['Confluent', 'Apicurio']],
    [
      'a field with another number',
      { type: 'PROTOBUF', risks: new Set(['PROTOBUF-FIELD-RENUMBERED']) },
      ['Karapace', 'Apicurio'],
    ],
    ['what LENIENT lets pass', { type: 'JSON', lenientPasses: true }, ['Confluent', 'Apicurio']],
    ['enums before 7.9', { type: 'JSON', rules: new Set(['ENUM_ARRAY_NARROWED']) }, ['Confluent', 'Apicurio']],
    [
      'a draft that Karapace learnt late',
      { type: 'JSON', text: '{"$schema":"https://json-schema.org/draft/2020-12/schema"}' },
      ['Karapace', 'Apicurio'],
    ],
    [
      'properties that patterns cover',
      { type: 'JSON', rules: new Set(['PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL']) },
      ['Apicurio', 'Apicurio'],
    ],
    [
      'a required property of a closed model',
      { type: 'JSON', rules: new Set(['REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL']) },
      ['Apicurio', 'Redpanda'],
    ],
  ])('%s', (_case, more, registries) => {
    const notes = vendorNotes(facts(more));
    expect(notes.map(({ registry }) => registry)).toEqual(registries);
    for (const { says } of notes) expect(says).toMatch(/\.$/);
  });
});

describe('the likely reason of a disagreement', () => {
  const packages = facts({ type: 'PROTOBUF', rules: new Set(['PACKAGE_CHANGED']) });
  it.each([
    ['looser', 'Apicurio', /^Apicurio: Lets a changed package pass/],
    ['looser', 'Confluent', /^Confluent: Releases before 7\.4\.5/],
    ['stricter', 'Apicurio', /^Apicurio: Has Protobuf rules of its own/],
    ['looser', null, /^Confluent: /],
  ] as const)('%s, %s', (is, registry, reason) => {
    expect(likelyReason(packages, is, registry)).toMatch(reason);
  });

  it('is not made up', () => {
    expect(likelyReason(facts(), 'stricter', 'Apicurio')).toBeNull();
    expect(likelyReason(packages, 'stricter', 'Confluent')).toBeNull();
  });
});
