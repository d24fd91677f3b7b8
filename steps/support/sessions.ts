/** A session from login to logout, sent in ways HTTP leaves open. */
import type { Answer, Reply } from '../../src/client/answers.ts';
import type { SendOptions } from '../../src/client/send-options.ts';
import type { LoginOutcome } from '../../src/client/session-outcomes.ts';
import { createExpect } from '../../src/conformance/scenario/expect.ts';
import type { Party, World } from './world.ts';

export interface WholeSession {
  readonly login: LoginOutcome;
  readonly alive: Answer;
  readonly poll: Reply;
  readonly logout: Answer;
}

const opened = createExpect(() => {});

/** Login, KeepAlive-Request, Polling-Request and Logout-Request, all sent in the same way. */
export async function wholeSession(party: Party, send: SendOptions): Promise<WholeSession> {
  const login = await party.client.login({ send });
  // No request can be sent in a session that was not opened.
  if (party.client.session.sessionId === undefined) opened.primitive(login.answer, 'Login-Response', 200);
  return {
    login,
    alive: await party.client.keepAlive(undefined, send),
    poll: await party.client.poll(send),
    logout: await party.client.logout(send),
  };
}

export function asUsual(world: World, { login, alive, poll, logout }: WholeSession): void {
  world.expect.primitive(login.answer, 'Login-Response', 200);
  world.expect.success(alive);
  const place = { exchange: poll.exchange.number, side: 'response' } as const;
  world.expect.equal('HTTP status', poll.response.status, 200, place);
  world.expect.code(logout, 200);
}
