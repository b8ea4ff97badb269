/**
 * Names that Kafka itself does not know and that still belong into its files: those of serializers and schema registry clients,
 * of interceptors and metrics reporters, of converters, transforms and providers, of single listeners, of what hosts a client.
 */
const FOREIGN: readonly RegExp[] = [
  /^(schema\.registry|basic\.auth|bearer\.auth|proxy|context\.name|rule|latest\.|use\.latest|auto\.register|normalize\.schemas|id\.compatibility|avro|json|protobuf|specific\.|derive\.type|schema\.reflection|apicurio|confluent)\b/,
  /^(key|value)\.(subject\.name\.strategy|schema\.id\.|serializer\.|deserializer\.|converter\.)/,
  /^(key|value|header)\.converter\./,
  /^(interceptor|confluent\.monitoring|metrics\.context|metric\.reporters?|opentelemetry|delegat\w*)\b/,
  /^(transforms|predicates|config\.providers|replication\.policy|rack\.aware\.assignor)\./,
  /^listener\.name\./,
  /^listeners\.https\./,
  // Bindings of librdkafka.
  /^(go|dotnet)\./,
  /^(aws|azure|gcp|google|spring|quarkus|micronaut|strimzi|cruise\.control)\./,
  /^(spring\.json|spring\.deserializer|spring\.cloud)\b/,
  /^(sasl|ssl|security)\./,
  /^default\.(deserialization|production)\.exception/,
];

/** Whether a name is known to belong to something that lives beside Kafka in its files. */
export function isForeign(name: string): boolean {
  return FOREIGN.some((pattern) => pattern.test(name));
}

/** Names whose values are secrets, and which no answer may repeat. */
export function isSecret(name: string, type: string | null): boolean {
  return type === 'PASSWORD' || /password|secret|jaas|credential|token|user\.?info|api\.?key|private/i.test(name);
}
