import { expect, it } from 'vitest';
import { familyJson, type ReleaseDefinitions } from './kafka-configs.ts';

const acks = { name: 'acks', type: 'STRING', default: '1', valid: null, importance: 'LOW', accepts: [] };
const linger = { name: 'linger.ms', type: 'LONG', default: '0', valid: '[0,...]', importance: 'MEDIUM', accepts: [] };
const producer = (...definitions: readonly (typeof linger | typeof acks)[]): ReleaseDefinitions =>
  new Map([['producer', definitions]]);

it('writes a span for equal releases in a row, a line each, names sorted', () => {
  const read = new Map<string, ReleaseDefinitions>([
    ['3.8.1', producer(linger, acks)],
    ['3.9.2', producer(linger)],
    ['4.0.2', producer({ ...linger, default: '5' }, acks)],
    ['4.1.2', producer({ ...linger, default: '5' }, acks)],
    ['4.4.0', new Map()],
  ]);
  const text = familyJson('producer', read, '2026-11-24');
  expect(JSON.parse(text)).toMatchObject({
    family: 'producer',
    read: '2026-11-24',
    releases: { 3.8: '3.8.1', 3.9: '3.9.2', '4.0': '4.0.2', 4.1: '4.1.2' },
    not_published: ['4.4.0'],
  });
  expect(text.slice(text.indexOf('  "names"'))).toBe(`  "names": {
    "acks": [
      { "from": "3.8", "to": "3.8", "type": "STRING", "default": "1", "valid": null, "importance": "LOW" },
      { "from": "4.0", "to": "4.1", "type": "STRING", "default": "1", "valid": null, "importance": "LOW" }
    ],
    "linger.ms": [
      { "from": "3.8", "to": "3.9", "type": "LONG", "default": "0", "valid": "[0,...]", "importance": "MEDIUM" },
      { "from": "4.0", "to": "4.1", "type": "LONG", "default": "5", "valid": "[0,...]", "importance": "MEDIUM" }
    ]
  }
}
`);
});
