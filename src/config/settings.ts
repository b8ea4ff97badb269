/** What an operator configured, checked and with files read. Adapters take these; nobody else reads the environment. */
export interface Settings {
  /** null when no bootstrap server is set: the advisors work, the live tools say what to set. */
  readonly kafka: KafkaSettings | null;
  readonly registry: RegistrySettings | null;
  readonly connect: ConnectSettings | null;
  readonly logLevel: LogLevel;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface KafkaSettings {
  /** host:port, IPv6 hosts in brackets; at least one. */
  readonly bootstrapServers: readonly string[];
  readonly securityProtocol: 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL';
  /** Present exactly when the security protocol is SASL_…. */
  readonly sasl: SaslSettings | null;
  /** Present exactly when the security protocol is SSL or SASL_SSL. */
  readonly tls: TlsSettings | null;
}

export interface SaslSettings {
  readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
  readonly username: string;
  readonly password: string;
}

/** PEM texts, already read from their files. */
export interface TlsSettings {
  readonly ca: string | null;
  readonly cert: string | null;
  readonly key: string | null;
  readonly keyPassword: string | null;
  /** false only when the operator set ssl.endpoint.identification.algorithm to empty, as in the Java client. */
  readonly checkHostname: boolean;
}

export interface RegistrySettings {
  /** Without user information and without a trailing slash. */
  readonly url: string;
  readonly auth: HttpAuth | null;
  readonly tls: TlsSettings | null;
}

export interface ConnectSettings {
  readonly url: string;
  readonly auth: HttpAuth | null;
}

export type HttpAuth =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string };
