import { z } from 'zod';

/** What is known about a setting besides its type. The help text, the configuration reference and redaction read this. */
export interface SettingMeta {
  readonly env: string;
  /** The name in a Java client.properties file; null when that file has no such setting. */
  readonly property: string | null;
  /** Its value never leaves the process: not in logs, answers or errors. */
  readonly secret: boolean;
  readonly about: string;
  readonly example: string;
}

const metadata = z.registry<SettingMeta>();

const setting = <S extends z.ZodType>(schema: S, meta: Omit<SettingMeta, 'secret'> & { secret?: true }) => {
  metadata.add(schema, { secret: false, ...meta });
  return schema.optional();
};

const upperCase = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z
    .string()
    .trim()
    .toUpperCase()
    .pipe(z.enum(values, `expected one of ${values.join(', ')}`));

/** A new schema each time: metadata belongs to the instance. */
const httpUrl = () =>
  z
    .url({ protocol: /^https?$/, error: 'expected a URL such as http://localhost:8081' })
    .transform((url) => url.replace(/\/+$/, ''));

/** host:port, with IPv6 hosts in brackets. */
const SERVER = /^(\[[0-9a-fA-F:.]+\]|[^\s:[\]/]+):(\d{1,5})$/;

const bootstrapServers = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((server) => server.trim())
      .filter((server) => server !== ''),
  )
  .refine((servers) => servers.length > 0 && servers.every(isServer), {
    error: 'expected host:port[,host:port…] with ports from 1 to 65535, such as localhost:9092',
  });

function isServer(server: string): boolean {
  const port = Number(SERVER.exec(server)?.[2]);
  return port >= 1 && port <= 65_535;
}

/** Everything an operator may set, each under its environment variable and its client.properties name. */
export const settingsSchema = z.object({
  client_properties: setting(z.string(), {
    env: 'KAFKA_CLIENT_PROPERTIES',
    property: null,
    about: 'A client.properties file with Java names. Environment variables win over it.',
    example: '/etc/kafka/client.properties',
  }),
  bootstrap_servers: setting(bootstrapServers, {
    env: 'KAFKA_BOOTSTRAP_SERVERS',
    property: 'bootstrap.servers',
    about: 'Brokers to start from. Unset: the advisors work, the live tools say what to set.',
    example: 'localhost:9092',
  }),
  security_protocol: setting(upperCase(['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL']), {
    env: 'KAFKA_SECURITY_PROTOCOL',
    property: 'security.protocol',
    about: 'PLAINTEXT (default), SSL, SASL_PLAINTEXT or SASL_SSL.',
    example: 'SASL_SSL',
  }),
  sasl_mechanism: setting(upperCase(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']), {
    env: 'KAFKA_SASL_MECHANISM',
    property: 'sasl.mechanism',
    about: 'PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512.',
    example: 'SCRAM-SHA-512',
  }),
  sasl_username: setting(z.string(), {
    env: 'KAFKA_SASL_USERNAME',
    property: 'sasl.jaas.config',
    about: 'User name; in a properties file it is read from sasl.jaas.config.',
    example: 'kafka-architect',
  }),
  sasl_password: setting(z.string(), {
    env: 'KAFKA_SASL_PASSWORD',
    property: 'sasl.jaas.config',
    secret: true,
    about: 'Password; in a properties file it is read from sasl.jaas.config.',
    example: '(from your secret store)',
  }),
  tls_ca_file: setting(z.string(), {
    env: 'KAFKA_SSL_CA_FILE',
    property: 'ssl.truststore.location',
    about: 'PEM file of the certificate authority that signed the brokers. Unset: the public ones.',
    example: '/etc/kafka/ca.pem',
  }),
  tls_cert_file: setting(z.string(), {
    env: 'KAFKA_SSL_CERT_FILE',
    property: 'ssl.keystore.location',
    about: 'PEM file of the client certificate, for mutual TLS.',
    example: '/etc/kafka/client.pem',
  }),
  tls_key_file: setting(z.string(), {
    env: 'KAFKA_SSL_KEY_FILE',
    property: 'ssl.keystore.location',
    about: 'PEM file of the client key. Unset: it stands in the certificate file.',
    example: '/etc/kafka/client.key',
  }),
  tls_key_password: setting(z.string(), {
    env: 'KAFKA_SSL_KEY_PASSWORD',
    property: 'ssl.key.password',
    secret: true,
    about: 'Password of the client key.',
    example: '(from your secret store)',
  }),
  tls_endpoint_identification: setting(z.enum(['https', 'none'], 'expected https or none'), {
    env: 'KAFKA_SSL_ENDPOINT_IDENTIFICATION',
    property: 'ssl.endpoint.identification.algorithm',
    about: 'https (default) checks the broker host name against its certificate; none does not.',
    example: 'https',
  }),
  registry_url: setting(httpUrl(), {
    env: 'SCHEMA_REGISTRY_URL',
    property: 'schema.registry.url',
    about: 'A schema registry with the Confluent REST API.',
    example: 'http://localhost:8081',
  }),
  registry_username: setting(z.string(), {
    env: 'SCHEMA_REGISTRY_USERNAME',
    property: 'basic.auth.user.info',
    about: 'Basic authentication; in a properties file user:password in basic.auth.user.info.',
    example: 'kafka-architect',
  }),
  registry_password: setting(z.string(), {
    env: 'SCHEMA_REGISTRY_PASSWORD',
    property: 'basic.auth.user.info',
    secret: true,
    about: 'Password of the Basic authentication.',
    example: '(from your secret store)',
  }),
  registry_bearer_token: setting(z.string(), {
    env: 'SCHEMA_REGISTRY_BEARER_TOKEN',
    property: 'bearer.auth.token',
    secret: true,
    about: 'Bearer token, instead of user name and password.',
    example: '(from your secret store)',
  }),
  registry_ca_file: setting(z.string(), {
    env: 'SCHEMA_REGISTRY_SSL_CA_FILE',
    property: 'schema.registry.ssl.truststore.location',
    about: 'PEM file of the certificate authority that signed the registry.',
    example: '/etc/kafka/registry-ca.pem',
  }),
  connect_url: setting(httpUrl(), {
    env: 'KAFKA_CONNECT_URL',
    property: null,
    about: 'The REST address of a Kafka Connect worker.',
    example: 'http://localhost:8083',
  }),
  connect_username: setting(z.string(), {
    env: 'KAFKA_CONNECT_USERNAME',
    property: null,
    about: 'Basic authentication at Kafka Connect.',
    example: 'kafka-architect',
  }),
  connect_password: setting(z.string(), {
    env: 'KAFKA_CONNECT_PASSWORD',
    property: null,
    secret: true,
    about: 'Password of the Basic authentication at Kafka Connect.',
    example: '(from your secret store)',
  }),
  log_level: setting(z.enum(['debug', 'info', 'warn', 'error'], 'expected debug, info, warn or error'), {
    env: 'KAFKA_ARCHITECT_LOG_LEVEL',
    property: null,
    about: 'Least severe line that is logged on standard error; warn by default.',
    example: 'info',
  }),
});

export type SettingKey = keyof typeof settingsSchema.shape;
export type SettingValues = z.output<typeof settingsSchema>;

/** The metadata of a setting. */
export function metaOf(key: SettingKey): SettingMeta {
  const meta = metadata.get(settingsSchema.shape[key].unwrap());
  if (meta === undefined) throw new Error(`setting ${key} has no metadata`);
  return meta;
}

export const settingKeys = settingsSchema.keyof().options;
