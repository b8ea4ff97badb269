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
  /** What stands in the file in a form that can't be used and in the environment not at all, each with its sentence. */
  readonly unusable: ReadonlyMap<SettingKey, string>;
  /** Readable sentences about a file that could not be read. */
  readonly problems: readonly string[];
}

/** What a client leaves when it does not know the variable. */
const UNEXPANDED = /^\$\{[^}]*\}$/;

const isSet = (text: string): boolean => text.trim() !== '' && !UNEXPANDED.test(text.trim());

/** Blanks around a value are slips; those of a secret may be part of it, except the line end of a secret out of a file. */
const trimmed = (key: SettingKey, text: string): string =>
  metaOf(key).secret ? text.replace(/[\r\n]+$/, '') : text.trim();

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
    const text = environment[env] ?? '';
    if (isSet(text)) values.set(key, { text: trimmed(key, text), origin: env });
  }
  const file = values.get('client_properties');
  if (file === undefined) return { values, unusable: new Map(), problems: [] };
  try {
    const fromFile = fromProperties(parseProperties(readFile(file.text)), file.text);
    const unusable = [...fromFile.unusable].filter(([key]) => !values.has(key));
    return { values: new Map([...fromFile.values, ...values]), unusable: new Map(unusable), problems: [] };
  } catch (error) {
    const problem = `${file.origin}: the file ${file.text} can't be read (${reason(error)}).`;
    return { values, unusable: new Map(), problems: [problem] };
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

function fromProperties(properties: ReadonlyMap<string, string>, file: string): Omit<Sources, 'problems'> {
  const values = new Map<SettingKey, RawValue>();
  const unusable = new Map<SettingKey, string>();
  const put: Put = (key, text, name) => {
    if (text !== undefined && isSet(text)) values.set(key, { text: trimmed(key, text), origin: `${name} in ${file}` });
  };
  const refuse: Refuse = (keys, name, why) => {
    for (const key of keys) unusable.set(key, `${name} in ${file}: ${why}.`);
  };
  for (const key of plain) {
    const name = metaOf(key).property ?? '';
    put(key, properties.get(name), name);
  }
  putJaas(properties, put, refuse);
  putStores(properties, put, refuse);
  const algorithm = properties.get('ssl.endpoint.identification.algorithm');
  if (algorithm !== undefined) {
    const name = 'ssl.endpoint.identification.algorithm';
    values.set('tls_endpoint_identification', {
      text: algorithm.trim() === '' ? 'none' : algorithm.trim().toLowerCase(),
      origin: `${name} in ${file}`,
    });
  }
  putUserInfo(properties, put, refuse);
  return { values, unusable };
}

type Put = (key: SettingKey, text: string | undefined, name: string) => void;
type Refuse = (keys: readonly SettingKey[], name: string, why: string) => void;

function putUserInfo(properties: ReadonlyMap<string, string>, put: Put, refuse: Refuse): void {
  for (const name of ['schema.registry.basic.auth.user.info', 'basic.auth.user.info']) {
    const userInfo = properties.get(name) ?? '';
    const colon = userInfo.indexOf(':');
    if (!isSet(userInfo)) continue;
    if (colon < 0) refuse(['registry_username', 'registry_password'], name, 'expected user:password');
    put('registry_username', userInfo.slice(0, Math.max(0, colon)), name);
    put('registry_password', colon < 0 ? undefined : userInfo.slice(colon + 1), name);
  }
}

/** Login modules whose user name and password this server can use itself. Source: Apache Kafka docs, SASL configuration. */
const passwordModules = /\b(?:PlainLoginModule|ScramLoginModule)\b/;

/** One `option=value` of a login module; a quoted value is taken whole, so that nothing inside it looks like an option. */
const JAAS_OPTION = /([\w.]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s;"']+))/g;

function putJaas(properties: ReadonlyMap<string, string>, put: Put, refuse: Refuse): void {
  const name = 'sasl.jaas.config';
  const jaas = properties.get(name) ?? '';
  if (!isSet(jaas)) return;
  if (!passwordModules.test(jaas)) {
    const why = 'expected PlainLoginModule or ScramLoginModule; other login modules are not supported';
    refuse(['sasl_username', 'sasl_password'], name, why);
    return;
  }
  const options = new Map(
    [...jaas.matchAll(JAAS_OPTION)].map(([, option, double, single, bare]) => [
      option,
      (double ?? single)?.replace(/\\(.)/g, '$1') ?? bare,
    ]),
  );
  put('sasl_username', options.get('username'), name);
  put('sasl_password', options.get('password'), name);
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

function putStores(properties: ReadonlyMap<string, string>, put: Put, refuse: Refuse): void {
  for (const store of stores) {
    const location = properties.get(store.location);
    if (location === undefined || !isSet(location)) continue;
    const type = (properties.get(store.type) ?? 'JKS').trim().toUpperCase();
    if (type === 'PEM') for (const key of store.keys) put(key, location, store.location);
    else {
      const variables = store.keys.map((key) => metaOf(key).env).join(' and ');
      refuse(
        store.keys,
        store.location,
        `a ${type} store can't be read here; convert it to PEM (keytool -importkeystore to PKCS12, then openssl pkcs12), and set ${store.type}=PEM or ${variables}`,
      );
    }
  }
}
