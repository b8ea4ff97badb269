import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificates {
  readonly ca: string;
  /** For 127.0.0.1. */
  readonly server: { readonly cert: string; readonly key: string };
  /** For another host. */
  readonly elsewhere: { readonly cert: string; readonly key: string };
  readonly client: { readonly cert: string; readonly key: string };
}

/** A certificate authority and what it signed, made with openssl for one test run. */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  const read = (name: string) => ({
    cert: readFileSync(file(`${name}.pem`), 'utf8'),
    key: readFileSync(file(`${name}.key`), 'utf8'),
  });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const sign = (name: string, altName: string) => {
    writeFileSync(file(`${name}.ext`), `subjectAltName=${altName}`);
    openssl('req', ...key, '-keyout', file(`${name}.key`), '-out', file(`${name}.csr`), '-subj', `/CN=${name}`);
    const authority = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial'];
    const request = ['-req', '-in', file(`${name}.csr`), '-out', file(`${name}.pem`), '-days', '2'];
    openssl('x509', ...request, ...authority, '-extfile', file(`${name}.ext`));
    return read(name);
  };
  try {
    openssl('req', '-x509', ...key, '-keyout', file('ca.key'), '-out', file('ca.pem'), '-days', '2', '-subj', '/CN=CA');
    return {
      ca: readFileSync(file('ca.pem'), 'utf8'),
      server: sign('server', 'IP:127.0.0.1'),
      elsewhere: sign('elsewhere', 'DNS:elsewhere.example'),
      client: sign('client', 'DNS:client.example'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
