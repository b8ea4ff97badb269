// Writes test/domain/partitions/hash/vectors.json. See README.md beside this file.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import kafkajs from 'kafkajs';

const { Kafka, logLevel, Partitioners } = kafkajs;
const [bootstrapServers, python, classpath, saramaProgram] = process.argv.slice(2);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const COUNTS = [1, 2, 6, 7, 10, 12, 30, 32, 100];
/** Often enough that a random choice among ten partitions shows. */
const REPEATS = 40;

/** Bytes that look random and are the same in every run. */
const noise = (seed, length) => {
  const parts = Array.from({ length: Math.ceil(length / 32) }, (_, part) =>
    createHash('sha256').update(`${seed}/${part}`).digest(),
  );
  return Buffer.concat(parts).subarray(0, length);
};
const uuid = (seed) =>
  noise(seed, 16)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
const list = (length, keyOf) => Array.from({ length }, (_, index) => Buffer.from(keyOf(index)));

const keys = [
  ...list(200, (index) => `order-${index * 7}`),
  ...list(200, (index) => uuid(`uuid ${index}`)),
  ...list(150, (index) => String(1_000 + index * index * 31)),
  ...list(150, (index) => String.fromCodePoint(0xc0 + index) + (index % 3 === 0 ? `-${index}` : '')),
  ...list(50, (index) => String.fromCodePoint(0x4e00 + index * 97).repeat(1 + (index % 4))),
  ...list(50, (index) => `kunde-${String.fromCodePoint(0x1f600 + index)}`),
  ...list(20, (index) => noise(`long ${index}`, 100 + index * 25).toString('base64')),
  ...list(80, (index) => [Math.round((index * 255) / 79)]),
  ...list(99, (index) => noise(`binary ${index}`, 2 + (index % 31))),
  Buffer.from('354afe16-939a-4ea8-8e17-8bb0840b6886'),
];
const empties = Array.from({ length: REPEATS }, () => Buffer.alloc(0));
const nulls = Array.from({ length: REPEATS }, () => null);
const all = [...keys, ...empties, ...nulls];
const input = all.map((key) => `${key === null ? '-' : key.toString('hex')}\n`).join('');

const topicOf = (count) => `vectors-${count}`;
const topics = COUNTS.map(topicOf);

function run(program, args, given = input) {
  const { status, stdout, stderr } = spawnSync(program, args, { input: given, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  const [version, ...lines] = stdout.trim().split('\n');
  return {
    version: version.split(' ')[1],
    partitions: lines.map((line) => line.split(' ')[1].split(',').map(Number)),
  };
}

/** What the partitioner of a real producer chose; what it chose is where the record went. */
async function withKafkajs(kafka, createPartitioner) {
  const partitions = [];
  for (const topic of topics) {
    const choose = createPartitioner();
    const chosen = [];
    const recording = () => (question) => {
      const partition = choose(question);
      chosen.push(partition);
      return partition;
    };
    const producer = kafka.producer({ allowAutoTopicCreation: false, createPartitioner: recording });
    await producer.connect();
    await producer.send({ topic, messages: all.map((key) => ({ key, value: 'v' })) });
    await producer.disconnect();
    partitions.push(chosen);
  }
  return partitions;
}

const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.ERROR });
const admin = kafka.admin();
await admin.connect();
await admin.createTopics({
  waitForLeaders: true,
  topics: COUNTS.map((numPartitions) => ({ topic: topicOf(numPartitions), numPartitions, replicationFactor: 1 })),
});
await admin.disconnect();

const java = run('java', [
  '-Dlog4j2.level=ERROR',
  '-cp',
  classpath,
  here('../java/PartitionVectors.java'),
  bootstrapServers,
  ...topics,
]);
const clients = [{ client: 'java', partitions: java.partitions }];
const { version: kafkajsVersion } = JSON.parse(
  readFileSync(here('../../../node_modules/kafkajs/package.json'), 'utf8'),
);
for (const [client, createPartitioner] of [
  ['kafkajs', Partitioners.DefaultPartitioner],
  ['kafkajs legacy', Partitioners.LegacyPartitioner],
])
  clients.push({ client, partitions: await withKafkajs(kafka, createPartitioner) });
let librdkafkaVersion = '';
for (const partitioner of [
  ...['random', 'consistent', 'consistent_random', 'murmur2', 'murmur2_random', 'fnv1a', 'fnv1a_random'],
]) {
  const { version, partitions } = run(python, [here('partition_vectors.py'), bootstrapServers, partitioner, ...topics]);
  librdkafkaVersion = version;
  clients.push({ client: `librdkafka ${partitioner}`, partitions });
}

const sarama = run(saramaProgram, COUNTS.map(String));
clients.push({ client: 'sarama', partitions: sarama.partitions });

const hex = (partition) => partition.toString(16).padStart(2, '0');
/** null: it went to more than one. */
const one = (partitions) => (new Set(partitions).size === 1 ? partitions[0] : null);
const groups = new Map();
const withoutKey = {};
for (const { client, partitions } of clients) {
  const at = COUNTS.indexOf(10);
  withoutKey[client] = {
    empty: one(partitions[at].slice(keys.length, keys.length + REPEATS)),
    none: one(partitions[at].slice(keys.length + REPEATS)),
  };
  if (client === 'librdkafka random') continue;
  const rows = Object.fromEntries(
    COUNTS.map((count, index) => [count, partitions[index].slice(0, keys.length).map(hex).join('')]),
  );
  const text = JSON.stringify(rows);
  groups.set(text, { clients: [...(groups.get(text)?.clients ?? []), client], partitions: rows });
}
const fixture = {
  made: {
    by: 'test/support/librdkafka/make-vectors.mjs',
    on: new Date().toISOString().slice(0, 10),
    broker: 'Apache Kafka 4.3.1',
    java: `kafka-clients ${java.version}`,
    kafkajs: kafkajsVersion,
    librdkafka: librdkafkaVersion,
    sarama: sarama.version,
  },
  keys: keys.map((key) => key.toString('hex')),
  /** Two hexadecimal digits a key, in the order of the keys, by number of partitions. */
  vectors: [...groups.values()],
  /** Of ten partitions; null where repeated records went to several. */
  withoutKey,
};
const target = here('../../domain/partitions/hash/vectors.json');
writeFileSync(target, `${JSON.stringify(fixture, null, 2)}\n`);
process.stderr.write(
  `${keys.length} keys, ${fixture.vectors.map(({ clients: like }) => like.join(' = ')).join('; ')}\n`,
);
