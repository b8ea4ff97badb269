import { expect, test } from 'vitest';
import { configOfText } from '../../../src/domain/configs/config-text.ts';

type Row = readonly [what: string, text: string, entries: Readonly<Record<string, string>>];

const GROUP = { 'group.id': 'orders' };
const AUTO = { ...GROUP, 'enable.auto.commit': 'false' };

test.each<Row>([
  ['a variable of the name of its producer', "producer = Producer({'acks': '1'})", { 'producer.acks': '1' }],
  [
    'a field of the name of its producer',
    "this.producer = kafka.producer({ transactionalId: 'a', retry: { retries: 0 } })",
    { 'producer.transactionalId': 'a', 'producer.retry.retries': '0' },
  ],
  ['a field of Python', "self.producer = Producer({'acks': '1'})", { 'producer.acks': '1' }],
  [
    'KafkaJS in YAML, beside names that Spring has, too',
    'consumer:\n  groupId: orders\n  sessionTimeout: 10000',
    { groupId: 'orders', sessionTimeout: '10000' },
  ],
  [
    'properties with a colon and a line that goes on',
    'group.id: orders\nbootstrap.servers=a:9092,\\\n    b:9092\nssl.endpoint.identification.algorithm=\n',
    { ...GROUP, 'bootstrap.servers': 'a:9092,b:9092', 'ssl.endpoint.identification.algorithm': '' },
  ],
  [
    'a login on several lines beside names without dots',
    'acks=all\nsasl.jaas.config=x required \\\n  username="u" \\\n  password="y";\ngroup.id=orders',
    { acks: 'all', 'sasl.jaas.config': 'x required username="u" password="y";', ...GROUP },
  ],
  ['properties with escapes', 'client.id=a\\:b\ngroup.id orders', { 'client.id': 'a:b', ...GROUP }],
  [
    'a comment behind a value: part of it in properties, and none in YAML',
    'max.poll.records=5 # few\nfetch.min.bytes: 1 # byte',
    { 'max.poll.records': '5 # few', 'fetch.min.bytes': '1' },
  ],
  [
    'what a client logs',
    '2026-11-25 INFO ConsumerConfig values: \n\tbootstrap.servers = [a:9092, b:9092]\n\tclient.rack = null\n\tsasl.jaas.config = [hidden]\n\tgroup.id = orders\n',
    { 'bootstrap.servers': 'a:9092, b:9092', ...GROUP },
  ],
  [
    'Spring Boot in YAML',
    `spring:\n  kafka:\n    bootstrap-servers: \${BROKERS:localhost:9092}\n    consumer:\n      group-id: orders # mine\n      max-poll-interval: 5m\n      fetch-min-size: 1MB\n      isolation-level: read-committed\n      properties:\n        session.timeout.ms: 30000\n        "[max.poll.records]": 10\n    producer:\n      acks: all\n`,
    {
      'spring.kafka.bootstrap-servers': `\${BROKERS:localhost:9092}`,
      'spring.kafka.consumer.group-id': 'orders',
      'spring.kafka.consumer.max-poll-interval': '300000',
      'spring.kafka.consumer.fetch-min-size': '1048576',
      'spring.kafka.consumer.isolation-level': 'read_committed',
      'spring.kafka.consumer.properties.session.timeout.ms': '30000',
      'spring.kafka.consumer.properties.max.poll.records': '10',
      'spring.kafka.producer.acks': 'all',
    },
  ],
  [
    'Spring Boot in properties, in any of its spellings',
    'spring.kafka.consumer.maxPollInterval=90s\nspring.kafka.consumer.fetch_max_wait=500ms\nspring.kafka.producer.batch-size=16KB',
    {
      'spring.kafka.consumer.maxPollInterval': '90000',
      'spring.kafka.consumer.fetch_max_wait': '500',
      'spring.kafka.producer.batch-size': '16384',
    },
  ],
  [
    'Spring Boot in YAML, without its first lines',
    'consumer:\n  group-id: orders\n  properties:\n    max.poll.interval.ms: 60000\n  auto-commit-interval: PT5S',
    {
      'spring.kafka.consumer.group-id': 'orders',
      'spring.kafka.consumer.properties.max.poll.interval.ms': '60000',
      'spring.kafka.consumer.auto-commit-interval': '5000',
    },
  ],
  [
    'other groups in YAML, with lists and a block',
    'my-app:\n  consumer:\n    group.id: orders\n    bootstrap.servers:\n      - a:9092\n      - b:9092\n    sasl.jaas.config: >\n      x required\n      password="y";\n    interceptor.classes: []\n  producer:\n    acks: "1"\n',
    {
      ...GROUP,
      'bootstrap.servers': 'a:9092,b:9092',
      'sasl.jaas.config': 'x required password="y";',
      'interceptor.classes': '',
      'producer.acks': '1',
    },
  ],
  [
    'a ConfigMap that holds a file',
    'apiVersion: v1\ndata:\n  consumer.properties: |\n    group.id=orders\n    enable.auto.commit=false\n',
    { apiVersion: 'v1', ...AUTO },
  ],
  [
    'Quarkus',
    'mp.messaging.incoming.orders.connector=smallrye-kafka\nmp.messaging.incoming.orders.group.id=orders\n%prod.kafka.bootstrap.servers=a:9092'.replace(
      '%prod.',
      '',
    ),
    {
      'mp.messaging.incoming.orders.connector': 'smallrye-kafka',
      'mp.messaging.incoming.orders.group.id': 'orders',
      'kafka.bootstrap.servers': 'a:9092',
    },
  ],
  [
    'Quarkus in YAML',
    'mp:\n  messaging:\n    incoming:\n      orders:\n        group.id: orders\n        max.poll.records: 5',
    { 'mp.messaging.incoming.orders.group.id': 'orders', 'mp.messaging.incoming.orders.max.poll.records': '5' },
  ],
  [
    'Micronaut in YAML',
    'kafka:\n  bootstrap:\n    servers: a:9092\n  consumers:\n    default:\n      max.poll.records: 5',
    { 'kafka.bootstrap.servers': 'a:9092', 'kafka.consumers.default.max.poll.records': '5' },
  ],
  [
    'a Python dict on one line',
    "conf = {'group.id': 'orders', 'enable.auto.commit': False, 'client.rack': None, 'max.poll.interval.ms': 5 * 60_000}",
    { ...AUTO, 'max.poll.interval.ms': '300000' },
  ],
  [
    'a Python program',
    [
      'from confluent_kafka import Consumer',
      'TIMEOUT = 45000',
      'def run(topic, conf):',
      '    pass',
      'c = Consumer({',
      "    'group.id': 'orders',  # the group: 'group.id': 'x'",
      "    'enable.auto.commit': False,",
      "    'session.timeout.ms': TIMEOUT,",
      "    'client.id': os.environ['HOSTNAME'],",
      "    'sasl.password': secret() + 'hunter2',",
      '})',
      "c.subscribe(['shop.orders'])",
      "conf['fetch.min.bytes'] = 1",
    ].join('\n'),
    {
      ...AUTO,
      'session.timeout.ms': '45000',
      'client.id': `\${expression}`,
      'sasl.password': `\${expression}`,
      'fetch.min.bytes': '1',
    },
  ],
  [
    'Go',
    'c, err := kafka.NewConsumer(&kafka.ConfigMap{\n\t"group.id": "orders", // mine\n\t"enable.auto.commit": false,\n})\nif err != nil {\n\tpanic(err)\n}',
    AUTO,
  ],
  ['Go on one line', '&kafka.ConfigMap{"group.id": "orders", "enable.auto.commit": false,}', AUTO],
  [
    '.NET',
    'var config = new ConsumerConfig\n{\n    GroupId = "orders",\n    EnableAutoCommit = false,\n    AutoOffsetReset = AutoOffsetReset.Earliest,\n    PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,\n    IsolationLevel = IsolationLevel.ReadCommitted,\n    SaslMechanism = SaslMechanism.ScramSha512\n};',
    {
      ...AUTO,
      'auto.offset.reset': 'earliest',
      'partition.assignment.strategy': 'cooperative-sticky',
      'isolation.level': 'read_committed',
      'sasl.mechanism': 'SCRAM-SHA-512',
    },
  ],
  ['.NET on one line', 'new ConsumerConfig { GroupId = "orders", EnableAutoCommit = false }', AUTO],
  ['.NET, one a statement', 'config.GroupId = "orders";\nconfig.EnableAutoCommit = false;', AUTO],
  ['.NET in JSON', '{"Kafka":{"GroupId":"orders","EnableAutoCommit":false}}', AUTO],
  [
    '.NET with pairs',
    'var c = new Dictionary<string, string> { { "group.id", "orders" }, { "enable.auto.commit", "false" } };',
    AUTO,
  ],
  [
    'kafkajs',
    [
      "import { Kafka } from 'kafkajs'",
      "const groupId = 'orders'",
      "const kafka = new Kafka({ clientId: 'a', brokers: ['a:9092', 'b:9092'] })",
      'const producer = kafka.producer({ idempotent: true })',
      'const consumer = kafka.consumer({',
      '  groupId,',
      '  sessionTimeout: 30000, // half a minute',
      '  retry: { retries: 5 },',
      '})',
      "await consumer.subscribe({ topics: ['shop.orders'], fromBeginning: true })",
      'await consumer.run({',
      '  autoCommit: false,',
      '  eachMessage: async ({ topic, message }) => {',
      '    log.info({ value: message.value, timeout: 5 })',
      '  },',
      '})',
    ].join('\n'),
    {
      clientId: 'a',
      brokers: 'a:9092,b:9092',
      'producer.idempotent': 'true',
      groupId: 'orders',
      sessionTimeout: '30000',
      'retry.retries': '5',
      topics: 'shop.orders',
      fromBeginning: 'true',
      autoCommit: 'false',
    },
  ],
  [
    'kafkajs on one line',
    "const consumer = kafka.consumer({ groupId: 'orders', maxBytes: 1024 })",
    { groupId: 'orders', maxBytes: '1024' },
  ],
  [
    'Java',
    [
      'Properties props = new Properties();',
      'props.put(ConsumerConfig.GROUP_ID_CONFIG, "orders");',
      'props.put("enable.auto.commit", "false");',
      'props.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());',
      'props.put(',
      '    ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,',
      '    (int) Duration.ofMinutes(5).toMillis());',
      'props.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 100);',
      'props.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);',
      'props.put(SaslConfigs.SASL_JAAS_CONFIG, "x password=\\"hunter2\\";");',
      'KafkaConsumer<String, String> consumer = new KafkaConsumer<>(props);',
      'consumer.subscribe(List.of("shop.orders", "shop.payments"));',
    ].join('\n'),
    {
      ...AUTO,
      'key.deserializer': `\${expression}`,
      'max.poll.interval.ms': '300000',
      'main.consumer.max.poll.records': '100',
      'processing.guarantee': 'exactly_once_v2',
      'sasl.jaas.config': 'x password="hunter2";',
    },
  ],
  ['Java on one line', 'props.put("group.id", "orders"); props.put("enable.auto.commit", false);', AUTO],
  [
    'Java with a map',
    'Map.of(ConsumerConfig.GROUP_ID_CONFIG, "orders", ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)',
    AUTO,
  ],
  [
    'Kotlin',
    'val props = mapOf(\n  "group.id" to "orders",\n  ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG to false\n)',
    AUTO,
  ],
  [
    'Rust',
    'let c: StreamConsumer = ClientConfig::new()\n    .set("group.id", "orders")\n    .set("enable.auto.commit", "false")\n    .create()?;',
    AUTO,
  ],
  [
    'HOCON',
    'kafka-clients {\n  group.id = orders\n  bootstrap.servers = a:9092,b:9092\n  enable.auto.commit = "false"\n}',
    { ...AUTO, 'bootstrap.servers': 'a:9092,b:9092' },
  ],
  ['Scala', 'p.put(ConsumerConfig.GROUP_ID_CONFIG, "orders")\np += ("enable.auto.commit" -> "false")', AUTO],
  [
    'a class of Python',
    'class C:\n    def __init__(self):\n        self.c = Consumer({"group.id": "orders", "enable.auto.commit": False})\n',
    AUTO,
  ],
  ['.NET in JSON, with an enumeration', '{"AutoOffsetReset":"Earliest"}', { 'auto.offset.reset': 'earliest' }],
  [
    'a template of Helm',
    'consumer:\n  group-id: {{ .Values.g }}',
    { 'spring.kafka.consumer.group-id': `\${expression}` },
  ],
  [
    'a KafkaConnector of Strimzi',
    'kind: KafkaConnector\nmetadata:\n  name: sink\nspec:\n  class: io.Sink\n  tasksMax: 4\n  config:\n    topics: a',
    { kind: 'KafkaConnector', name: 'sink', 'connector.class': 'io.Sink', 'tasks.max': '4', topics: 'a' },
  ],
  ['PHP', "$conf = [\n  'group.id' => 'orders',\n  'enable.auto.commit' => 'false',\n];", AUTO],
  ['Ruby', 'config = { "group.id" => "orders", "enable.auto.commit": false }', AUTO],
])('%s', (_, text, entries) => {
  expect(configOfText(text)).toEqual(entries);
});

test.each([
  ['brackets', '('.repeat(200_000)],
  ['objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ['spaces', `a.b=c${' '.repeat(200_000)}d`],
  ['words', 'a'.repeat(200_000)],
  ['dots', 'a.'.repeat(100_000)],
  ['comments that do not end', `x = {\n${'/* '.repeat(60_000)}`],
  ['quotes', `x = {${'"'.repeat(100_001)}`],
  ['equal signs', '='.repeat(200_000)],
])('%s without end are answered soon', (_, text) => {
  const from = performance.now();
  try {
    configOfText(text);
  } catch (failure) {
    expect(String(failure)).toContain('config');
  }
  expect(performance.now() - from).toBeLessThan(2_000);
});

test('the order of the lines changes nothing', () => {
  const lines = ['spring.kafka.consumer.group-id=a', 'max.poll.records=5', 'b.c: d'];
  expect(configOfText(lines.toReversed().join('\n'))).toEqual(configOfText(lines.join('\n')));
});

test.each([
  ['variables of a container', 'KAFKA_GROUP_ID=orders\nKAFKA_ENABLE_AUTO_COMMIT=false', 'environment variable'],
  [
    'variables of Connect in Compose',
    'services:\n  connect:\n    environment:\n      CONNECT_GROUP_ID: orders',
    'Line 4',
  ],
  ['variables of Spring', 'export SPRING_KAFKA_CONSUMER_GROUP_ID=orders', 'environment variable'],
  ['kafka-python', "KafkaConsumer('t', group_id='orders', enable_auto_commit=False)", 'kafka-python'],
  ['Sarama', 'config := sarama.NewConfig()\nconfig.Consumer.Offsets.AutoCommit.Enable = false', 'Sarama'],
  ['segmentio', 'kafka.NewReader(kafka.ReaderConfig{GroupID: "orders"})', 'segmentio'],
  ['the kafkaJS block', "new Kafka().consumer({ kafkaJS: { groupId: 'g' } })", 'kafkaJS block'],
  ['XML', '<property name="group.id" value="orders"/>', 'XML'],
  ['code without a setting', 'const consumer = kafka.consumer(options)', 'Nothing in `config` could be read'],
  ['only comments', '# group.id=orders', 'Nothing in `config` could be read'],
  ['an empty object', '{}', 'Nothing in `config` could be read'],
  ['documents that differ', 'a:\n  group.id: x\n---\na:\n  group.id: y', 'twice'],
  ['two consumers', "kafka.consumer({ groupId: 'a' }); kafka.consumer({ groupId: 'b' })", 'twice'],
  ['an anchor of YAML', 'a: &base\n  group.id: x\nb:\n  <<: *base', 'Line'],
])('%s: refused by name', (_, text, says) => {
  expect(() => configOfText(text)).toThrow(says);
  expect(() => configOfText(text)).toThrow('config');
});
