/** Steps about the set-up of a session between two servers. */
import { Given, Then, When } from '@cucumber/cucumber';
import { digestOf, isDigestOf } from '../../src/peer/secrets.ts';
import type { SspMode } from '../../src/protocol/ssp/envelope.ts';
import { sendText, toUser } from '../support/messages.ts';
import {
  addressOf,
  awaitStep,
  changesStep,
  mark,
  marked,
  nameOfArrival,
  partsOf,
  postLoosely,
  type SeenStep,
  type Stranger,
  stepsAt,
} from '../support/peers.ts';
import type { Party, World } from '../support/world.ts';
import {
  beginWithout,
  confirmEarly,
  holdSecretBack,
  logInWithUnknown,
  logInWrongly,
  refusedSteps,
  secretsInAnswers,
  sendSecretAfterAll,
  strangeSecret,
} from './session-establishment.ts';

const SEEN = 'setup:step';
const seen = (world: World): SeenStep => world.kept<SeenStep>(SEEN);

Given('the peer can set up a session and end it', async function (this: World) {
  const peer = await this.peer();
  await peer.session();
  await peer.end();
  mark(this, peer);
});

Given('the peer refuses logins with {int}', async function (this: World, code: number) {
  const peer = await this.peer();
  changesStep(peer, 'LoginResponse', ({ timeToLive }) => ({ timeToLive, Status: { code } }));
});

Given('the peer holds its secret back', async function (this: World) {
  holdSecretBack(this, await this.peer());
});

When('{party} sends another message to {stranger}', async function (this: World, sender: Party, to: Stranger) {
  await sendText(this, sender, toUser(await addressOf(this, to)), 'second');
});

When('the server has been refused', async function (this: World) {
  const peer = await this.peer();
  await awaitStep(this, peer, 'LoginResponse', 'Request');
  await peer.settle();
  // the peer has closed the session, whatever the server thinks of it
  peer.peer.forget(peer.home);
  mark(this, peer);
});

When('the peer refuses logins no more', async function (this: World) {
  (await this.peer()).peer.changeSteps(undefined);
});

When('the peer sends its secret after all', async function (this: World) {
  await sendSecretAfterAll(this, await this.peer());
});

When('the peer sets up a session', async function (this: World) {
  const peer = await this.peer();
  peer.peer.changeSteps((envelope) => {
    if (envelope.mode === 'Request') this.keep('setup:id', envelope.id);
    return envelope;
  });
  await peer.session();
  peer.peer.changeSteps(undefined);
});

When('the peer sets up three sessions, one after the other', async function (this: World) {
  const peer = await this.peer();
  for (let i = 0; i < 3; i++) {
    await peer.session();
    await peer.end();
  }
});

When('the peer sets up a session with its secret in base64', async function (this: World) {
  const peer = await this.peer();
  changesStep(peer, 'SendSecretToken', ({ SecretToken, ...rest }) => ({
    ...rest,
    SecretToken: { encoding: 'base64' as const, value: Buffer.from(SecretToken.value, 'utf8').toString('base64') },
  }));
  await peer.session();
});

When('the peer sends a secret in mode Response without a set-up', async function (this: World) {
  await postLoosely(await this.peer(), strangeSecret(await this.peer()));
});

When(/^the peer begins a set-up without (a domain|an @|a secret)$/, async function (this: World, what: string) {
  await beginWithout(await this.peer(), what);
});

When('the peer begins a set-up for a domain that nobody can find', async function (this: World) {
  await beginWithout(await this.peer(), 'an address');
});

When('the peer logs in with a wrong digest', async function (this: World) {
  await logInWrongly(this, await this.peer(), 'another');
});

When('the peer logs in with the digest of its own secret', async function (this: World) {
  await logInWrongly(this, await this.peer(), 'own');
});

When('the peer repeats the login with the right digest', async function (this: World) {
  await postLoosely(await this.peer(), this.kept('setup:right'));
});

When(
  /^the peer logs in with an unknown (identifier|domain)$/,
  async function (this: World, what: 'identifier' | 'domain') {
    await logInWithUnknown(this, await this.peer(), what);
  },
);

When('the peer confirms the login without having logged in', async function (this: World) {
  await confirmEarly(this, await this.peer());
});

Then(
  /^the server sends its secret(?: in mode (Request|Response))?$/,
  async function (this: World, mode: SspMode | null) {
    const peer = await this.peer();
    this.keep(SEEN, await awaitStep(this, peer, 'SendSecretToken', mode));
  },
);

Then(/^the server logs in(?: in mode (Request|Response))?$/, async function (this: World, mode: SspMode | null) {
  this.keep(SEEN, await awaitStep(this, await this.peer(), 'LoginRequest', mode));
});

Then(
  /^the server confirms the login(?: in mode (Request|Response))?$/,
  async function (this: World, mode: SspMode | null) {
    this.keep(SEEN, await awaitStep(this, await this.peer(), 'LoginResponse', mode));
  },
);

Then('the step names the domain of the server', async function (this: World) {
  const { serviceID } = partsOf(seen(this));
  const fits = serviceID?.toLowerCase() === `wv:@${this.ixit.domain.toLowerCase()}`;
  this.expect.that(
    fits,
    `serviceID wv:@${this.ixit.domain}`,
    `serviceID ${serviceID ?? 'missing'}`,
    await placed(this),
  );
});

Then('the step states the protocol WV-SSP and a version', async function (this: World) {
  const { protocol, protocolVersion } = partsOf(seen(this));
  this.expect.equal('protocol', protocol, (await this.peer()).ssp.dialect.protocol.value, await placed(this));
  this.expect.present('protocolVersion', protocolVersion === '' ? undefined : protocolVersion, await placed(this));
});

Then('the digest fits the secret of the peer', async function (this: World) {
  const digest = digestIn(this);
  const secret = (await this.peer()).ownSecrets.at(-1) ?? '';
  this.expect.that(
    isDigestOf(digest, Buffer.from(secret, 'utf8')),
    'a digest of the secret of the peer',
    digest,
    await placed(this),
  );
});

Then('the digest is that of the protocol', async function (this: World) {
  const { ssp, ownSecrets } = await this.peer();
  const wanted = digestOf(Buffer.from(ownSecrets.at(-1) ?? '', 'utf8'), ssp.dialect);
  this.expect.equal('PasswordDigest', digestIn(this), wanted, await placed(this));
});

Then("the step bears the identifier of the server's first step", async function (this: World) {
  const peer = await this.peer();
  const [first] = stepsAt(peer, 'SendSecretToken', 'Request', marked(this));
  this.expect.equal('transactionID', seen(this).envelope.id, first?.envelope.id, await placed(this));
});

Then('the step states a time-to-live', async function (this: World) {
  const { timeToLive } = partsOf(seen(this));
  const shown = `timeToLive ${timeToLive ?? 'missing'}`;
  this.expect.that(timeToLive !== undefined && timeToLive > 0, 'timeToLive above 0', shown, await placed(this));
});

Then('the step has code 200 and a session identifier', async function (this: World) {
  const { Status, sessionID } = partsOf(seen(this));
  this.expect.equal('code', Status?.code, 200, await placed(this));
  this.expect.present('sessionID', sessionID === '' ? undefined : sessionID, await placed(this));
});

Then('the step came in a POST of the server', async function (this: World) {
  this.expect.equal('carried by', seen(this).arrival.carriedBy, 'post', await placed(this));
});

Then("the step bears an identifier that is not the peer's", async function (this: World) {
  const { id } = seen(this).envelope;
  const own = ownIdentifier(this);
  const holds = id !== undefined && id !== '' && id !== own;
  this.expect.that(holds, `a transactionID other than ${own}`, `transactionID ${id ?? 'missing'}`, await placed(this));
});

Then('the step is in mode Response and bears the identifier of the peer', async function (this: World) {
  const { mode, id } = seen(this).envelope;
  this.expect.equal('mode', mode, 'Response', await placed(this));
  this.expect.equal('transactionID', id, ownIdentifier(this), await placed(this));
});

Then('the session is open', async function (this: World) {
  const { peer } = await this.peer();
  this.expect.equal('sessions', peer.sessions.length, 1);
});

Then('the secrets of the server all differ', async function (this: World) {
  const secrets = stepsAt(await this.peer(), 'SendSecretToken').map(({ step }) => step.value.SecretToken?.value.trim());
  this.expect.that(secrets.length >= 3, 'three secrets', `${secrets.length}`);
  this.expect.equal('different secrets', new Set(secrets).size, secrets.length);
});

Then('no HTTP answer holds a secret', function (this: World) {
  const found = secretsInAnswers(this);
  this.expect.that(found === undefined, 'no secret in an HTTP answer', 'a SecretToken in an HTTP answer', found);
});

Then('no login in mode Request has come', async function (this: World) {
  const peer = await this.peer();
  const [login] = stepsAt(peer, 'LoginRequest', 'Request', marked(this));
  const place = login && peer.place(login.arrival);
  this.expect.that(login === undefined, 'no LoginRequest in mode Request', 'LoginRequest (Request)', place);
});

Then('one secret has come', async function (this: World) {
  const secrets = stepsAt(await this.peer(), 'SendSecretToken', undefined, marked(this));
  this.expect.equal('secrets of the server', secrets.length, 1);
});

Then('the refused set-up went no further', async function (this: World) {
  const peer = await this.peer();
  const [first] = refusedSteps(this, peer);
  const place = first && peer.place(first);
  this.expect.that(first === undefined, 'no further step', first === undefined ? 'none' : nameOfArrival(first), place);
});

Then('the server has begun one set-up', async function (this: World) {
  const peer = await this.peer();
  await awaitStep(this, peer, 'SendSecretToken', 'Request');
  await peer.settle();
  const begun = stepsAt(peer, 'SendSecretToken', 'Request', marked(this));
  this.expect.equal('set-ups begun', begun.length, 1);
});

Then('both messages come to the peer', async function (this: World) {
  const peer = await this.peer();
  const first = await peer.receives('SendMessageRequest');
  const second = await peer.receives('SendMessageRequest');
  this.expect.that(first !== second, 'two messages', 'one');
});

function digestIn(world: World): string {
  const { PasswordDigest } = partsOf(seen(world));
  return world.expect.present('PasswordDigest', PasswordDigest?.value?.trim());
}

async function placed(world: World) {
  return (await world.peer()).place(seen(world).arrival);
}

/** The identifier under which the peer set the session up. */
function ownIdentifier(world: World): string {
  return world.kept('setup:id');
}
