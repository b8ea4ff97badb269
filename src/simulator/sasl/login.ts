import type { Login } from '../served.ts';
import { plainLogin } from './plain.ts';
import { scramLogin } from './scram.ts';
import type { User } from './user.ts';

const logins: Readonly<Record<string, (users: readonly User[]) => Login>> = {
  PLAIN: plainLogin,
  'SCRAM-SHA-256': (users) => scramLogin('sha256', users),
  'SCRAM-SHA-512': (users) => scramLogin('sha512', users),
};

export const MECHANISMS: readonly string[] = Object.keys(logins);

/** The server's side of a login; null for a mechanism that is not offered. */
export function beginLogin(mechanism: string, users: readonly User[]): Login | null {
  return logins[mechanism]?.(users) ?? null;
}
