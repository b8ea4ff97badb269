import { describe, expect, it } from 'vitest';
import { beginLogin, MECHANISMS } from '../../../src/simulator/sasl/login.ts';

const users = [
  { username: 'anna', password: 'first secret' },
  { username: 'ben', password: 'second' },
];

const plain = (text: string) => beginLogin('PLAIN', users)?.step(Buffer.from(text));

it('offers what the product can use', () => {
  expect(MECHANISMS).toEqual(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']);
  expect([beginLogin('GSSAPI', users), beginLogin('plain', users), beginLogin('', users)]).toEqual([null, null, null]);
});

describe('PLAIN', () => {
  it.each([
    ['name and password', '\0anna\0first secret', 'anna'],
    ['an authorization id before them', 'somebody\0ben\0second', 'ben'],
    ['another password', '\0anna\0second', null],
    ["another user's name", '\0ben\0first secret', null],
    ['nobody that is known', '\0carl\0second', null],
    ['nothing', '', null],
    ['a name alone', '\0anna', null],
  ])('%s', (_, text, user) => {
    expect(plain(text)).toEqual({ reply: Buffer.alloc(0), user, failed: user === null });
  });
});

/*
 * That the right messages are taken is shown with a real client, in login-with-kafkajs.test.ts. Here is what no honest
 * client sends.
 */
describe.each(['SCRAM-SHA-256', 'SCRAM-SHA-512'])('%s', (mechanism) => {
  const steps = (...messages: readonly ((serverFirst: string) => string)[]) => {
    const login = beginLogin(mechanism, users);
    let reply = '';
    return messages.map((message) => {
      const answer = login?.step(Buffer.from(message(reply)));
      reply = answer?.reply.toString() ?? '';
      return { reply, user: answer?.user, failed: answer?.failed };
    });
  };
  const first = () => 'n,,n=anna,r=client-nonce';
  const nonceOf = (serverFirst: string) => /r=([^,]*)/.exec(serverFirst)?.[1] ?? '';

  it('answers the first message with a longer nonce, salt and iterations', () => {
    const [answer] = steps(first);
    expect(answer).toMatchObject({ user: null, failed: false });
    expect(answer?.reply).toMatch(/^r=client-nonce[\w-]{24},s=[A-Za-z0-9+/]+=*,i=4096$/);
  });

  it('never the same twice', () => {
    expect(steps(first)[0]?.reply).not.toBe(steps(first)[0]?.reply);
  });

  it.each<[string, readonly ((serverFirst: string) => string)[]]>([
    ['a user that is not known', [() => 'n,,n=carl,r=x']],
    ['no nonce', [() => 'n,,n=anna']],
    ['nothing', [() => '']],
    ['a proof of nothing', [first, (reply) => `c=biws,r=${nonceOf(reply)},p=`]],
    [
      'a proof that is wrong',
      [first, (reply) => `c=biws,r=${nonceOf(reply)},p=${Buffer.alloc(32).toString('base64')}`],
    ],
    ['the nonce of somebody else', [first, () => `c=biws,r=other,p=${Buffer.alloc(64).toString('base64')}`]],
    ['the first message again', [first, first]],
  ])('refuses %s', (_, messages) => {
    expect(steps(...messages).at(-1)).toMatchObject({ user: null, failed: true, reply: 'e=other-error' });
  });
});
