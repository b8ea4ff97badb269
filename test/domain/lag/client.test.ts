import { describe, expect, test } from 'vitest';
import type { ClientKind } from '../../../src/domain/lag/client.ts';
import { settingsFor } from '../../../src/domain/lag/client-settings.ts';
import { member } from './build.ts';
import { judge, type Scene } from './scene.ts';

const some = { committed: 1, end: 1 };

describe('the client in use, by its traces', () => {
  test.each<[string, Scene, ClientKind]>([
    ['nothing gives it away', { partitions: [some] }, 'java'],
    ['the assignor of kafkajs', { partitions: [some], group: { assignor: 'RoundRobinAssigner' } }, 'kafkajs'],
    [
      'the default client id of librdkafka',
      { partitions: [some], group: { members: [member('rdkafka', [0])] } },
      'librdkafka',
    ],
    [
      'the default client id of Java',
      { partitions: [some], group: { members: [member('consumer-g-1', [0])] } },
      'java',
    ],
    [
      'a Connect task',
      { partitions: [some], group: { members: [member('connector-consumer-sink-0', [0])] } },
      'connect',
    ],
    ['the name of a Connect sink group', { partitions: [some], group: { group: 'connect-sink' } }, 'connect'],
    [
      'a Streams thread',
      { partitions: [some], group: { members: [member('app-1-StreamThread-1-consumer', [0])] } },
      'streams',
    ],
    ['the assignor of Streams', { partitions: [some], group: { assignor: 'stream' } }, 'streams'],
    ['the commit metadata of Streams', { partitions: [some], streamsMetadata: true }, 'streams'],
    ['a streams group', { partitions: [some], group: { type: 'streams' } }, 'streams'],
  ])('%s', (_, scene, kind) => {
    expect(judge(scene).client.kind).toBe(kind);
  });
});

describe('settings by client and protocol', () => {
  const java = { kind: 'java', because: 'x' } as const;
  test.each<[string, string, string]>([
    ['classic Java session', settingsFor(java, 'classic').session, 'session.timeout.ms (45000'],
    ['session under the 4.x protocol', settingsFor(java, 'consumer').session, 'consumer.session.timeout.ms'],
    ['session of a share group', settingsFor(java, 'share').session, 'share.session.timeout.ms'],
    ['assignor under the 4.x protocol', settingsFor(java, 'consumer').assignor, 'group.remote.assignor'],
    ['kafkajs session', settingsFor({ kind: 'kafkajs', because: 'x' }, 'classic').session, 'sessionTimeout (30000)'],
    [
      'kafkajs static membership',
      settingsFor({ kind: 'kafkajs', because: 'x' }, 'classic').restarts,
      'no static membership',
    ],
    [
      'Connect dead letters',
      settingsFor({ kind: 'connect', because: 'x' }, 'classic').deadLetter,
      'errors.deadletterqueue.topic.name',
    ],
    ['Spring dead letters', settingsFor(java, 'classic').deadLetter, 'DeadLetterPublishingRecoverer'],
    [
      'Streams dead letters',
      settingsFor({ kind: 'streams', because: 'x' }, 'streams').deadLetter,
      'errors.dead.letter.queue.topic.name',
    ],
    [
      'an assumption is named',
      settingsFor({ kind: 'java', because: null }, 'classic').commits,
      'nothing gives the client away',
    ],
  ])('%s', (_, words, wanted) => {
    expect(words).toContain(wanted);
  });

  test('the 4.x protocol is never told to set a session in the client', () => {
    for (const kind of ['java', 'librdkafka', 'kafkajs', 'connect', 'streams'] as const)
      expect(settingsFor({ kind, because: 'x' }, 'consumer').session).toContain('refused under this protocol');
  });
});
