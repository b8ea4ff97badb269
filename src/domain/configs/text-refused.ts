import { KnownFailure } from '../../failure.ts';
import { named } from '../named.ts';

const EXPECTED =
  'Read are: properties and YAML (also of Spring Boot, Quarkus and Micronaut), JSON, and code of Java, Python, Go, .NET and KafkaJS.';

/** The line is not repeated: it may hold a secret. */
export const unreadable = (line: number): KnownFailure =>
  new KnownFailure(
    `Line ${line} of \`config\` is no setting.`,
    `One entry a line is expected, name=value or name: value; or one JSON object. ${EXPECTED}`,
    'Paste the properties, each on its own line.',
  );

export const nothingRead = (): KnownFailure =>
  new KnownFailure(
    'Nothing in `config` could be read as a setting.',
    EXPECTED,
    'Paste the properties that the client gets, each on its own line: max.poll.records=500.',
  );

export const givenTwice = (name: string): KnownFailure =>
  new KnownFailure(
    `\`config\` gives ${named(name)} twice, with different values.`,
    'It holds several consumers, documents or profiles.',
    'Give the settings of one consumer.',
  );

/** By these a consumer is told from another. */
const OF_ONE_CONSUMER = ['group.id', 'groupId', 'application.id'];

/** Throws KnownFailure for the settings of several consumers, of which the last would win in silence. */
export function refuseSeveral(entries: readonly (readonly [name: string, value: string])[]): void {
  const twice = OF_ONE_CONSUMER.find(
    (name) => new Set(entries.flatMap(([given, value]) => (given === name ? [value] : []))).size > 1,
  );
  if (twice !== undefined) throw givenTwice(twice);
}

interface Refusal {
  readonly what: string;
  readonly pattern: RegExp;
  readonly because: string;
}

/** Ways to configure other clients than those that are known here, or names that an image turns into others. */
const REFUSED: readonly Refusal[] = [
  {
    what: 'settings of kafka-python or aiokafka',
    pattern:
      /\b(?:bootstrap_servers|group_id|enable_auto_commit|auto_offset_reset|max_poll_records|session_timeout_ms)\b["']?\s*[=:]/,
    because: 'Their clients have defaults of their own, which are not known here.',
  },
  {
    what: 'code of Sarama, franz-go or segmentio/kafka-go',
    pattern: /\b(?:sarama\.\w|kgo\.\w|kafka\.ReaderConfig\b|kafka\.NewReader\b)/,
    because: 'Their clients have defaults of their own, which are not known here.',
  },
  {
    what: 'the kafkaJS block of confluent-kafka-javascript',
    pattern: /\bkafkaJS["']?\s*:/,
    because: 'It takes names of kafkajs and means librdkafka.',
  },
  { what: 'XML', pattern: /^\s*<[?!\w]/, because: EXPECTED },
];

/** Throws KnownFailure, with the name of the format, for one that is not read. */
export function refuseByName(text: string): void {
  const found = REFUSED.find(({ pattern }) => pattern.test(text));
  if (found === undefined) return;
  throw new KnownFailure(
    `\`config\` holds ${found.what}, which are not read.`,
    found.because,
    'Paste the settings of a Java, librdkafka or kafkajs client; or leave `config` out and say the numbers.',
  );
}

/** `KAFKA_MAX_POLL_RECORDS=500`, also below `environment:` and behind `export`. */
const VARIABLE =
  /^\s*(?:-\s+|export\s+|ENV\s+|Environment=)?["']?(?:CONNECT|KAFKA|SPRING|QUARKUS|MICRONAUT|MP)_[A-Z0-9_]+["']?\s*[=:]/;

/** Throws KnownFailure for variables of an environment: what they become is up to the image or the framework. */
export function refuseVariables(lines: readonly string[]): void {
  const at = lines.findIndex((line) => VARIABLE.test(line));
  if (at < 0) return;
  throw new KnownFailure(
    `Line ${at + 1} of \`config\` is an environment variable of a container, which is not read.`,
    'What CONNECT_…, KAFKA_… and SPRING_… become is up to the image: most turn _ into a dot.',
    'Paste the properties that the client gets: max.poll.records=500 for KAFKA_MAX_POLL_RECORDS=500.',
  );
}
