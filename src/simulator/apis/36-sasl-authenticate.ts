import { saslAuthenticate } from '../../kafka/protocol/apis/36-sasl-authenticate.ts';
import { errorCode } from '../faults.ts';
import { serve } from '../served.ts';

export const serveSaslAuthenticate = serve(saslAuthenticate, ({ authBytes }, { connection }) => {
  const { login } = connection;
  if (login === null) {
    const errorMessage = 'SaslAuthenticate request received after successful authentication';
    return { errorCode: errorCode('ILLEGAL_SASL_STATE'), errorMessage, authBytes: Buffer.alloc(0) };
  }
  const { reply, user, failed } = login.step(Buffer.from(authBytes));
  if (user !== null || failed) connection.login = null;
  if (user !== null) connection.user = user;
  return failed
    ? {
        errorCode: errorCode('SASL_AUTHENTICATION_FAILED'),
        errorMessage: 'Authentication failed: Invalid username or password',
        authBytes: reply,
      }
    : { errorCode: 0, errorMessage: null, authBytes: reply };
});
