import { saslHandshake } from '../../kafka/protocol/apis/17-sasl-handshake.ts';
import { errorCode } from '../faults.ts';
import { beginLogin, MECHANISMS } from '../sasl/login.ts';
import { serve } from '../served.ts';

export const serveSaslHandshake = serve(saslHandshake, ({ mechanism }, { cluster, connection }) => {
  const { users } = cluster.scenario;
  // A listener without users takes no login, as a real PLAINTEXT listener.
  if (users.length === 0) return { errorCode: errorCode('ILLEGAL_SASL_STATE'), mechanisms: [] };
  connection.login = beginLogin(mechanism, users);
  const known = connection.login !== null;
  return { errorCode: known ? 0 : errorCode('UNSUPPORTED_SASL_MECHANISM'), mechanisms: MECHANISMS };
});
