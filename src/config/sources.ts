import { parseProperties } from './properties.ts';
import { metaOf, type SettingKey, settingKeys } from './schema.ts';

/** A raw value and the name under which the operator set it, for messages. */
interface RawValue {
  readonly text: string;
  readonly origin: string;
}

export type RawValues = ReadonlyMap<SettingKey, RawValue>;

export interface Sources {
  readonly values: RawValues;
  /** Readable sentences about what could not be read. */
  readonly problems: readonly string[];
}

/**
 * Collects settings from the environment and, below it, from a client.properties file. A value that a client failed to
 * expand, such as `${KAFKA_X}`, and an empty one count as unset. `readFile` throws what node:fs throws.
 */
export function collectSettings(
  environment: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): Sources {
  const values = new Map<SettingKey, RawValue>();
  for (const key of settingKeys) {
    const { env } = metaOf(key);
    const text = environment[env]?.trim() ?? '';
    if (text !== '' && !/^\$\{[^}]*\}$/.test(text)) values.set(key, { text, origin: env });
  }
  const file = values.get('client_properties');
  if (file === undefined) return { values, problems: [] };
  try {
    const fromFile = fromProperties(parseProperties(readFile(file.text)), file.text);
    return { values: new Map([...fromFile.values, ...values]), problems: fromFile.problems };
  } catch (error) {
    return { values, problems: [`${file.origin}: the file ${file.text} can't be read (${reason(error)}).`] };
  }
}

/** The system's short word for a failed read, such as ENOENT. */
export const reason = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

/** Settings whose property holds one plain value. The others are taken apart below. */
const plain: readonly SettingKey[] = [
  'bootstrap_servers',
  'security_protocol',
  'sasl_mechanism',
  'tls_key_password',
  'registry_url',
  'registry_bearer_token',
];

function fromProperties(properties: ReadonlyMap<string, string>, file: string): Sources {
  const values = new Map<SettingKey, RawValue>();
  const problems: string[] = [];
  const put = (key: SettingKey, text: string | undefined, name: string) => {
    if (text !== undefined && text.trim() !== '') values.set(key, { text: text.trim(), origin: `${name} in ${file}` });
  };
  for (const key of plain) {
    const name = metaOf(key).property ?? '';
    put(key, properties.get(name), name);
  }
  putJaas(properties, put, problems, file);
  putStores(properties, put, problems, file);
  const algorithm = properties.get('ssl.endpoint.identification.algorithm');
  if (algorithm !== undefined) {
    const name = 'ssl.endpoint.identification.algorithm';
    values.set('tls_endpoint_identification', {
      text: algorithm.trim() === '' ? 'none' : algorithm.trim().toLowerCase(),
      origin: `${name} in ${file}`,
    });
  }
  const userInfo = properties.get('basic.auth.user.info') ?? properties.get('schema.registry.basic.auth.user.info');
  if (userInfo !== undefined) {
    const colon = userInfo.indexOf(':');
    if (colon < 0) problems.push(`basic.auth.user.info in ${file}: expected user:password.`);
    else {
      put('registry_username', userInfo.slice(0, colon), 'basic.auth.user.info');
      put('registry_password', userInfo.slice(colon + 1), 'basic.auth.user.info');
    }
  }
  return { values, problems };
}

type Put = (key: SettingKey, text: string | undefined, name: string) => void;

/** Login modules whose user name and password this server can use itself. Source: Apache Kafka docs, SASL configuration. */
const passwordModules = /\b(?:PlainLoginModule|ScramLoginModule)\b/;

function putJaas(properties: ReadonlyMap<string, string>, put: Put, problems: string[], file: string): void {
  const jaas = properties.get('sasl.jaas.config');
  if (jaas === undefined) return;
  if (!passwordModules.test(jaas)) {
    problems.push(
      `sasl.jaas.config in ${file}: expected PlainLoginModule or ScramLoginModule; other login modules are not supported.`,
    );
    return;
  }
  for (const [key, option] of [
    ['sasl_username', 'username'],
    ['sasl_password', 'password'],
  ] as const) {
    const match = new RegExp(
      `\\b${option}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|'((?:[^'\\\\]|\\\\.)*)'|([^\\s;]+))`,
    ).exec(jaas);
    put(key, (match?.[1] ?? match?.[2] ?? match?.[3])?.replace(/\\(.)/g, '$1'), 'sasl.jaas.config');
  }
}

const stores = [
  { type: 'ssl.truststore.type', location: 'ssl.truststore.location', keys: ['tls_ca_file'] },
  { type: 'ssl.keystore.type', location: 'ssl.keystore.location', keys: ['tls_cert_file', 'tls_key_file'] },
  {
    type: 'schema.registry.ssl.truststore.type',
    location: 'schema.registry.ssl.truststore.location',
    keys: ['registry_ca_file'],
  },
] as const;

function putStores(properties: ReadonlyMap<string, string>, put: Put, problems: string[], file: string): void {
  for (const store of stores) {
    const location = properties.get(store.location);
    if (location === undefined) continue;
    const type = (properties.get(store.type) ?? 'JKS').trim().toUpperCase();
    if (type === 'PEM') for (const key of store.keys) put(key, location, store.location);
    else {
      problems.push(
        `${store.location} in ${file}: a ${type} store can't be read here; convert it to PEM (keytool -importkeystore to PKCS12, then openssl pkcs12), and set ${store.type}=PEM or ${store.keys.map((key) => metaOf(key).env).join(' and ')}.`,
      );
    }
  }
}
