import { describe, expect, it } from 'vitest';
import { parseScenario, parseScenarioText, ScenarioError } from '../../../src/simulator/scenario/parse.ts';
import { scenario } from '../build.ts';

const topic = { name: 't', partitions: 2 };
const transaction = { transactional_id: 'x', producer_id: 1, topic: 't', partition: 0, from_s: 0, outcome: 'open' };

describe('a scenario that is refused', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['nothing at all', null, ['the whole: ']],
    ['a list', [], ['the whole: ']],
    ['one without what it must have', {}, ['name: ', 'about: ', 'brokers: ']],
    ['one without a broker', scenario({ brokers: [] }), ['brokers: ']],
    ['a field that nobody knows', { ...scenario(), topcs: [] }, ['topcs']],
    [
      'a field that nobody knows, deep inside',
      scenario({ topics: [{ ...topic, rate: 3 }] as never }),
      ['topics[0]: ', 'rate'],
    ],
    ['a release that is not simulated', { ...scenario(), release: '2.8' }, ['release: ']],
    ['a number as text', scenario({ topics: [{ name: 't', partitions: '3' }] as never }), ['topics[0].partitions: ']],
    [
      'a rate below zero',
      scenario({ topics: [{ ...topic, rates: [{ from_s: 0, per_s: -1 }] }] }),
      ['topics[0].rates[0].per_s: '],
    ],
    ['a group that reads nothing', scenario({ groups: [{ name: 'g', topics: [] }] }), ['groups[0].topics: ']],
    [
      'a fault of an unknown kind',
      scenario({ faults: [{ action: { kind: 'explode' } }] as never }),
      ['faults[0].action'],
    ],
    [
      'several things at once: all of them are named',
      { ...scenario(), release: '9', commit_history_s: -1, cluster_id: 7 },
      ['release: ', 'commit_history_s: ', 'cluster_id: '],
    ],
    [
      'replicas on a broker that is not there',
      scenario({ topics: [{ name: 't', assignment: [[1, 4], [2]] }] }),
      ['topic t: there is no broker 4'],
    ],
    [
      'more replicas than brokers',
      scenario({ topics: [{ ...topic, replication_factor: 4 }] }),
      ['topic t: 4 replicas need as many brokers, there are 3'],
    ],
    [
      'a transaction on a topic that is not there',
      scenario({ transactions: [{ ...transaction, topic: 'u' }] as never }),
      ['transaction x: there is no topic u'],
    ],
    [
      'a transaction on a partition that is not there',
      scenario({ topics: [topic], transactions: [{ ...transaction, partition: 2 }] as never }),
      ['transaction x: t has 2 partitions'],
    ],
    [
      'an error that Kafka does not have',
      scenario({ faults: [{ action: { kind: 'error', error: 'NO_SUCH_ERROR' } }] }),
      ['Kafka has no error NO_SUCH_ERROR'],
    ],
    [
      'an API that is not simulated',
      scenario({ faults: [{ api: 'ListOffset', action: { kind: 'drop' } }] }),
      ['fault 1: there is no API ListOffset'],
    ],
    [
      'a fault on a broker that is not there',
      scenario({ faults: [{ broker: 7, action: { kind: 'drop' } }] }),
      ['fault 1: there is no broker 7'],
    ],
    ['two brokers of one id', scenario({ brokers: [{ id: 1 }, { id: 1 }] }), ['broker 1 is there twice']],
    ['two topics of one name', scenario({ topics: [topic, topic] }), ['topic t is there twice']],
    [
      'two groups of one name',
      scenario({
        groups: [
          { name: 'g', topics: ['t'] },
          { name: 'g', topics: ['t'] },
        ],
      }),
      ['group g is there twice'],
    ],
  ])('%s', (_, value, words) => {
    const parse = () => parseScenario(value, 'my.json');
    expect(parse).toThrow(ScenarioError);
    expect(parse).toThrow('my.json is not a scenario:\n- ');
    for (const word of words) expect(parse).toThrow(word);
  });
});

describe('a text', () => {
  it('that is no JSON is refused with the place', () => {
    expect(() => parseScenarioText('{"name": }', 'my.json')).toThrow(
      /my\.json is not a scenario:\n- it is not JSON: .*\}/,
    );
  });

  it('that is one is a scenario with every default in place', () => {
    const text = JSON.stringify(scenario({ topics: [{ name: 't' }], groups: [{ name: 'g', topics: ['t'] }] }));
    expect(parseScenarioText(text, 'my.json')).toMatchObject({
      release: '4.3',
      offsets_partitions: 4,
      commit_history_s: 600,
      topics: [{ partitions: 1, replication_factor: 1, record_bytes: 200, rates: [], deleted_below: [] }],
      groups: [{ type: 'classic', protocol_type: 'consumer', assignor: 'range', begins: 'end', commit_every_s: 5 }],
      ...{ transactions: [], quotas: [], users: [], denied: [], faults: [] },
    });
  });
});
