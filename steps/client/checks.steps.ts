/** Words for what a client must have done, of single areas. */
import { createHash } from 'node:crypto';
import { Given, Then, When } from '@cucumber/cucumber';
import { benchOf, type Seen } from '../../src/conformance/scenario/client-bench.ts';
import type { World } from '../support/world.ts';
import { USER_ACTIONS } from './actions.ts';

/** Actions before the one that a scenario is about, in the words of the past. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  'the user has made a group': ['the user makes a group'],
  'the user has made and joined a group': ['the user makes a group', 'the user joins the group'],
  'the user has invited B': ['the user invites B'],
  'the user has subscribed to the presence of B': ['the user subscribes to the presence of B'],
  'the user has searched': ['the user searches'],
};

for (const [words, actions] of Object.entries(BEFORE)) {
  Given(words, async function (this: World) {
    const bench = benchOf(this);
    for (const [name, act] of USER_ACTIONS) {
      if (!actions.includes(name)) continue;
      const { action, parameters } = act(this);
      const performed = await bench.does(action, parameters);
      if (performed.kind === 'failed') this.nothingToSee(`${words}: ${performed.why}`);
    }
    const invited = bench.asked('Invite-Request').at(-1);
    if (invited !== undefined) this.keep('invitation', String(invited.value.InviteID));
  });
}

When('the user fetches the waiting message', async function (this: World) {
  const bench = benchOf(this);
  await bench.does('get-message', { message: this.name('m') });
  if (bench.answers('GetMessage-Response').length === 0) this.nothingToSee('the client did not fetch the message');
});

When(
  'the user looks at his contact lists and asks for the presence of B at the same time',
  async function (this: World) {
    const bench = benchOf(this);
    await bench.begins('get-lists');
    await bench.begins('get-presence', { user: this.party('B').user });
  },
);

Then('the two have different TransactionIDs', async function (this: World) {
  const bench = benchOf(this);
  await bench.pass(1);
  const [lists] = bench.asked('GetList-Request');
  const [presence] = bench.asked('GetPresence-Request');
  if (lists === undefined || presence === undefined) this.nothingToSee('the client does one thing after the other');
  const { id } = presence.transaction;
  this.expect.that(
    id !== lists.transaction.id,
    'another TransactionID',
    `TransactionID ${id}, of both`,
    presence.place,
  );
});

Then('the client asks for it only once, and goes on', async function (this: World) {
  const bench = benchOf(this);
  const asked = bench.asked('GetList-Request');
  if (asked.length === 0) this.nothingToSee('the client asked for no contact lists');
  await bench.pass(90);
  const again = bench.asked('GetList-Request')[1];
  this.expect.that(again === undefined, 'one GetList-Request', 'a second one', again?.place);
  const polled = bench.asked('Polling-Request').at(-1);
  this.expect.that(polled !== undefined, 'a poll for the final answer', 'none');
});

Then('the client comes for the second at once', async function (this: World) {
  const bench = benchOf(this);
  const first = bench.told('NewMessage')[0];
  const told = first?.observed;
  if (first === undefined || told?.response?.envelope?.poll !== true)
    this.nothingToSee('no message with Poll T came to it');
  const second = await bench.until(40, () =>
    bench.asked('Polling-Request').find(({ observed }) => observed.exchange.number > told.exchange.number),
  );
  this.expect.that(second !== undefined, 'Polling-Request after Poll T', 'none for 40 seconds', first.place);
});

Then(/^the client goes on with its session or ends it in order$/, async function (this: World) {
  const bench = benchOf(this);
  const from = bench.stream.length;
  const next = await bench.until(240, () => bench.sent(from)[0]);
  this.expect.that(
    next !== undefined || bench.asked('Logout-Request').length > 0,
    'further messages, or Logout-Request',
    'nothing more',
  );
});

const DIGEST: Readonly<Record<string, string>> = { MD5: 'md5', SHA: 'sha1' };

Then('the client proves its password with a digest of {word}', function (this: World, schema: string) {
  const bench = benchOf(this);
  const challenge = bench.answers('Login-Response').find(({ value }) => value.Nonce !== undefined);
  if (challenge === undefined) this.nothingToSee('the client asked for no challenge');
  const proof = bench.asked('Login-Request').find(({ value }) => value.DigestBytes !== undefined);
  if (proof === undefined)
    return this.fail('a Login-Request with DigestBytes', 'none after the challenge', challenge.place);
  const hash = createHash(DIGEST[schema] ?? 'md5').update(
    String(challenge.value.Nonce) + this.ixit.accounts.alice.password,
  );
  this.expect.that(proof.value.Password === undefined, 'no Password', 'a Password', proof.place);
  const right = proof.value.DigestBytes === hash.digest('base64');
  this.expect.that(right, `the ${schema} of nonce and password`, 'another digest', proof.place);
});

Then('the client sends nothing that needs a session', async function (this: World) {
  const bench = benchOf(this);
  const refused = bench.stream.length;
  if (refused === 0) this.nothingToSee('the client did not log in');
  await bench.pass(120);
  const opened = bench.stream.findIndex(({ response }) =>
    response?.envelope?.transactions.some(({ primitive }) => primitive.name === 'Login-Response'),
  );
  const early = bench
    .sent()
    .find(({ observed }, i) => (opened < 0 || i < opened) && observed.request?.envelope?.sessionType !== 'Outband');
  this.expect.that(early === undefined, 'nothing that needs a session', early?.name ?? '', early?.place);
});

Then('the client shows that it was refused', function (this: World) {
  const { shown } = benchOf(this);
  const told = shown.some(({ what }) => what === 'refusal');
  this.expect.that(told, 'a refusal shown to the user', shown.map(({ what }) => what).join(', ') || 'nothing');
});

function continued(searches: readonly Seen[]): readonly Seen[] {
  return searches.filter(({ value }) => value.SearchID !== undefined);
}

Then('the client continues only what is not complete', function (this: World) {
  const bench = benchOf(this);
  const answers = bench.answers('Search-Response');
  const [first] = answers;
  if (first === undefined) this.nothingToSee('the client did not search');
  const on = continued(bench.asked('Search-Request'));
  const complete = answers.findIndex(({ value }) => value.CompletionFlag === true);
  if (complete === 0) {
    this.about(['CSP-CLT-016'], () =>
      this.expect.that(on.length === 0, 'no further Search-Request', 'the search is continued', on[0]?.place),
    );
    return;
  }
  for (const { value, place } of on)
    this.expect.equal('SearchID', String(value.SearchID), String(first.value.SearchID), place);
  this.expect.met();
});

Then('the client has used no InviteID twice', function (this: World) {
  const invitations = benchOf(this).asked('Invite-Request');
  const ids = invitations.map(({ value }) => String(value.InviteID));
  if (ids.length < 2) this.nothingToSee('the client invited only once');
  const again = invitations.find((_, i) => ids.indexOf(ids[i] ?? '') < i);
  this.expect.that(again === undefined, 'an InviteID for each invitation', `${ids.join(', ')}`, again?.place);
});

Then('the client answers what the server began, and goes on', async function (this: World) {
  const bench = benchOf(this);
  const reply = await bench.until(30, () => bench.replies('first-of-two')[0]);
  this.expect.that(reply !== undefined, 'MessageDelivered under its TransactionID', 'no answer');
  const { shown } = bench;
  this.expect.that(!shown.some(({ what }) => what === 'refusal'), 'its own request answered', 'it failed');
});

Then('the client has sent one Login-Request', async function (this: World) {
  const bench = benchOf(this);
  await bench.pass(30);
  const asked = bench.asked('Login-Request');
  if (asked.length === 0) this.nothingToSee('the client did not log in');
  this.expect.that(asked.length === 1, 'one Login-Request', `${asked.length} of them`, asked[1]?.place);
});
