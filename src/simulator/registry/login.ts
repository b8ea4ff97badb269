import { httpError } from './errors.ts';

/** How a client has to prove who it is. */
export type RegistryLogin =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string };

/** Throws RegistryError 401 for a request without the right Authorization header. */
export function requireLogin(login: RegistryLogin, header: string | undefined): void {
  const expected =
    login.kind === 'bearer'
      ? `Bearer ${login.token}`
      : `Basic ${Buffer.from(`${login.username}:${login.password}`, 'utf8').toString('base64')}`;
  if (header === expected) return;
  throw httpError(401, { 'www-authenticate': login.kind === 'bearer' ? 'Bearer' : 'Basic realm="SchemaRegistry"' });
}
