import { metaOf, type SettingKey, type SettingValues, settingKeys, settingsSchema } from './schema.ts';
import type { HttpAuth, KafkaSettings, SaslSettings, Settings, TlsSettings } from './settings.ts';
import { collectSettings, type RawValues, reason } from './sources.ts';

export interface Loaded {
  readonly settings: Settings;
  /** One readable sentence each, naming the variable; empty when everything that is set can be used. */
  readonly problems: readonly string[];
  /** Values that must never leave the process. */
  readonly secrets: readonly string[];
}

/**
 * Reads, checks and assembles the settings. Never throws: what is wrong becomes a problem and leaves only its own part
 * (Kafka, registry or Connect) unconfigured. `clientProperties` is the file named on the command line; `readFile` throws
 * what node:fs throws.
 */
export function loadSettings(
  clientProperties: string | null,
  readFile: (path: string) => string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Loaded {
  const named = clientProperties === null ? {} : { KAFKA_CLIENT_PROPERTIES: clientProperties };
  const sources = collectSettings({ ...environment, ...named }, readFile);
  const problems = [...sources.problems, ...new Set(sources.unusable.values())];
  const wrong = new Set<SettingKey>(sources.unusable.keys());
  const fail = (key: SettingKey, why: string) => {
    wrong.add(key);
    problems.push(`${sources.values.get(key)?.origin ?? metaOf(key).env}: ${why}.`);
  };
  const parsed = parseEach(sources.values, fail);
  const values = withoutUserInfo(parsed);
  const context: Context = { values, wrong, fail, readFile };
  return {
    settings: {
      kafka: kafkaSettings(context),
      registry: registrySettings(context),
      connect: connectSettings(context),
      logLevel: values.log_level ?? 'warn',
    },
    problems,
    secrets: secretsOf(values, sources.values),
  };
}

interface Context {
  readonly values: SettingValues;
  readonly wrong: ReadonlySet<SettingKey>;
  readonly fail: (key: SettingKey, why: string) => void;
  readonly readFile: (path: string) => string;
}

function parseEach(raw: RawValues, fail: Context['fail']): SettingValues {
  const accepted: Record<string, unknown> = {};
  for (const key of settingKeys) {
    const value = raw.get(key);
    if (value === undefined) continue;
    const result = settingsSchema.shape[key].safeParse(value.text);
    if (result.success) accepted[key] = value.text;
    else
      fail(
        key,
        `${result.error.issues[0]?.message ?? 'not usable'}${metaOf(key).secret ? '' : `, got "${withoutCredentials(value.text)}"`}`,
      );
  }
  return settingsSchema.parse(accepted);
}

/** Up to the last @, with or without a scheme: the password of an address that is wrong may hold any character. */
const withoutCredentials = (text: string) => text.replace(/^((?:[^:/@]*:)?\/\/)?.*@/s, '$1…@');

/** User information inside a URL is a credential: it becomes the user name and password, and leaves the address. */
function withoutUserInfo(values: SettingValues): SettingValues {
  const parts = [
    ['registry_url', 'registry_username', 'registry_password'],
    ['connect_url', 'connect_username', 'connect_password'],
  ] as const;
  const result = { ...values };
  for (const [url, username, password] of parts) {
    const address = values[url];
    if (address === undefined) continue;
    const parsed = new URL(address);
    if (parsed.username === '' && parsed.password === '') continue;
    result[username] ??= decoded(parsed.username);
    result[password] ??= decoded(parsed.password);
    parsed.username = '';
    parsed.password = '';
    result[url] = parsed.href.replace(/\/+$/, '');
  }
  return result;
}

/** A % that encodes nothing stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function kafkaSettings(context: Context): KafkaSettings | null {
  const { values, wrong } = context;
  if (values.bootstrap_servers === undefined) return null;
  if (kafkaKeys.some((key) => wrong.has(key))) return null;
  const protocol = values.security_protocol ?? 'PLAINTEXT';
  const sasl = protocol.startsWith('SASL_') ? saslSettings(context) : null;
  const tls = protocol.endsWith('SSL') ? kafkaTls(context) : null;
  if ((protocol.startsWith('SASL_') && sasl === null) || (protocol.endsWith('SSL') && tls === null)) return null;
  const login = (['sasl_mechanism', 'sasl_username', 'sasl_password'] as const).find(
    (key) => values[key] !== undefined,
  );
  if (!protocol.startsWith('SASL_') && login !== undefined) {
    context.fail(login, `set, but the security protocol is ${protocol}: use SASL_SSL or SASL_PLAINTEXT`);
    return null;
  }
  return { bootstrapServers: values.bootstrap_servers, securityProtocol: protocol, sasl, tls };
}

const kafkaKeys: readonly SettingKey[] = ['security_protocol', 'sasl_mechanism', 'tls_endpoint_identification'];

function saslSettings({ values, wrong, fail }: Context): SaslSettings | null {
  const missing = (['sasl_mechanism', 'sasl_username', 'sasl_password'] as const).filter(
    (key) => values[key] === undefined && !wrong.has(key),
  );
  for (const key of missing) fail(key, `must be set when the security protocol is ${values.security_protocol}`);
  const { sasl_mechanism: mechanism, sasl_username: username, sasl_password: password } = values;
  if (mechanism === undefined || username === undefined || password === undefined) return null;
  return { mechanism, username, password };
}

function kafkaTls(context: Context): TlsSettings | null {
  const { values, wrong } = context;
  const ca = readPem(context, 'tls_ca_file');
  const cert = readPem(context, 'tls_cert_file');
  const key = values.tls_key_file === undefined ? cert : readPem(context, 'tls_key_file');
  if (values.tls_cert_file === undefined && key !== null && !wrong.has('tls_cert_file'))
    context.fail('tls_key_file', `set without ${metaOf('tls_cert_file').env}`);
  if (cert !== null && key !== null && !key.includes('PRIVATE KEY-----')) {
    context.fail(values.tls_key_file === undefined ? 'tls_cert_file' : 'tls_key_file', 'holds no private key');
  }
  if ((['tls_ca_file', 'tls_cert_file', 'tls_key_file'] as const).some((file) => wrong.has(file))) return null;
  return {
    ca,
    cert,
    key,
    keyPassword: values.tls_key_password ?? null,
    checkHostname: values.tls_endpoint_identification !== 'none',
  };
}

function readPem(
  { values, fail, readFile }: Context,
  key: 'tls_ca_file' | 'tls_cert_file' | 'tls_key_file' | 'registry_ca_file',
): string | null {
  const path = values[key];
  if (path === undefined) return null;
  try {
    const text = readFile(path);
    if (text.includes('-----BEGIN ')) return text;
    fail(key, `the file ${path} is not PEM (no BEGIN line); convert it with openssl or keytool`);
  } catch (error) {
    fail(key, `the file ${path} can't be read (${reason(error)})`);
  }
  return null;
}

function registrySettings(context: Context): Settings['registry'] {
  const { values } = context;
  if (values.registry_url === undefined) return null;
  const ca = readPem(context, 'registry_ca_file');
  const tls = ca === null ? null : { ca, cert: null, key: null, keyPassword: null, checkHostname: true };
  const auth: HttpAuth | null =
    values.registry_bearer_token === undefined
      ? basicAuth(context, 'registry_username', 'registry_password')
      : { kind: 'bearer', token: values.registry_bearer_token };
  if ((['registry_ca_file', 'registry_username', 'registry_password'] as const).some((key) => context.wrong.has(key)))
    return null;
  return { url: values.registry_url, auth, tls };
}

function connectSettings(context: Context): Settings['connect'] {
  const { values } = context;
  if (values.connect_url === undefined) return null;
  const auth = basicAuth(context, 'connect_username', 'connect_password');
  return context.wrong.has('connect_username') || context.wrong.has('connect_password')
    ? null
    : { url: values.connect_url, auth };
}

function basicAuth(
  { values, fail }: Context,
  user: 'registry_username' | 'connect_username',
  pass: 'registry_password' | 'connect_password',
): HttpAuth | null {
  const username = values[user];
  const password = values[pass];
  if (username === undefined && password === undefined) return null;
  if (username === undefined) fail(user, `must be set together with ${metaOf(pass).env}`);
  if (password === undefined) fail(pass, `must be set together with ${metaOf(user).env}`);
  return { kind: 'basic', username: username ?? '', password: password ?? '' };
}

/** Both the checked values and the raw ones: a secret that is wrong, or that another one overrides, is a secret still. */
function secretsOf(values: SettingValues, raw: RawValues): string[] {
  const found = settingKeys
    .filter((key) => metaOf(key).secret)
    .flatMap((key) => [values[key], raw.get(key)?.text])
    .filter((value): value is string => typeof value === 'string');
  const inAddresses = (['registry_url', 'connect_url'] as const).flatMap((key) => passwordIn(raw.get(key)?.text ?? ''));
  return [...new Set([...found, ...inAddresses])].filter((secret) => secret !== '');
}

/** The password inside an address, however wrong the address is: as it stands there and decoded. */
function passwordIn(address: string): string[] {
  const written = /^(?:(?:[^:/@]*:)?\/\/)?[^:@/]*:(.*)@/s.exec(address)?.[1] ?? '';
  const password = decoded(written);
  return encodeURIComponent(password) === written ? [password] : [password, written];
}
