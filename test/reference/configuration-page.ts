import { metaOf, settingKeys } from '../../src/config/schema.ts';

/** The configuration reference, from the settings themselves. */
export function configurationPage(): string {
  const rows = settingKeys.map((key) => {
    const { env, property, secret, about, example } = metaOf(key);
    return `| \`${env}\` | ${property === null ? '' : `\`${property}\``} | ${about}${secret ? ' **Secret.**' : ''} | \`${example}\` |`;
  });
  return [
    '# Configuration',
    '',
    'Nothing has to be set. Every setting comes from an environment variable, or from a Java `client.properties` file that',
    '`--config FILE` or `KAFKA_CLIENT_PROPERTIES` names, or from both: the environment wins. An empty value, and one that a',
    'client failed to expand such as `\u0024{KAFKA_X}`, count as unset. A wrong value is one sentence on standard error that names',
    'the setting; it leaves only its own part (Kafka, registry or Connect) off. Secrets never appear in answers or logs.',
    '',
    '| environment variable | in client.properties | what it is | example |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    'Truststores and keystores are read as PEM (`ssl.truststore.type=PEM`, `ssl.keystore.type=PEM`); a JKS or PKCS12 store has to',
    'be converted first. From `sasl.jaas.config` the user name and password of PlainLoginModule and ScramLoginModule are read.',
    'User information inside a URL becomes user name and password, and leaves the address.',
    '',
  ].join('\n');
}
