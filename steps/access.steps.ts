/** Login, logout, keep-alive, disconnect: the words of features/csp/access. */
import { Given, Then, When } from '@cucumber/cucumber';
import type { Received } from '../src/client/answers.ts';
import { defaultCapabilities } from '../src/client/capabilities.ts';
import type { LoginOptions, LoginOutcome } from '../src/client/session-outcomes.ts';
import type { Value } from '../src/protocol/messages/infer.ts';
import {
  isNotInUse,
  logIn,
  loginOf,
  logOut,
  opensNoSession,
  refusedLogin,
  refusedReestablishment,
  secondLogin,
  spelledUserId,
  unknownUser,
} from './support/login.ts';
import { sendMessage, textMessage, textOf, toUser } from './support/messages.ts';
import { agreeShortTime, secondsInForce, secondsUntilEnded, stayAlive } from './support/time.ts';
import type { Party, World } from './support/world.ts';

Given('{party} and {party} are logged in', async function (this: World, one: Party, other: Party) {
  await one.open();
  await other.open();
});

When('{party} logs in with the right password', async function (this: World, party: Party) {
  await logIn(this, party);
});

When('the barred user logs in with the right password', async function (this: World) {
  await logIn(this, this.party('barred'));
});

When('{party} logs in with a wrong password', async function (this: World, party: Party) {
  await logIn(this, party, { password: `not-${party.account.password.length}-the-password` });
});

When('the suite logs in as the unknown user {string}', async function (this: World, label: string) {
  await logIn(this, this.party('A'), { userId: unknownUser(this, label), password: 'whatever' });
  doubtRegistration(this);
});

When('the suite logs in with a digest as the unknown user {string}', async function (this: World, label: string) {
  await logIn(this, this.party('A'), { method: 'four-way', userId: unknownUser(this, label), password: 'whatever' });
  doubtRegistration(this);
});

/** Reports a gap in the ICS if an unknown user was registered without a claim, unless the IXIT denies such registration. */
function doubtRegistration(world: World): void {
  if (world.claims('IMPS-CSP-S-AUTOLOGIN') || world.ixit.policies.automaticRegistration === false) return;
  if (world.party('A').client.session.sessionId !== undefined) world.unclaimed(['IMPS-CSP-S-AUTOLOGIN']);
}

When('the suite logs in as {string}', async function (this: World, userId: string) {
  await logIn(this, this.party('A'), { userId, password: 'whatever' });
});

When('{party} logs in without UserID', async function (this: World, party: Party) {
  await logIn(this, party, { userId: null });
});

When('{party} logs in with the UserID written {}', async function (this: World, party: Party, form: string) {
  await logIn(this, party, { userId: spelledUserId(party.user, form) });
});

When('{party} logs in with the UserID in other letter case', async function (this: World, party: Party) {
  await logIn(this, party, { userId: spelledUserId(party.user, 'in other letter case') });
});

When('{party} asks for a digest login with MD5 and SHA', async function (this: World, party: Party) {
  const outcome = await logIn(this, party, { method: 'four-way', digestSchemas: ['MD5', 'SHA'] });
  const [first] = outcome.answers;
  if (first !== undefined) this.keepAnswer(party, first);
});

When('{party} asks for a digest login with {word}', async function (this: World, party: Party, schema: string) {
  await logIn(this, party, { method: 'four-way', digestSchemas: [schema] });
});

When('{party} logs in with a digest, offering {word}', async function (this: World, party: Party, schema: string) {
  await logIn(this, party, { method: 'four-way', digestSchemas: [schema] });
});

When(
  '{party} logs in with a digest of {word}, or of {word} where {word} is not in use',
  async function (this: World, party: Party, first: string, second: string, _first: string) {
    const outcome = await logIn(this, party, { method: 'four-way', digestSchemas: [first] });
    if (isNotInUse(outcome)) await logIn(this, party, { method: 'four-way', digestSchemas: [second] });
  },
);

When('{party} logs in with a digest over a wrong password', async function (this: World, party: Party) {
  await logIn(this, party, { method: 'four-way', password: `not-${party.account.password.length}-the-password` });
});

When('{party} logs in with a CapabilityList', async function (this: World, party: Party) {
  await logIn(this, party, { capabilities: defaultCapabilities(this.version) });
});

When('the same client of {party} logs in once more', async function (this: World, party: Party) {
  await secondLogin(this, party);
});

When('{party} re-establishes the session', async function (this: World, party: Party) {
  const { sessionId = '' } = party.client.session;
  this.keep('session before', sessionId);
  await logIn(this, party, { reestablish: sessionId, ...sameCookie(party) });
});

When('another client of {party} tries to re-establish the session', async function (this: World, party: Party) {
  const { sessionId = '' } = party.client.session;
  this.keep('session before', sessionId);
  await logIn(this, this.party(`${party.key}2`), { reestablish: sessionId, ...sameCookie(party) });
});

When(
  '{party} tries to re-establish the session {string}',
  async function (this: World, party: Party, sessionId: string) {
    this.keep('session before', sessionId);
    await logIn(this, party, { reestablish: sessionId });
  },
);

function sameCookie(party: Party): Pick<LoginOptions, 'sessionCookie'> {
  const { cookie } = party.client.session;
  return cookie === undefined ? {} : { sessionCookie: cookie };
}

Then('the login is accepted with a SessionID', function (this: World) {
  const { answer, sessionId } = loginOf(this);
  this.expect.primitive(answer, 'Login-Response', 200);
  this.expect.present('SessionID', sessionId, this.place(answer));
});

Then('the login is accepted with a SessionID, or {word} is not in use', function (this: World, schema: string) {
  const outcome = loginOf(this);
  const { answer, sessionId } = outcome;
  if (isNotInUse(outcome))
    return this.nothingToSee(`${schema} is not in use: answered ${this.notation(answer.primitive)}`);
  this.expect.primitive(answer, 'Login-Response', 200);
  this.expect.present('SessionID', sessionId, this.place(answer));
});

Then('the login is refused with code {codes}', function (this: World, codes: number[]) {
  refusedLogin(this, codes);
});

Then('the Login-Response returns the ClientID of {party}', function (this: World, party: Party) {
  const returned = this.expect.present('ClientID', loginOf(this).response?.ClientID, this.place(this.answer));
  const trimmed = (id: { URL?: string; MSISDN?: string }) => ({ URL: id.URL?.trim(), MSISDN: id.MSISDN?.trim() });
  this.expect.equal('ClientID', trimmed(returned), trimmed(party.client.clientId), this.place(this.answer, 'ClientID'));
});

Then('the SessionIDs of {party} and {party} differ', function (this: World, one: Party, other: Party) {
  const [a, b] = [one.client.session.sessionId, other.client.session.sessionId];
  this.expect.that(a !== undefined && b !== undefined && a !== b, 'two different SessionIDs', `${a} and ${b}`);
});

Then('{party} can log in with the right password', async function (this: World, party: Party) {
  await this.prerequisite('CSP-LOG-001', async () => {
    const outcome = await party.client.login();
    this.expect.that(outcome.success, 'Login-Response 200', this.notation(outcome.answer.primitive));
  });
});

Then('{party} can log in with a digest', async function (this: World, party: Party) {
  await this.prerequisite('CSP-LOG-005', async () => {
    const outcome = await party.client.login({ method: 'four-way' });
    this.expect.that(outcome.success, 'Login-Response 200', this.notation(outcome.answer.primitive));
  });
});

Then('it is observed whether the login is accepted', function (this: World) {
  const { success, answer } = loginOf(this);
  if (!success) this.observe('Login-Response 200', this.notation(answer.primitive));
});

Then('it holds a Nonce, and MD5 or SHA as DigestSchema', function (this: World) {
  const response = this.answer.as('Login-Response');
  this.expect.that((response.Nonce ?? '') !== '', 'a Nonce', 'no Nonce', this.place(this.answer));
  const schema = [response.DigestSchema].flat().join(' ');
  const place = this.place(this.answer, 'DigestSchema');
  this.expect.that(['MD5', 'SHA'].includes(schema), 'DigestSchema MD5 or SHA', `DigestSchema ${schema}`, place);
});

Then('it holds no SessionID', function (this: World) {
  const value = this.answer.primitive.value as { readonly SessionID?: string };
  this.expect.absent('SessionID', value.SessionID, this.place(this.answer, 'SessionID'));
});

Then('no session is opened, and a refusal has code {codes}', function (this: World, codes: number[]) {
  opensNoSession(this, codes);
});

Then('no other DigestSchema is chosen', function (this: World) {
  const value = loginOf(this).response;
  if (value?.DigestSchema === undefined) return this.expect.met();
  this.expect.equal('DigestSchema', [value.DigestSchema].flat()[0], 'X-SUITE-UNKNOWN', this.place(this.answer));
});

Then('the second login is refused with code {codes}', function (this: World, codes: number[]) {
  refusedLogin(this, codes, this.kept<LoginOutcome>('second login'));
});

Then('the second login is accepted with a SessionID', function (this: World) {
  const { answer, sessionId } = this.kept<LoginOutcome>('second login');
  this.expect.primitive(answer, 'Login-Response', 200);
  this.expect.present('SessionID', sessionId, this.place(answer));
});

Then('the older session is refused with code {codes}', async function (this: World, codes: number[]) {
  const answer = await this.ask(this.party('A'), { name: 'KeepAlive-Request', value: {} });
  this.expect.refused(answer, codes);
});

Then('AgreedCapabilityList is in the answer, or A can negotiate capabilities', async function (this: World) {
  const { response } = loginOf(this);
  const inside =
    response !== undefined && 'AgreedCapabilityList' in response ? response.AgreedCapabilityList : undefined;
  if (inside !== undefined) return this.expect.met();
  const outcome = await this.party('A').client.negotiateCapabilities();
  this.expect.primitive(outcome.answer, 'ClientCapability-Response');
});

Then('an answer with AgreedCapabilityList has no CapabilityRequest T', function (this: World) {
  const { response, answer } = loginOf(this);
  const inside = response !== undefined && 'AgreedCapabilityList' in response && response.AgreedCapabilityList;
  if (inside === undefined || inside === false) return this.nothingToSee('no AgreedCapabilityList is in the login');
  this.expect.that(
    response?.CapabilityRequest !== true,
    'CapabilityRequest F or absent',
    'CapabilityRequest T beside AgreedCapabilityList',
    this.place(answer, 'CapabilityRequest'),
  );
});

Then('the re-established session has the SessionID of before', function (this: World) {
  const { answer, sessionId } = loginOf(this);
  this.expect.primitive(answer, 'Login-Response', 200);
  this.expect.equal('SessionID', sessionId, this.kept<string>('session before'), this.place(answer, 'SessionID'));
});

Then('the re-establishment is refused with code {codes}', function (this: World, codes: number[]) {
  refusedReestablishment(this, codes);
});

When('{party} logs out', async function (this: World, party: Party) {
  await logOut(this, party);
});

When('{party} polls in the session of before', async function (this: World, party: Party) {
  const { sessionId, lastSessionId = '' } = party.client.session;
  const options = { sessionType: 'Inband', sessionId: sessionId ?? lastSessionId } as const;
  this.keepReply(party, await party.client.poll(options));
});

When(
  '{party} sends the text {string} to {party} in the session of before',
  async function (this: World, from: Party, label: string, to: Party) {
    const { lastSessionId = '' } = from.client.session;
    const value = textMessage(from, toUser(to.user), textOf(this, label));
    await sendMessage(this, from, value, { sessionType: 'Inband', sessionId: lastSessionId });
  },
);

When('{party} sends a KeepAlive-Request in the session of before', async function (this: World, party: Party) {
  const { lastSessionId = '' } = party.client.session;
  await this.ask(party, { name: 'KeepAlive-Request', value: {} }, { sessionType: 'Inband', sessionId: lastSessionId });
});

When('the server ends the sessions of {party}', async function (this: World, party: Party) {
  const { disconnect } = this.operator('disconnect');
  await disconnect?.(party.user);
});

Then(
  '{party} gets a Disconnect with code {codes}, or the next request is refused with code {codes}',
  async function (this: World, party: Party, told: number[], refused: number[]) {
    await party.client.poll();
    const [disconnect] = party.client.inbox.of('Disconnect');
    if (disconnect !== undefined) {
      const { Code } = disconnect.value.Result;
      this.expect.that(
        told.includes(Code),
        `Disconnect ${told.join(' or ')}`,
        `Disconnect ${Code}`,
        this.place(disconnect, 'Result/Code'),
      );
      this.expect.equal('TransactionMode', disconnect.transaction.mode, 'Request', this.place(disconnect));
      return;
    }
    const { lastSessionId = '' } = party.client.session;
    const options = { sessionType: 'Inband', sessionId: lastSessionId } as const;
    this.expect.refused(await this.ask(party, { name: 'KeepAlive-Request', value: {} }, options), refused);
  },
);

When('{party} polls for a Disconnect', async function (this: World, party: Party) {
  await party.client.poll();
  const [disconnect] = party.client.inbox.of('Disconnect');
  if (disconnect === undefined) {
    return this.nothingToSee('the server ended the session and did not say so, which it may');
  }
  this.keep('disconnect', disconnect);
});

Then('the Disconnect has code {codes}', function (this: World, codes: number[]) {
  const disconnect = this.kept<Received<'Disconnect'>>('disconnect');
  const { Code } = disconnect.value.Result;
  const place = this.place(disconnect, 'Result/Code');
  this.expect.that(codes.includes(Code), `Disconnect ${codes.join(' or ')}`, `Disconnect ${Code}`, place);
  this.expect.equal('TransactionMode', disconnect.transaction.mode, 'Request', this.place(disconnect));
});

Then('a Disconnect in the answer, if there is one, has code {int}', function (this: World, code: number) {
  const found = this.reply.transactions.find(({ primitive }) => primitive.name === 'Disconnect');
  if (found === undefined) return this.nothingToSee('the silent session ended without a Disconnect');
  const { Result } = found.primitive.value as Value<'Disconnect'>;
  this.expect.equal('Code of Disconnect', Result.Code, code);
});

When('{party} asks to be kept alive for {int} seconds', async function (this: World, party: Party, seconds: number) {
  this.keepAnswer(party, await party.client.keepAlive(seconds));
});

Given('{party} asks to be kept alive for a short time', async function (this: World, party: Party) {
  await agreeShortTime(this, party);
});

When('{party} asks to be kept alive for the time in force', async function (this: World, party: Party) {
  this.keepAnswer(party, await party.client.keepAlive(secondsInForce(this, party)));
});

Then('a KeepAliveTime in it is a positive number', function (this: World) {
  const { KeepAliveTime } = this.answer.as('KeepAlive-Response');
  if (KeepAliveTime === undefined) return this.expect.met();
  const place = this.place(this.answer, 'KeepAliveTime');
  this.expect.that(KeepAliveTime > 0, 'KeepAliveTime above 0', `KeepAliveTime ${KeepAliveTime}`, place);
});

When('nothing is sent for {int} percent of the time in force', async function (this: World, percent: number) {
  await this.pass((secondsInForce(this, this.party('A')) * percent) / 100);
});

When('nothing is sent for longer than the time in force and the margin', async function (this: World) {
  await this.pass(secondsUntilEnded(this, this.party('A')));
});

When('nothing is sent until shortly after the time in force', async function (this: World) {
  await this.pass(secondsInForce(this, this.party('A')) + 1);
});

When(
  '{party} only polls and asks for capabilities, each before the time ends, for longer than the time in force and the margin',
  async function (this: World, party: Party) {
    await stayAlive(this, party, [() => party.client.poll(), () => party.client.negotiateCapabilities()]);
  },
);

When(
  '{party} only sends KeepAlive-Requests, each before the time ends, for longer than the time in force and the margin',
  async function (this: World, party: Party) {
    await stayAlive(this, party, [() => party.client.keepAlive()]);
  },
);

Then('it is observed whether the session of {party} is alive', function (this: World, _party: Party) {
  if (!this.answer.success) this.observe('KeepAlive-Response 200', this.notation(this.answer.primitive));
});

Then('the session of {party} is alive', async function (this: World, party: Party) {
  this.expect.success(await party.client.keepAlive());
});

Then('the session of {party} is alive if there is one', async function (this: World, party: Party) {
  if (party.client.session.sessionId === undefined) return;
  this.expect.success(await party.client.keepAlive());
});

When(
  '{party} sends a KeepAlive-Request with the SessionID {string}',
  async function (this: World, party: Party, sessionId: string) {
    const unknown = `${sessionId}-${this.name('session')}`;
    await this.ask(party, { name: 'KeepAlive-Request', value: {} }, { sessionType: 'Inband', sessionId: unknown });
  },
);
