/** Login in two and four steps, and its effects. */

import { Then, When } from '@cucumber/cucumber';
import { defaultCapabilities } from '../../../src/client/capabilities.ts';
import { digestBytes } from '../../../src/client/digest.ts';
import type { LoginOptions, LoginOutcome } from '../../../src/client/session-outcomes.ts';
import { anyVersion, draft } from '../../../src/protocol/messages/any-version.ts';
import {
  isNotInUse,
  logIn,
  loginOf,
  refusedLogin,
  refusedReestablishment,
  secondLogin,
  spelledUserId,
} from '../../support/login.ts';
import { notifications, shownValue } from '../../support/presence.ts';
import type { Party, World } from '../../support/world.ts';

When('the barred user logs in with the right password', async function (this: World) {
  await logIn(this, this.party('barred'));
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

When('{party} sends a digest over a nonce the server never gave', async function (this: World, party: Party) {
  const { password } = party.account;
  const digest = digestBytes('MD5', this.name('nonce'), password);
  // Who reads it could try passwords against it.
  this.run.secrets.push([digest]);
  const value = draft('Login-Request', {
    UserID: party.user,
    ClientID: party.client.clientId,
    TimeToLive: 600,
    ...(this.version === '1.3' ? {} : { SessionCookie: this.name('cookie') }),
    DigestBytes: digest,
  });
  await this.ask(party, { name: 'Login-Request', value }, { sessionType: 'Outband', sessionId: null });
});

When('{party} logs in with a digest over a wrong password', async function (this: World, party: Party) {
  await logIn(this, party, { method: 'four-way', password: `not-${party.account.password.length}-the-password` });
});

When('{party} logs in with a CapabilityList', async function (this: World, party: Party) {
  await logIn(this, party, { capabilities: defaultCapabilities(this.version, this.syntax) });
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

Then('the login is accepted with a SessionID, or {word} is not in use', function (this: World, schema: string) {
  const outcome = loginOf(this);
  const { answer, sessionId } = outcome;
  if (isNotInUse(outcome))
    return this.nothingToSee(`${schema} is not in use: answered ${this.notation(answer.primitive)}`);
  this.expect.primitive(answer, 'Login-Response', 200);
  this.expect.present('SessionID', sessionId, this.place(answer));
});

Then('the Login-Response returns the ClientID of {party}', function (this: World, party: Party) {
  const returned = this.expect.present('ClientID', loginOf(this).response?.ClientID, this.place(this.answer));
  const trimmed = (id: { URL?: string; MSISDN?: string }) => ({ URL: id.URL?.trim(), MSISDN: id.MSISDN?.trim() });
  this.expect.equal('ClientID', trimmed(returned), trimmed(party.client.clientId), this.place(this.answer, 'ClientID'));
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
  const value = anyVersion(this.answer.primitive.value);
  this.expect.absent('SessionID', value.SessionID, this.place(this.answer, 'SessionID'));
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

Then('the session of {party} is alive if there is one', async function (this: World, party: Party) {
  if (party.client.session.sessionId === undefined) return;
  this.expect.success(await party.client.keepAlive());
});

Then(
  'it is observed whether {party} is notified of StatusText {string}',
  async function (this: World, watcher: Party, text: string) {
    await watcher.client.drain();
    const told = notifications(watcher).some(
      (entry) => shownValue(entry.value.Presence, this.party('B').user, 'StatusText') === text,
    );
    if (!told) this.observe(`a notification of StatusText "${text}"`, 'none');
  },
);

When('{party} logs in with a ClientID without content', async function (this: World, party: Party) {
  await logIn(this, party, { clientId: {} });
});

Then('it is observed whether the login is refused', function (this: World) {
  const { answer } = loginOf(this);
  if (answer.success) this.observe('a refusal', this.notation(answer.primitive));
});
