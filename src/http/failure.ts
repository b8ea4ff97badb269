/** Why no answer came. */
export type HttpFailureKind =
  | 'refused'
  | 'unknown-host'
  | 'no-route'
  | 'silent'
  | 'dropped'
  | 'tls-untrusted'
  | 'tls-name'
  | 'tls-expired'
  | 'tls-client'
  | 'not-tls'
  | 'not-http'
  | 'redirected'
  | 'too-large'
  | 'bad-settings'
  | 'other';

/** A request that brought no answer. Holds no credentials and no words of the other side. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';

  constructor(
    readonly kind: HttpFailureKind,
    /** Node's error code, or the origin that a redirect leads to. */
    readonly detail: string | null = null,
    options?: ErrorOptions,
  ) {
    super(detail === null ? kind : `${kind} (${detail})`, options);
  }
}

/** Codes of Node and OpenSSL; source: Node.js documentation, "Common system errors" and "X509 certificate error codes". */
const KINDS: Readonly<Record<string, HttpFailureKind>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  ETIMEDOUT: 'no-route',
  ECONNRESET: 'dropped',
  EPIPE: 'dropped',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-untrusted',
  CERT_UNTRUSTED: 'tls-untrusted',
  CERT_SIGNATURE_FAILURE: 'tls-untrusted',
  INVALID_CA: 'tls-untrusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-name',
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-expired',
  ERR_SSL_WRONG_VERSION_NUMBER: 'not-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'not-tls',
};

/** What a client error of `node:http` or `node:https` means. */
export function classify(error: Error, tls: boolean): HttpFailure {
  const code = codeOf(error);
  return new HttpFailure(kindOf(code, error.message, tls), code, { cause: error });
}

function kindOf(code: string | null, message: string, tls: boolean): HttpFailureKind {
  if (code === null) return 'other';
  const known = KINDS[code];
  if (known !== undefined) return known;
  if (code.startsWith('HPE_')) return 'not-http';
  // The server sends an alert when it misses or refuses the client's certificate. Node 20 calls some of them EPROTO.
  if (tls && (/^ERR_SSL_.*ALERT/.test(code) || (code === 'EPROTO' && /\balert\b/.test(message)))) return 'tls-client';
  return tls && code === 'EPROTO' ? 'not-tls' : 'other';
}

/** A host with several addresses fails with one error for each; they are of one kind in practice, so the first counts. */
function codeOf(error: unknown): string | null {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : null;
}
