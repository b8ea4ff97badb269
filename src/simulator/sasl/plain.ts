import type { Login } from '../served.ts';
import type { User } from './user.ts';

/** One message: authorization id, user name and password, with zero bytes between. Source: RFC 4616. */
export function plainLogin(users: readonly User[]): Login {
  return {
    step(bytes) {
      const [, username = '', password = ''] = bytes.toString('utf8').split('\0');
      const user = users.find((each) => each.username === username && each.password === password);
      return { reply: Buffer.alloc(0), user: user?.username ?? null, failed: user === undefined };
    },
  };
}
