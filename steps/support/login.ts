/** Logins in scenarios, right and wrong ones, and what may come of them. */

import type { LoginOptions, LoginOutcome } from '../../src/client/session-outcomes.ts';
import { anyVersion } from '../../src/protocol/messages/any-version.ts';
import type { Party, World } from './world.ts';

/** Logs in without any negotiation, whatever comes of it; `loginOf` is the outcome. */
export async function logIn(world: World, party: Party, options: LoginOptions = {}): Promise<LoginOutcome> {
  const outcome = await party.client.login(options);
  world.keepAnswer(party, outcome.answer);
  return world.keep('login', outcome);
}

/** The outcome of the last login. */
export function loginOf(world: World): LoginOutcome {
  return world.kept<LoginOutcome>('login');
}

/** The digest schema offered was refused at once: the server accepts others. */
export function isNotInUse({ answers }: LoginOutcome): boolean {
  const [first] = answers;
  return answers.length === 1 && first !== undefined && !first.success && first.code !== 401;
}

/** Ends the session of a party; what a logout has to answer is the business of other scenarios. */
export async function logOut(world: World, party: Party): Promise<void> {
  const answer = await party.client.logout();
  world.keepAnswer(party, answer);
}

/** The address of a user nobody made, in the home domain. */
export function unknownUser(world: World, label: string): string {
  return `wv:${world.name(label)}@${world.ixit.domain}`;
}

/** Ways to write the UserID of a user of the home domain. */
export function spelledUserId(user: string, form: string): string {
  const plain = user.replace(/^wv:/i, '');
  const [name = plain, domain = ''] = plain.split('@');
  switch (form) {
    case 'without the scheme':
      return plain;
    case 'without the domain':
      return `wv:${name}`;
    case 'without the scheme or the domain':
      return name;
    case 'in other letter case':
      return `wv:${name.toUpperCase()}@${domain}`;
    default:
      return `wv:${plain}`;
  }
}

function sessionIn(outcome: LoginOutcome): string | undefined {
  return outcome.response?.SessionID;
}

/** The login is refused for one of these reasons, and no session was opened. */
export function refusedLogin(world: World, codes: readonly number[], outcome: LoginOutcome = loginOf(world)): void {
  const { answer } = outcome;
  world.expect.absent('SessionID', sessionIn(outcome), world.place(answer, 'SessionID'));
  world.expect.refused(answer, codes);
}

/** The last thing sent opened no session; where it was refused on CSP level, for one of these reasons. */
export function opensNoSession(world: World, codes: readonly number[]): void {
  for (const { primitive } of world.reply.transactions) {
    if (primitive.name === 'Login-Response') {
      const { SessionID } = anyVersion(primitive.value);
      world.expect.absent('SessionID', SessionID);
    }
    const { Result } = anyVersion(primitive.value);
    if (Result === undefined || Result.Code < 300) continue;
    world.expect.that(codes.includes(Result.Code), `code ${codes.join(' or ')}`, world.notation(primitive));
  }
}

export function refusedReestablishment(world: World, codes: readonly number[]): void {
  const outcome = loginOf(world);
  const before = world.kept<string>('session before');
  const { answer } = outcome;
  const place = world.place(answer, 'SessionID');
  world.expect.that(sessionIn(outcome) !== before, `no SessionID ${before}`, `SessionID ${before}`, place);
  world.expect.refused(answer, codes);
}

/** A second login with the ClientID of the first one. The first session stays with its party. */
export async function secondLogin(world: World, party: Party): Promise<void> {
  const again = world.party(`${party.key}2`);
  const outcome = await again.client.login({ clientId: party.client.clientId });
  world.keep('second login', outcome);
  world.keepAnswer(again, outcome.answer);
}
