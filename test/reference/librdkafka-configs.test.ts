import { describe, expect, it } from 'vitest';
import { rowsOf } from './librdkafka-configs.ts';

/** As the page is laid out: two tables, the type last in the description. */
const PAGE = `## Global configuration properties

Property        | C/P | Range             | Default | Importance | Description
----------------|-----|-------------------|--------:|------------| -----------
debug           |  *  | generic, broker   |         | medium     | A list of contexts. <br>*Type: CSV flags*
bootstrap.servers |  *  |                 |         | high       | Alias for \`metadata.broker.list\`: Brokers, a|b. <br>*Type: string*
compression.codec |  P  | none, gzip      |    none | medium     | compression codec. <br>*Type: enum value*
old.one         |  C  | true, false       |    true | low        | **DEPRECATED** Alias for \`new.one\`: No longer used. <br>*Type: boolean*

## Topic configuration properties

Property        | C/P | Range             | Default | Importance | Description
----------------|-----|-------------------|--------:|------------| -----------
acks            |  P  | -1 .. 1000        |      -1 | high       | Alias for \`request.required.acks\`: or all. <br>*Type: integer*
compression.codec |  P  | none, inherit   | inherit | high       | compression codec. <br>*Type: enum value*

### C/P legend: C = Consumer, P = Producer, * = both
`;

describe('rowsOf', () => {
  it('reads both tables, sorted; a name of both is the global one', () => {
    expect(Object.fromEntries(rowsOf(PAGE))).toEqual({
      acks: {
        type: 'INT',
        default: '-1',
        valid: '[-1,...,1000] or all',
        importance: 'HIGH',
        used_by: 'producer',
        alias_of: 'request.required.acks',
      },
      'bootstrap.servers': {
        type: 'STRING',
        default: null,
        valid: null,
        importance: 'HIGH',
        used_by: 'both',
        alias_of: 'metadata.broker.list',
      },
      'compression.codec': {
        type: 'STRING',
        default: 'none',
        valid: '(case insensitive) [none, gzip]',
        importance: 'MEDIUM',
        used_by: 'producer',
      },
      debug: {
        type: 'LIST',
        default: null,
        valid: '(case insensitive) [generic, broker]',
        importance: 'MEDIUM',
        used_by: 'both',
      },
      'old.one': {
        type: 'BOOLEAN',
        default: 'true',
        valid: null,
        importance: 'LOW',
        used_by: 'consumer',
        alias_of: 'new.one',
        deprecated: true,
      },
    });
    expect([...rowsOf(PAGE).keys()]).toEqual(['acks', 'bootstrap.servers', 'compression.codec', 'debug', 'old.one']);
  });

  it('stops at a type that is not known', () => {
    expect(() => rowsOf(PAGE.replace('CSV flags', 'bit field'))).toThrow(
      'debug has a type that is not known: "bit field"',
    );
  });
});
