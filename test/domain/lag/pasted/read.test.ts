import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LagObservation } from '../../../../src/domain/lag/observation.ts';
import { readPasted } from '../../../../src/domain/lag/pasted/read.ts';

/** What the tools of the release in the file name printed on real brokers, standard output and then standard error. */
const folder = join(import.meta.dirname, 'real');
const real = (file: string) => readFileSync(join(folder, file), 'utf8');

function observed(text: string): LagObservation {
  const outcome = readPasted(text, 1_000);
  if (outcome.kind === 'refused') throw new Error(outcome.what);
  return outcome.observation;
}

/** `state type members offsets` of each group, short enough for a table. */
const inShort = ({ groups }: LagObservation) =>
  Object.fromEntries(
    groups.map(({ group, state, type, members, offsets }) => [
      group,
      [
        state,
        type,
        members?.length ?? null,
        offsets?.map(({ offset }) => (offset === null ? '-' : Number(offset))) ?? null,
      ],
    ]),
  );

describe('what the tools printed', () => {
  const allGroups = {
    'batch-job': ['Empty', 'unknown', 0, expect.arrayContaining([40, 10, 5, 20])],
    flapping: [null, 'unknown', 1, ['-', '-']],
    idle: [null, 'unknown', 2, [40, 40]],
    'odd name with spaces': ['Empty', 'unknown', 0, [40, 10, 3]],
    'static-checkout': [null, 'unknown', 2, [300, 300, 300]],
  };
  const cases: readonly (readonly [string, object])[] = [
    ['2.0.1-describe.txt', { 'batch-job': ['Empty', 'unknown', 0, [20, 10, 5, 40]] }],
    ['2.0.1-describe-members.txt', { 'unnamed-group': [null, 'unknown', 2, null] }],
    ['2.0.1-describe-state.txt', { 'batch-job': ['Empty', 'unknown', 0, null] }],
    [
      '2.4.1-describe-state.txt',
      {
        'batch-job': ['Empty', 'unknown', 0, null],
        flapping: ['Empty', 'unknown', 0, null],
        idle: ['Stable', 'unknown', null, null],
        'odd name with spaces': ['Empty', 'unknown', 0, null],
        'static-checkout': ['Stable', 'unknown', null, null],
      },
    ],
    ['2.8.2-describe.txt', allGroups],
    ['3.9.2-describe.txt', allGroups],
    ['4.3.1-describe.txt', { ...allGroups, mixed: [null, 'unknown', 1, [300, 300, 300]] }],
    ['4.3.1-describe-offsets-verbose.txt', { ...allGroups, mixed: [null, 'unknown', 1, [300, 300, 300]] }],
    [
      '4.3.1-describe-state-verbose.txt',
      {
        'batch-job': ['Empty', 'unknown', 0, null],
        flapping: ['Stable', 'classic', null, null],
        idle: ['Stable', 'classic', null, null],
        mixed: ['Stable', 'classic', null, null],
        'odd name with spaces': ['Empty', 'unknown', 0, null],
        'static-checkout': ['Stable', 'classic', null, null],
      },
    ],
    ['4.3.1-share.txt', { sharers: [null, 'share', null, ['-', '-', '-']] }],
  ];

  test.each(cases)('%s', (file, expected) => expect(inShort(observed(real(file)))).toEqual(expected));

  test('ends and owners', () => {
    const { groups, partitions } = observed(real('4.3.1-describe.txt'));
    expect(partitions.find(({ topic, partition }) => topic === 'orders' && partition === 0)).toMatchObject({
      highWatermark: 300n,
      logStart: null,
      lastStable: null,
      missing: null,
    });
    expect(groups.find(({ group }) => group === 'static-checkout')?.members).toEqual([
      expect.objectContaining({
        clientId: 'checkout service 1',
        host: '127.0.0.1',
        assignment: [
          { topic: 'orders', partition: 0 },
          { topic: 'orders', partition: 1 },
        ],
      }),
      expect.objectContaining({ clientId: 'checkout service 2', assignment: [{ topic: 'orders', partition: 2 }] }),
    ]);
  });

  test('coordinator, assignor and epochs of --state', () => {
    const { groups } = observed(real('4.4.0-describe-state-verbose.txt'));
    expect(groups.find(({ group }) => group === 'mixed')).toMatchObject({
      type: 'consumer',
      assignor: 'uniform',
      coordinator: 1,
      groupEpoch: 3,
      assignmentEpoch: 3,
    });
    expect(groups.find(({ group }) => group === 'batch-job')).toMatchObject({ assignor: null, coordinator: 1 });
  });
});

describe('--members --verbose', () => {
  const membersOf = (file: string, name: string) =>
    observed(real(file)).groups.find(({ group }) => group === name)?.members ?? [];
  const orders = (...partitions: readonly number[]) => partitions.map((partition) => ({ topic: 'orders', partition }));

  test.each([
    ['2.8.2-describe-members-verbose.txt', [orders(0, 1), orders(2)]],
    ['4.3.1-describe-members-verbose.txt', [orders(0, 1), orders(2)]],
    ['3.9.2-describe-members-verbose.txt', [null, null]],
  ])('%s: static members', (file, assignments) => {
    const members = membersOf(file, 'static-checkout');
    expect(members.map(({ instanceId }) => instanceId).sort()).toEqual(['pod-1', 'pod-2']);
    expect(members.map(({ clientId }) => clientId).sort()).toEqual(['checkout service 1', 'checkout service 2']);
    expect(members.map(({ assignment }) => assignment)).toEqual(assignments);
  });

  test.each(['2.8.2', '3.9.2', '4.3.1', '4.4.0'])('%s: one of three members is idle', (release) => {
    const members = membersOf(`${release}-describe-members-verbose.txt`, 'idle');
    expect(members).toHaveLength(3);
    expect(members.filter(({ assignment }) => assignment?.length === 0)).toHaveLength(1);
  });

  test('epochs and targets of a group on its way to the 4.x protocol', () => {
    expect(membersOf('4.4.0-describe-members-verbose.txt', 'mixed')).toEqual([
      expect.objectContaining({ epoch: 3, assignment: orders(2), target: orders(2) }),
      expect.objectContaining({ epoch: 3, assignment: orders(0, 1), target: orders(0, 1) }),
    ]);
  });

  test('client ids may have spaces, and the ids that clients make of them', () => {
    expect(membersOf('4.3.1-describe-members-spaces.txt', 'rebalancing')).toEqual([
      expect.objectContaining({
        memberId: 'slow client-d68fb285-4af8-46a6-8e96-11afe8d99c40',
        clientId: 'slow client',
        host: '127.0.0.1',
      }),
    ]);
  });

  test('says that the tool of 3.9 leaves out the topics', () => {
    const { gaps } = observed(real('3.9.2-describe-members-verbose.txt'));
    expect(gaps.map(({ what }) => what)).toContain('partitions of 2 members of group static-checkout');
  });
});

describe('what mails and chats do to a text', () => {
  const reworded: readonly (readonly [string, (text: string) => string])[] = [
    ['runs of spaces become one', (text) => text.replace(/ +/g, ' ')],
    ['columns become tabs', (text) => text.replace(/ {2,}/g, '\t')],
    ['quoted twice', (text) => text.replace(/^/gm, '> > ')],
    ['lines end with CR LF', (text) => text.replaceAll('\n', '\r\n')],
    ['indented', (text) => text.replace(/^/gm, '    ')],
    ['coloured', (text) => text.replace(/^(\S+)/gm, '\u001b[1;31m$1\u001b[0m')],
    [
      'log lines between the rows',
      (text) => text.replaceAll('\n', '\n[2026-11-23 10:00:00,123] WARN [AdminClient] Connection to node 1 lost (x)\n'),
    ],
    [
      'inside a code block, behind a prompt',
      (text) => `\`\`\`\n$ kafka-consumer-groups.sh --describe --all-groups\n${text}\n\`\`\``,
    ],
    [
      'quoted and wrapped at 76 characters',
      (text) => text.replace(/[^\n]{40,76}(?= )/g, (part) => `${part}\n`).replace(/^/gm, '> '),
    ],
  ];
  const files = readdirSync(folder).filter((file) => file.includes('describe'));

  test.each(reworded)('%s', (_, change) => {
    for (const file of files) {
      const [as, changed] = [observed(real(file)), observed(change(real(file)))];
      expect([file, changed.groups]).toEqual([file, as.groups]);
      expect([file, changed.partitions]).toEqual([file, as.partitions]);
      expect([file, changed.gaps]).toEqual([file, as.gaps]);
    }
  });
});

const describeTable = (...rows: readonly string[]) =>
  ['GROUP TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG CONSUMER-ID HOST CLIENT-ID', ...rows].join('\n');

describe('one text', () => {
  test('may hold offsets, members and state of the same groups', () => {
    const text = ['describe', 'describe-members-verbose', 'describe-state-verbose']
      .map((part) => real(`4.3.1-${part}.txt`))
      .join('\n');
    expect(inShort(observed(text))).toMatchObject({
      idle: ['Stable', 'classic', 3, [40, 40]],
      'batch-job': ['Empty', 'unknown', 0, expect.anything()],
    });
  });

  test('may hold the same table twice: the later one counts', () => {
    const text = `${describeTable('g t 0 10 50 40 - - -')}\n\n${describeTable('g t 0 20 80 60 - - -')}`;
    expect(observed(text)).toMatchObject({
      groups: [{ offsets: [{ offset: 20n }] }],
      partitions: [{ highWatermark: 80n }],
    });
  });

  test('of the share tool has starts and lags, and the ends follow', () => {
    const text = 'GROUP TOPIC PARTITION LEADER-EPOCH START-OFFSET LAG\nsharers orders 0 0 25 275';
    expect(observed(text)).toMatchObject({
      groups: [{ type: 'share', offsets: [{ offset: 25n, reportedLag: 275n }] }],
      partitions: [{ highWatermark: 300n }],
    });
  });

  test('names the group of a table without names on its command line', () => {
    const table = 'TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG CONSUMER-ID HOST CLIENT-ID\nt 0 1 2 1 - - -';
    const groupIn = (text: string) => observed(text).groups.map(({ group }) => group);
    expect(groupIn(`$ kafka-consumer-groups --describe --group "my group"\n${table}`)).toEqual(['my group']);
    expect(groupIn(`$ kafka-consumer-groups --group a --group b --describe\n${table}`)).toEqual(['unnamed-group']);
    expect(groupIn(table)).toEqual(['unnamed-group']);
  });

  test('says that a group is rebalancing', () => {
    const text = `Warning: Consumer group 'g' is rebalancing.\n${describeTable('g t 0 1 2 1 - - -')}`;
    expect(observed(text).groups).toMatchObject([{ state: 'Rebalancing', members: null }]);
  });

  test('says that a group does not exist', () => {
    for (const text of [real('4.3.1-unknown-group.txt'), "Error: Consumer group 'nope' does not exist."]) {
      expect(observed(text)).toMatchObject({ groups: [], unknownGroups: [{ group: 'nope' }] });
    }
  });
});

describe('what the text does not say', () => {
  const gapsIn = (text: string) => observed(text).gaps.map(({ what }) => what);

  test('is a gap in every answer', () => {
    expect(gapsIn(describeTable('g t 0 1 2 1 - - -'))).toEqual([
      'direction of the lag, rates and since when',
      'records lost to retention, open transactions, time lag',
      'state of group g',
      'members of group g',
    ]);
  });

  test('idle members show in --members only', () => {
    expect(gapsIn(describeTable('g t 0 1 2 1 c-1 /h c'))).toContain('idle members of group g');
    expect(gapsIn(real('4.3.1-describe-members.txt'))).not.toContain('idle members of group idle');
  });

  test('no end offset is no lag of zero', () => {
    expect(observed(describeTable('g t 0 5 - - c-1 /h c')).partitions).toMatchObject([
      { highWatermark: null, missing: expect.stringContaining('without a leader') },
    ]);
  });

  test('lines that look like rows and are none are counted', () => {
    const { gaps } = observed(describeTable('g t 0 1 2 1 - - -', 'g t 0 x 2 1 - - -', 'Regards, Ann'));
    expect(gaps.at(-1)?.what).toBe('1 line of the pasted text');
  });
});

test.each([
  ['prose', 'our consumers are slow, please help', 'no table'],
  ['nothing', '', 'no table'],
  ['headings alone', describeTable(), 'no row below'],
  ['another tool', 'Topic: orders\tPartition: 0\tLeader: 1\tReplicas: 1\tIsr: 1', 'no table'],
  ['a list of groups', 'GROUP STATE\ncheckout Stable', 'no table'],
])('refused: %s', (_, text, what) => {
  expect(readPasted(text, 0)).toMatchObject({
    kind: 'refused',
    what: expect.stringContaining(what),
    expected: expect.stringContaining('kafka-consumer-groups.sh --describe'),
  });
});

test('a hostile text costs no more than its length', () => {
  const text = describeTable(`${'1 '.repeat(1_999)}`, 'a '.repeat(2_000), '- '.repeat(70), 'g '.repeat(60)).repeat(20);
  expect(readPasted(text, 0).kind).toBe('refused');
});
