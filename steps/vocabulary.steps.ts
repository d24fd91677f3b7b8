/** The words that scenarios of several areas share. A step that only one area uses stands in the step file of that area. */

import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import type { Received } from '../src/client/answers.ts';
import type { Row } from '../src/conformance/scenario/compose.ts';
import { listChange } from '../src/conformance/state/access-lists.ts';
import { anyVersion, draft } from '../src/protocol/messages/any-version.ts';
import type { PrimitiveName } from '../src/protocol/messages/envelope.ts';
import type { Value } from '../src/protocol/messages/infer.ts';
import { resultCode } from '../src/protocol/messages/result-code.ts';
import { arrivalOfText } from './csp/access/capability.ts';
import { secondsUntilEnded } from './csp/access/keep-alive.ts';
import { openTwo, sendToClient } from './csp/access/several-sessions.ts';
import { awaitTold, invite, notTold } from './csp/common/invitation.ts';
import { properties, updateProfile } from './csp/common/public-profile.ts';
import { pairsOf, searchToEnd } from './csp/common/search.ts';
import { changeRejectList, makeMember, type Role } from './csp/groups/members.ts';
import { startClean } from './csp/messaging/access-lists.ts';
import { recipients } from './support/addressing.ts';
import { capabilityList, openAs } from './support/capabilities.ts';
import { logInWithNumber, messageWithin, offerAlone, waitAtPort } from './support/cir-short-messages.ts';
import { readable } from './support/content-text.ts';
import { detailsOf, shownDetails } from './support/details.ts';
import {
  askGroup,
  awaitNotice,
  canJoin,
  createGroupWith,
  joinGroupWith,
  joinPlainly,
  listedIn,
  type NoticePart,
  noticesAbout,
  ownPropertyShown,
  presumeShown,
  propertiesShown,
  publicGroup,
  sameValue,
  setProperties,
  usersIn,
} from './support/group-use.ts';
import { createGroup, groupOf, joinGroup, namesIn, toGroup } from './support/groups.ts';
import { addMembers, codesIn, createList, deleteList, labelsIn, listId, sameList } from './support/lists.ts';
import { logIn, loginOf, logOut, opensNoSession, refusedLogin, unknownUser } from './support/login.ts';
import {
  collectAll,
  collectStored,
  getText,
  messagesSoFar,
  sendMessage,
  sendText,
  textMessage,
  textOf,
  toUser,
} from './support/messages.ts';
import { speakEverySyntax } from './support/mixed-syntaxes.ts';
import { broken, type Fate, keepAliveOctets, notCarriedOut, post } from './support/octets.ts';
import { answeredCode } from './support/plain-text.ts';
import { pollUntilNothing } from './support/polling.ts';
import { learns, sameUser, setStatusText, show, subscribe, subscription } from './support/presence.ts';
import {
  askAttributeLists,
  attach,
  attributeListsIn,
  attributesIn,
  decide,
  defaultAttributesIn,
  detach,
  getPresence,
  isAsked,
  isCurrentHere,
  isNotified,
  naming,
  read,
  statusText,
  subscribeTo,
  targetsOf,
  unsubscribe,
  update,
  valuesIn,
  type Watching,
  wasNotTold,
  watchersIn,
} from './support/publishing.ts';
import { ROOT } from './support/roots.ts';
import { askFor, functionsNamed, refusedWhole } from './support/services.ts';
import { asUsual, type WholeSession, wholeSession } from './support/sessions.ts';
import { logInByPhone, makeListsByPhone, phoneOf } from './support/short-messages.ts';
import { speakDifferently } from './support/versions.ts';
import {
  allCodes,
  awaitReport,
  awaitTransaction,
  cameAs,
  expectText,
  fetch,
  idOf,
  keepId,
  labels,
} from './support/waiting-messages.ts';
import type { Party, World } from './support/world.ts';
import { writing } from './support/writing.ts';

// Sessions, answers, transport ----------------------------------------------------------------------------------------

Given('{party} and {party} are logged in', async function (this: World, one: Party, other: Party) {
  await one.open();
  await other.open();
});

When('{party} logs in with the right password', async function (this: World, party: Party) {
  await logIn(this, party);
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

Then('the login is accepted with a SessionID', function (this: World) {
  const { answer, sessionId } = loginOf(this);
  this.expect.primitive(answer, 'Login-Response', 200);
  this.expect.present('SessionID', sessionId, this.place(answer));
});

Then('the login is refused with code {codes}', function (this: World, codes: number[]) {
  refusedLogin(this, codes);
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

Then('no session is opened, and a refusal has code {codes}', function (this: World, codes: number[]) {
  opensNoSession(this, codes);
});

When('{party} logs out', async function (this: World, party: Party) {
  await logOut(this, party);
});

When('{party} asks to be kept alive for {int} seconds', async function (this: World, party: Party, seconds: number) {
  this.keepAnswer(party, await party.client.keepAlive(seconds));
});

When('nothing is sent for longer than the time in force and the margin', async function (this: World) {
  await this.pass(secondsUntilEnded(this, this.party('A')));
});

Then('the session of {party} is alive', async function (this: World, party: Party) {
  this.expect.success(await party.client.keepAlive());
});

When(
  '{party} sends a KeepAlive-Request with the SessionID {string}',
  async function (this: World, party: Party, sessionId: string) {
    const unknown = `${sessionId}-${this.name('session')}`;
    await this.ask(party, { name: 'KeepAlive-Request', value: {} }, { sessionType: 'Inband', sessionId: unknown });
  },
);

When(
  '{party} offers the bearer HTTP and {word} as CIR method',
  async function (this: World, party: Party, method: string) {
    const list = capabilityList(this, `CIR method ${method}`);
    this.keepAnswer(party, (await party.client.negotiateCapabilities(list)).answer);
  },
);

Given(
  '{party} and {party} are logged in, {party} with {}',
  async function (this: World, one: Party, other: Party, party: Party, what: string) {
    for (const each of [one, other]) await (each === party ? openAs(this, party, what) : each.open());
  },
);

Then('it is observed how it is answered', function (this: World) {
  const { exchange, transactions } = this.reply;
  const [first] = transactions;
  const how = first === undefined ? `HTTP ${exchange.response?.status}` : this.notation(first.primitive);
  this.observe('any answer', how);
});

Then('it is observed whether the answer has code {codes}', function (this: World, codes: number[]) {
  const { code } = this.answer;
  if (code === undefined || !codes.includes(code)) {
    this.observe(`code ${codes.join(' or ')}`, this.notation(this.answer.primitive));
  }
});

When('{party} polls until everything came', async function (this: World, party: Party) {
  await pollUntilNothing(this, party);
});

Then('nothing is handed out, and a refusal has code {codes}', function (this: World, codes: number[]) {
  const { initiated, transactions } = this.reply;
  this.expect.equal('transactions handed out', initiated.length, 0);
  for (const { primitive } of transactions) {
    const { Result } = anyVersion(primitive.value);
    const code = Result?.Code ?? 0;
    this.expect.that(codes.includes(code), `Status ${codes.join(' or ')}`, this.notation(primitive));
  }
});

/** True if the first of two server transactions was still open when the second came. */
function isOpenWhen(first: Received, second: Received): boolean {
  return second.exchange.number < (first.answered?.reply.exchange.number ?? Number.POSITIVE_INFINITY);
}

const isSame = (one: Received, other: Received) => JSON.stringify(one.value) === JSON.stringify(other.value);

Then('what the server began is in mode Request, each under a TransactionID of its own', function (this: World) {
  const came = this.party('B').client.inbox.all;
  this.expect.that(came.length > 0, 'a transaction of the server', 'nothing');
  for (const entry of came) {
    this.expect.equal('TransactionMode', entry.transaction.mode, 'Request', this.place(entry));
    this.expect.that((entry.transaction.id ?? '') !== '', 'a TransactionID', 'no TransactionID', this.place(entry));
  }
  for (const [index, entry] of came.entries()) {
    // An unanswered transaction may come again under its identifier.
    const twin = came
      .slice(0, index)
      .find(
        (other) => other.transaction.id === entry.transaction.id && isOpenWhen(other, entry) && !isSame(other, entry),
      );
    const { id } = entry.transaction;
    this.expect.that(twin === undefined, 'a TransactionID of its own', `TransactionID ${id} twice`, this.place(entry));
  }
});

/** Capabilities are negotiated: a server may demand that before anything else (CSP-CAP-014). */
Given('{party} is logged in without services', async function (this: World, party: Party) {
  await party.open({ services: false });
});

Given('{party} asks for the four features, each as an empty element', async function (this: World, party: Party) {
  await askFor(this, party, { want: 'all' });
});

When('{party} asks for {word} alone', async function (this: World, party: Party, path: string) {
  await askFor(this, party, { want: functionsNamed(path) });
});

Then('{word} is not refused as a whole', function (this: World, feature: string) {
  const whole = [...refusedWhole(this)];
  this.expect.none(`${feature} in Functions`, whole, (one) => one === feature, this.place(this.answer, 'Functions'));
});

Then('{party} can send a message to {party}', async function (this: World, party: Party, other: Party) {
  this.expect.success(await sendText(this, party, toUser(other.user), 'a message'));
});

Given('{party} is logged in', async function (this: World, party: Party) {
  await party.open();
});

Given('{party} is logged in at a client with a telephone number', function (this: World, party: Party) {
  return logInWithNumber(this, party);
});

Given(
  '{party} offers {word} and waits for short messages at port {int}',
  async function (this: World, party: Party, method: string, port: number) {
    await offerAlone(this, party, method);
    waitAtPort(this, party, method, port);
  },
);

Then('a short message comes to {party} at that port', async function (this: World, party: Party) {
  this.keep('short message', await messageWithin(this, party));
});

Given('{party} is logged in without negotiation', async function (this: World, party: Party) {
  await party.open({ capabilityList: false, services: false });
});

When('{party} sends a(n) {primitive}', async function (this: World, party: Party, name: PrimitiveName) {
  await this.ask(party, this.fromRows(name, []));
});

When(
  '{party} sends a(n) {primitive} with',
  async function (this: World, party: Party, name: PrimitiveName, table: DataTable) {
    await this.ask(party, this.fromRows(name, table.raw() as unknown as readonly Row[]));
  },
);

When('{party} sends', async function (this: World, party: Party, xml: string) {
  await this.ask(party, this.fromXml(xml));
});

Then('the answer is a(n) {primitive} with code {codes}', function (this: World, name: PrimitiveName, codes: number[]) {
  this.expect.primitive(this.answer, name, codes);
});

Then('the answer is a(n) {primitive}', function (this: World, name: PrimitiveName) {
  this.expect.primitive(this.answer, name);
});

Then('the answer has code {codes}', function (this: World, codes: number[]) {
  this.expect.code(this.answer, codes);
});

Then('it is refused with code {codes}', function (this: World, codes: number[]) {
  this.expect.refused(this.answer, codes);
});

Then('the session of {party} survives', async function (this: World, party: Party) {
  this.expect.success(await party.client.keepAlive());
});

// CSP-KA-001 checks the exact answer; elsewhere success shows that a request was understood.
Then('the keep-alive is confirmed', function (this: World) {
  this.expect.success(this.answer);
});

Given('{party} is logged in at two clients', async function (this: World, party: Party) {
  await openTwo(this, party);
});

Given('{party} can log in and log out', async function (this: World, party: Party) {
  await this.prerequisite('CSP-LOG-001', async () => {
    const { success, answer } = await party.client.login();
    this.expect.that(success, 'Login-Response 200', this.notation(answer.primitive));
    await party.client.logout();
  });
});

Then('the body of the answer is in the syntax of the request', function (this: World) {
  const { exchange, response } = this.reply;
  const place = { exchange: exchange.number, side: 'response' } as const;
  // An XML document begins with <, white space or a byte order mark; a WBXML document with its version.
  const [first = 0] = response.body;
  this.expect.equal('syntax', first >= 1 && first <= 3 ? 'wbxml' : 'xml', this.syntax, place);
});

When(
  '{party} logs in, is kept alive, polls and logs out, each over a connection that is closed after the answer',
  async function (this: World, party: Party) {
    this.keep('whole session', await wholeSession(party, { http: { fresh: true } }));
  },
);

Then('all of these were answered as usual', function (this: World) {
  asUsual(this, this.kept<WholeSession>('whole session'));
});

Given('{party} sends a KeepAlive-Request by hand', async function (this: World, party: Party) {
  await this.prerequisite('CSP-KA-001', async () => {
    const reply = await party.client.sendRaw(keepAliveOctets(this, party));
    const name = reply.transactions[0]?.primitive.name ?? `HTTP ${reply.response.status}`;
    this.expect.equal('answer', name, 'KeepAlive-Response');
  });
});

When('{party} posts that message, {}', async function (this: World, party: Party, fault: string) {
  this.keep('fate', await post(party, broken(keepAliveOctets(this, party), fault)));
});

Then('it is not carried out, however that is said', function (this: World) {
  notCarriedOut(this, this.kept<Fate>('fate'));
});

When('{party} sends a KeepAlive-Request written {}', async function (this: World, party: Party, how: string) {
  await this.ask(party, { name: 'KeepAlive-Request', value: {} }, { writing: writing(how) });
});

Given('A speaks as the scenario does, B and C in the other syntaxes', function (this: World) {
  speakEverySyntax(this);
});

Given('A, B and C speak different versions or syntaxes', function (this: World) {
  speakDifferently(this);
});

// Messages ------------------------------------------------------------------------------------------------------------

Then(
  '{party} gets a delivery report of {string} with code {codes}',
  async function (this: World, party: Party, label: string, codes: number[]) {
    const report = await awaitReport(this, party, label);
    this.keep('report', report);
    const code = resultCode(report) ?? 0;
    this.expect.that(
      codes.includes(code),
      `DeliveryReport-Request ${codes.join(' or ')}`,
      `DeliveryReport-Request ${code}`,
      this.place(report, 'Result/Code'),
    );
  },
);

Then('{party} is pushed the text {string}', async function (this: World, party: Party, label: string) {
  const { value } = await awaitTransaction(this, party, 'NewMessage', label);
  this.expect.equal('ContentData', readable(this, value.MessageInfo, value.ContentData), textOf(this, label));
});

Then('{party} is notified of {string}', async function (this: World, party: Party, label: string) {
  await awaitTransaction(this, party, 'MessageNotification', label);
});

Then('{party} was not pushed the text {string}', async function (this: World, party: Party, label: string) {
  await party.client.drain();
  this.expect.that(!cameAs(this, party, 'NewMessage', label), 'no NewMessage', 'NewMessage');
});

When('{party} fetches {string}', async function (this: World, party: Party, label: string) {
  await fetch(this, party, idOf(this, label));
});

Then('the answer is a GetMessage-Response with the text {string}', function (this: World, label: string) {
  expectText(this, this.answer, 'GetMessage-Response', label);
  const { MessageInfo } = this.answer.as('GetMessage-Response');
  this.expect.equal(
    'MessageID',
    MessageInfo.MessageID,
    idOf(this, label),
    this.place(this.answer, 'MessageInfo/MessageID'),
  );
});

When('{party} confirms {string}', async function (this: World, party: Party, label: string) {
  await this.ask(party, { name: 'MessageDelivered', value: { MessageID: idOf(this, label) } });
});

When('{int} seconds pass', async function (this: World, seconds: number) {
  await this.pass(seconds);
});

When('{party} sends {string} to', async function (this: World, from: Party, label: string, table: DataTable) {
  keepId(this, label, await sendText(this, from, recipients(this, from, table.raw()), label));
});

When(
  '{party} sends the text {string} to {party} and asks for a report',
  async function (this: World, from: Party, label: string, to: Party) {
    await this.prerequisite('CSP-IMS-001', async () => {
      const answer = await sendText(this, from, toUser(to.user), label, { report: true });
      this.expect.success(answer);
      keepId(this, label, answer);
    });
  },
);

Then(
  '{party} gets the text {string} and not the text {string}',
  async function (this: World, party: Party, last: string, unwanted: string) {
    await getText(this, party, last);
    const came = await collectAll(this, party);
    this.expect.none(
      `the text "${unwanted}" for ${party.name}`,
      came.map((message) => message.content),
      (text) => text === textOf(this, unwanted),
    );
  },
);

Then(
  /^([A-D]) gets or finds the texts? ((?:"[^"]+"(?: and )?)+)$/,
  async function (this: World, key: string, texts: string) {
    await collectStored(this, this.party(key));
    for (const label of labels(texts)) await getText(this, this.party(key), label);
  },
);

Then(
  '{party} gets or finds the text {string} and not the text {string}',
  async function (this: World, party: Party, wanted: string, unwanted: string) {
    await collectStored(this, party);
    await getText(this, party, wanted);
    const came = await collectStored(this, party);
    this.expect.none(
      `the text "${unwanted}" for ${party.name}`,
      came.map((message) => message.content),
      (text) => text === textOf(this, unwanted),
    );
  },
);

Then('a recipient is refused with code {codes}', function (this: World, codes: number[]) {
  const fits = allCodes(this.answer).some((code) => codes.includes(code));
  const place = this.place(this.answer, 'Result');
  this.expect.that(
    fits,
    `code ${codes.join(' or ')}, alone or in DetailedResult`,
    `codes ${allCodes(this.answer).join(', ')}`,
    place,
  );
});

Then('the answer has code {codes} with DetailedResult', function (this: World, codes: number[]) {
  this.expect.code(this.answer, codes);
  shownDetails(this);
});

async function sendToUser(world: World, from: Party, label: string, to: Party): Promise<void> {
  await world.prerequisite(ROOT.sendMessage, async () => {
    const answer = await sendText(world, from, toUser(to.user), label);
    world.expect.success(answer);
    keepId(world, label, answer);
  });
}

When('{party} sends the text {string} to {party}', async function (this: World, from: Party, label: string, to: Party) {
  await sendToUser(this, from, label, to);
});

When(
  /^([A-D]) sends the texts ((?:"[^"]+"(?:, | and )?)+) to ([A-D])$/,
  async function (this: World, from: string, texts: string, to: string) {
    for (const label of labels(texts)) await sendToUser(this, this.party(from), label, this.party(to));
  },
);

When(
  '{party} sends a text of {int} octets to {party}',
  async function (this: World, from: Party, octets: number, to: Party) {
    this.keep('text:long', 'x'.repeat(octets));
    await this.prerequisite(ROOT.sendMessage, async () => {
      this.expect.success(await sendText(this, from, toUser(to.user), 'long'));
    });
  },
);

Then('{party} gets the text {string}', async function (this: World, party: Party, label: string) {
  await getText(this, party, label);
});

Then(
  'it is observed how often {party} got the text {string}',
  async function (this: World, party: Party, label: string) {
    await collectAll(this, party);
    const times = messagesSoFar(this, party).filter((message) => message.content === textOf(this, label)).length;
    if (times !== 1) this.observe('one copy', `${times} copies`);
  },
);

When(
  '{party} sends the text {string} to the client of {party}',
  async function (this: World, from: Party, label: string, to: Party) {
    await this.prerequisite('CSP-MUL-002', async () => this.expect.success(await sendToClient(this, from, label, to)));
  },
);

When(
  '{party} sends the text {string} to {party}, written {}',
  async function (this: World, from: Party, label: string, to: Party, how: string) {
    const value = textMessage(from, toUser(to.user), textOf(this, label));
    this.expect.success(await sendMessage(this, from, value, { writing: writing(how) }));
  },
);

// Presence, contact lists, access lists -------------------------------------------------------------------------------

function users(world: World, words: string): readonly string[] {
  return words === 'nobody' ? [] : words.split(' and ').map((key) => world.party(key).user);
}

Given(
  /^([A-D]) sets the blocked list to (.+), (in use|not in use), and the granted list to (.+), (in use|not in use)$/,
  async function (this: World, key: string, blocked: string, blockedUse: string, granted: string, grantedUse: string) {
    const owner = this.party(key);
    await startClean(this, owner);
    const value = listChange(this.version, {
      blocked: { add: { UserID: users(this, blocked) }, inUse: blockedUse === 'in use' },
      granted: { add: { UserID: users(this, granted) }, inUse: grantedUse === 'in use' },
    });
    await this.ask(owner, { name: 'BlockEntity-Request', value });
  },
);

When(
  '{party} gives {word} to {party} with UserNotify T',
  async function (this: World, publisher: Party, attribute: string, watcher: Party) {
    await attach(this, publisher, naming(this, [attribute]), watcher.key, { UserNotify: true });
  },
);

When(/^([A-D]) deletes the attribute list of (.+)$/, async function (this: World, publisher: string, whom: string) {
  await detach(this, this.party(publisher), whom);
});

When(/^([A-D]) asks for the attribute list of (.+)$/, async function (this: World, publisher: string, whom: string) {
  await askAttributeLists(this, this.party(publisher), whom);
});

Then(
  /^the answer gives (nothing|[A-Z]\w+(?: and \w+)?) to (.+)$/,
  function (this: World, attributes: string, whom: string) {
    const { users, lists } = targetsOf(this, this.party('B'), whom);
    const place = this.place(this.answer, 'Presence');
    const found = attributeListsIn(this.answer).filter(
      ({ user, list }) =>
        (user !== undefined && users.some((one) => sameUser(one, user))) ||
        (list !== undefined && lists.some((one) => sameList(one, list))),
    );
    if (attributes === 'nothing')
      return this.expect.equal(
        `attributes for ${whom}`,
        found.flatMap((one) => one.attributes),
        [],
        place,
      );
    const names = found.flatMap((one) => one.attributes);
    this.expect.equal(`attributes for ${whom}`, [...names].sort(), [...attributesIn(attributes)].sort(), place);
  },
);

Then(/^the default attribute list names (.+)$/, function (this: World, attributes: string) {
  const place = this.place(this.answer, 'DefaultAttributeList');
  const names = this.expect.present('DefaultAttributeList', defaultAttributesIn(this.answer), place);
  this.expect.equal('DefaultAttributeList', [...names].sort(), [...attributesIn(attributes)].sort(), place);
});

Then('{party} is asked to authorize {party}', async function (this: World, publisher: Party, watcher: Party) {
  this.keep('question', await isAsked(this, publisher, watcher));
});

Given(
  /^([A-D]) (grants|denies) (?:((?:[A-Z]\w+)(?: and \w+)?) to )?([A-D]|the unknown user "[^"]+")$/,
  async function (this: World, publisher: string, what: string, attributes: string | null, whom: string) {
    const owner = this.party(publisher);
    const [user = ''] = targetsOf(this, owner, whom).users;
    await decide(this, owner, user, what === 'grants', attributes === null ? undefined : attributesIn(attributes));
  },
);

Then(/^the answer names the watchers? ([A-D](?: and [A-D])*)$/, function (this: World, words: string) {
  const watchers = watchersIn(this.answer);
  for (const key of words.split(' and ')) {
    const { user } = this.party(key);
    this.expect.some(`watcher ${user}`, watchers, (one) => sameUser(one.user, user), this.place(this.answer));
  }
});

Then('the answer does not name {party} as a current subscriber', function (this: World, watcher: Party) {
  const fits = (one: Watching) => sameUser(one.user, watcher.user) && isCurrentHere(this, one);
  this.expect.none(`current subscriber ${watcher.user}`, watchersIn(this.answer), fits, this.place(this.answer));
});

When('{party} publishes', async function (this: World, publisher: Party, xml: string) {
  const request = this.fromXml(
    `<UpdatePresence-Request><PresenceSubList>${xml}</PresenceSubList></UpdatePresence-Request>`,
  );
  const { PresenceSubList } = request.value as Value<'UpdatePresence-Request'>;
  const published = this.keep('published', PresenceSubList);
  const bare = Object.fromEntries(Object.entries(published).map(([name, value]) => [name, [value].flat()[0]]));
  await update(this, publisher, bare);
});

Given(
  /^([A-D]) owns the contact lists? ("[^"]+"(?:(?:, | and )"[^"]+")*)(?: with (.+))?$/,
  async function (this: World, owner: string, labels: string, words: string | null) {
    for (const label of labelsIn(labels)) {
      await this.prerequisite(ROOT.contactList, async () => {
        this.expect.success(await createList(this, this.party(owner), label, words));
      });
    }
  },
);

When(
  /^([A-D]) creates the contact list "([^"]+)"(?: with (.+))?$/,
  async function (this: World, owner: string, label: string, words: string | null) {
    await createList(this, this.party(owner), label, words);
  },
);

When('{party} deletes the contact list {string}', async function (this: World, owner: Party, label: string) {
  await deleteList(this, owner, listId(this, owner, label));
});

When(
  /^([A-D]) adds (.+) to the contact list "([^"]+)"$/,
  async function (this: World, owner: string, words: string, label: string) {
    await addMembers(this, this.party(owner), listId(this, this.party(owner), label), words);
  },
);

Then(
  /^the answer reports (\d{3})(?:, or has code (\d{3}(?:(?:, | or )\d{3})*))?$/,
  function (this: World, wanted: string | readonly number[], others: readonly number[] | null) {
    const codes = codesIn(this.answer);
    const tolerated = others ?? [];
    const [own = 0] = codes;
    const fits = own === Number(wanted) || (own === 201 && codes.includes(Number(wanted))) || tolerated.includes(own);
    const expected = `code ${[wanted, `201 with ${wanted} in DetailedResult`, ...tolerated].join(' or ')}`;
    const observed = `${this.notation(this.answer.primitive)} with ${codes.slice(1).join(', ') || 'nothing'} in DetailedResult`;
    this.expect.that(fits, expected, observed, this.place(this.answer, 'Result'));
  },
);

Given('{party} is logged in by short message', async function (this: World, party: Party) {
  await logInByPhone(this, party);
});

Given(
  '{party} owns {int} contact lists with long names, made by short message',
  async function (this: World, owner: Party, number: number) {
    await makeListsByPhone(this, owner, number);
  },
);

When('{party} asks for its contact lists by short message', async function (this: World, owner: Party) {
  const { client, parts } = phoneOf(this, owner);
  parts.splice(0);
  this.expect.success(await client.request('GetList-Request', {}));
});

Then('no part has more than {int} octets', function (this: World, most: number) {
  const sizes = phoneOf(this, this.party('A')).parts.map(({ data }) => data.length);
  const largest = Math.max(...sizes);
  return this.about(['SYN-SMS-003', 'SYN-PTS-001'], () =>
    this.expect.that(largest <= most, `${most} octets at most`, `${largest} octets`),
  );
});

Then('it is answered with code {int}', function (this: World, code: number) {
  this.expect.equal('code', answeredCode(this.reply), code, { exchange: this.reply.exchange.number, side: 'response' });
});

Then('{party} can subscribe to the presence of {party}', async function (this: World, party: Party, other: Party) {
  this.expect.success(await this.ask(party, subscription(this, [other.user])));
  const { value } = subscription(this, [other.user]);
  await party.request('UnsubscribePresence-Request', anyVersion(value));
});

Given(
  /^([A-D]) has attached (.+?) to (.+)$/,
  async function (this: World, publisher: string, attributes: string, whom: string) {
    await this.prerequisite(ROOT.attributeList, async () => {
      const list = naming(this, attributesIn(attributes));
      this.expect.success(await attach(this, this.party(publisher), list, whom));
    });
  },
);

When(
  /^([A-D]) attaches (.+?) to (.+)$/,
  async function (this: World, publisher: string, attributes: string, whom: string) {
    await attach(this, this.party(publisher), naming(this, attributesIn(attributes)), whom);
  },
);

Given(
  /^([A-D]2?) (?:has published|publishes) ((?:\w+ "[^"]+"(?: and |, )?)+)$/,
  async function (this: World, publisher: string, values: string) {
    await this.prerequisite(ROOT.publish, async () => {
      this.expect.success(await update(this, this.party(publisher), valuesIn(this, values)));
    });
  },
);

Given(
  /^([A-D]) is subscribed to the (contact list "[^"]+")( with AutoSubscribe)?$/,
  async function (this: World, watcher: string, list: string, auto: string | null) {
    await this.prerequisite(ROOT.subscribe, async () => {
      const asked = { whom: `the ${list}`, auto: auto !== null };
      this.expect.success(await subscribeTo(this, this.party(watcher), asked));
    });
  },
);

When(
  /^([A-D]) (?:subscribes|is subscribed) to (\w+(?: and \w+)?) of ([A-D]|the .+?)( with AutoSubscribe)?$/,
  async function (this: World, watcher: string, attributes: string, whom: string, auto: string | null) {
    const asked = { whom, attributes: attributesIn(attributes), auto: auto !== null };
    await subscribeTo(this, this.party(watcher), asked);
  },
);

When('{party} fetches what waits', async function (this: World, party: Party) {
  await party.client.drain();
});

Then(
  '{party} is notified that {word} of {party} is {string}',
  async function (this: World, watcher: Party, attribute: string, user: Party, label: string) {
    await isNotified(this, watcher, user, attribute, statusText(this, label));
  },
);

Then(
  '{party} was not told {word} {string} of {party}',
  async function (this: World, watcher: Party, attribute: string, label: string, user: Party) {
    await wasNotTold(this, watcher, user, attribute, statusText(this, label));
  },
);

Then(
  '{party} reads {word} {string} of {party}',
  async function (this: World, watcher: Party, attribute: string, label: string, user: Party) {
    const wanted = statusText(this, label);
    const seen = await read(this, watcher, user, attribute);
    this.expect.equal(attribute, seen, wanted, this.place(this.answer, 'Presence'));
  },
);

Then(
  '{party} reads no {word} of {party}',
  async function (this: World, watcher: Party, attribute: string, user: Party) {
    const seen = await read(this, watcher, user, attribute);
    this.expect.absent(attribute, seen, this.place(this.answer, 'Presence'));
  },
);

When('{party} subscribes to the presence of {party}', async function (this: World, watcher: Party, user: Party) {
  await subscribeTo(this, watcher, { whom: user.key });
});

When(
  /^([A-D]) subscribes to (the (?:unknown user|contact list) "[^"]+"(?: of [A-D])?)( with AutoSubscribe)?$/,
  async function (this: World, watcher: string, whom: string, auto: string | null) {
    await subscribeTo(this, this.party(watcher), { whom, auto: auto !== null });
  },
);

When(/^([A-D]) unsubscribes from ([B-D]|the .+)$/, async function (this: World, watcher: string, whom: string) {
  await unsubscribe(this, this.party(watcher), whom);
});

When(
  /^([A-D]) asks for (\w+|the presence) of (.+?)( with an empty PresenceSubList)?$/,
  async function (this: World, watcher: string, what: string, whom: string, empty: string | null) {
    const attributes = what === 'the presence' ? undefined : [what];
    await getPresence(this, this.party(watcher), { whom, attributes, emptyList: empty !== null });
  },
);

Then(
  'after success {party} reads {word} {string} of {party}',
  async function (this: World, watcher: Party, attribute: string, label: string, user: Party) {
    if (!this.answer.success) return this.expect.met();
    const seen = await read(this, watcher, user, attribute);
    this.expect.equal(attribute, seen, statusText(this, label), this.place(this.answer, 'Presence'));
  },
);

Given(
  '{party} shows {word} to {party}',
  async function (this: World, publisher: Party, attribute: string, watcher: Party) {
    await this.prerequisite(ROOT.attributeList, async () => {
      this.expect.success(await show(this, publisher, watcher, attribute));
    });
  },
);

Given(
  '{party} is subscribed to the presence of {party}',
  async function (this: World, watcher: Party, publisher: Party) {
    await this.prerequisite(ROOT.subscribe, async () => {
      this.expect.success(await subscribe(this, watcher, [publisher.user]));
    });
  },
);

When('{party} sets StatusText to {string}', async function (this: World, party: Party, text: string) {
  await this.prerequisite('CSP-PRE-033', async () => {
    this.expect.success(await setStatusText(party, text));
  });
});

Then(
  '{party} learns that {word} of {party} is {word}',
  async function (this: World, watcher: Party, attribute: string, publisher: Party, value: string) {
    await learns(this, watcher, publisher.user, attribute, value);
  },
);

async function hasContactList(world: World, owner: Party, label: string, members: readonly Party[]): Promise<void> {
  const list = world.addressOf(owner, world.name(label));
  await world.prerequisite(ROOT.contactList, async () => {
    const value = { ContactList: list, NickList: { UserID: members.map((member) => member.user) } };
    world.expect.success(await world.ask(owner, { name: 'CreateList-Request', value: value }));
  });
}

Given(
  '{party} has the contact list {string} with {party}',
  async function (this: World, owner: Party, label: string, member: Party) {
    await hasContactList(this, owner, label, [member]);
  },
);

Given(
  '{party} has the contact list {string} with {party} and {party}',
  async function (this: World, owner: Party, label: string, one: Party, other: Party) {
    await hasContactList(this, owner, label, [one, other]);
  },
);

Given('{party} blocks {party}', async function (this: World, owner: Party, blocked: Party) {
  await startClean(this, owner);
  const value = listChange(this.version, { blocked: { add: { UserID: [blocked.user] }, inUse: true } });
  await this.prerequisite(ROOT.block, async () => {
    this.expect.success(await this.ask(owner, { name: 'BlockEntity-Request', value }));
  });
});

When(
  '{party} creates a contact list with {party} and the DisplayName {string}, written {}',
  async function (this: World, owner: Party, member: Party, name: string, how: string) {
    const list = this.keep('list', this.addressOf(owner, this.name('shown')));
    this.keep('DisplayName', name);
    const value = draft('CreateList-Request', {
      ContactList: list,
      NickList: { UserID: [member.user] },
      ContactListProperties: { Property: [{ Name: 'DisplayName', Value: name }] },
    });
    this.expect.success(await this.ask(owner, { name: 'CreateList-Request', value }, { writing: writing(how) }));
  },
);

Then('the DisplayName of the list is {string}', async function (this: World, name: string) {
  const request = { ContactList: this.kept<string>('list'), ...(this.version === '1.1' ? {} : { ReceiveList: false }) };
  const value = request;
  const answer = await this.ask(this.party('A'), { name: 'ListManage-Request', value });
  const { ContactListProperties } = this.expect.primitive(answer, 'ListManage-Response', 200);
  const property = ContactListProperties?.Property.find((one) => one.Name === 'DisplayName');
  this.expect.equal('DisplayName', property?.Value, name, this.place(answer, 'ContactListProperties'));
});

// Groups --------------------------------------------------------------------------------------------------------------

Given(
  '{party} makes {party} {word} of the group {string}',
  async function (this: World, by: Party, user: Party, role: string, label: string) {
    await makeMember(this, by, label, user, role as Role);
  },
);

Given(
  '{party} makes {party} a member of the group {string}',
  async function (this: World, by: Party, user: Party, label: string) {
    await makeMember(this, by, label, user, 'User');
  },
);

Given(
  '{party} puts {party} on the reject list of the group {string}',
  async function (this: World, by: Party, user: Party, label: string) {
    await this.prerequisite('CSP-MEM-018', async () => {
      this.expect.success(await changeRejectList(this, by, groupOf(this, label), { AddList: [user.user] }));
    });
  },
);

Then(
  'it is observed whether {party} was made to leave the group {string}',
  function (this: World, party: Party, label: string) {
    const id = groupOf(this, label);
    const left = party.client.inbox.of('LeaveGroup-Response').some(({ value }) => sameUser(value.GroupID ?? '', id));
    if (!left) this.observe('LeaveGroup-Response', 'none');
  },
);

Then(
  '{party} gets a GroupChangeNotice of the group {string} with {string} in {word}',
  async function (this: World, party: Party, label: string, screenName: string, part: string) {
    await awaitNotice(this, party, label, [part as NoticePart], screenName);
  },
);

Then(
  '{party} gets the text {string} and no GroupChangeNotice with {string}',
  async function (this: World, party: Party, text: string, screenName: string) {
    await getText(this, party, text);
    await collectAll(this, party);
    const [notice] = noticesAbout(party, this.name(screenName));
    if (notice !== undefined) {
      this.fail('no GroupChangeNotice', `GroupChangeNotice with ${this.name(screenName)}`, this.place(notice));
    }
  },
);

Given(
  'the group {string} shows {party} that {word} is {word}',
  async function (this: World, label: string, party: Party, name: string, value: string) {
    await presumeShown(this, party, label, name, this.fill(value));
  },
);

Then(
  'the group {string} shows {party} {word} {string}',
  async function (this: World, label: string, party: Party, name: string, value: string) {
    const { answer, common } = await propertiesShown(this, party, label);
    this.expect.equal(name, common.get(name.toLowerCase()), this.fill(value), this.place(answer, 'GroupProperties'));
  },
);

Then(
  'the group {string} shows {party} {word} {string}, if any',
  async function (this: World, label: string, party: Party, name: string, value: string) {
    const { answer, common } = await propertiesShown(this, party, label);
    const shown = common.get(name.toLowerCase());
    const place = this.place(answer, 'GroupProperties');
    if (shown === undefined) return this.nothingToSee(`the group shows no property ${name}`);
    const wanted = this.fill(value);
    this.expect.that(sameValue(shown, wanted), `${name} ${wanted}`, `${name} ${shown}`, place);
  },
);

Then('the group {string} shows {party} the own property {word} {string}, if any', ownPropertyShown);

Then(
  'it was refused, or the group {string} does not show {party} {word} {string}',
  async function (this: World, label: string, party: Party, name: string, value: string) {
    if (!this.answer.success) return this.expect.met();
    const { answer, common } = await propertiesShown(this, party, label);
    const shown = common.get(name.toLowerCase());
    const place = this.place(answer, 'GroupProperties');
    this.expect.that(!sameValue(shown, value), `no ${name} ${value}`, `${name} ${shown}`, place);
  },
);

Then(
  'it is refused with code {codes}, or the group {string} is not searchable or has a Name',
  async function (this: World, codes: number[], label: string) {
    if (!this.answer.success) return this.expect.refused(this.answer, codes);
    const { answer, common } = await propertiesShown(this, this.party('A'), label);
    const named = (common.get('name') ?? common.get('topic') ?? '').trim() !== '';
    const place = this.place(answer, 'GroupProperties');
    this.expect.that(named || !sameValue(common.get('searchable'), 'T'), 'Searchable F', 'Searchable T', place);
  },
);

When(
  '{party} sets the properties of the group {string} to',
  async function (this: World, party: Party, label: string, table: DataTable) {
    await setProperties(this, party, groupOf(this, label), 'GroupProperties', table.raw());
  },
);

Given('{party} has the group {string}', async function (this: World, owner: Party, label: string) {
  await this.prerequisite(ROOT.createGroup, async () => this.expect.success(await createGroupWith(this, owner, label)));
});

Given(
  '{party} has the group {string} with',
  async function (this: World, owner: Party, label: string, table: DataTable) {
    await this.prerequisite(ROOT.createGroup, async () => {
      this.expect.success(await createGroupWith(this, owner, label, table.raw()));
    });
  },
);

When('{party} creates the group {string}', async function (this: World, owner: Party, label: string) {
  await createGroupWith(this, owner, label);
});

When('{party} deletes the group {string}', async function (this: World, party: Party, label: string) {
  await askGroup(this, party, 'DeleteGroup-Request', groupOf(this, label));
});

Then('{party} can join the group {string}', async function (this: World, party: Party, label: string) {
  await canJoin(this, party, label);
});

Then(
  '{party} cannot join the group {string}, refused with code {codes}',
  async function (this: World, party: Party, label: string, codes: number[]) {
    this.expect.refused(await joinPlainly(this, party, label), codes);
  },
);

When(
  '{party} joins the group {string} with',
  async function (this: World, party: Party, label: string, table: DataTable) {
    await joinGroupWith(this, party, label, table.raw());
  },
);

When(
  '{party} joins the group {string} as {string}',
  async function (this: World, party: Party, label: string, name: string) {
    await joinPlainly(this, party, label, name);
  },
);

Given(
  '{party} is joined to the group {string} with',
  async function (this: World, party: Party, label: string, table: DataTable) {
    await this.prerequisite(ROOT.joinGroup, async () => {
      this.expect.success(await joinGroupWith(this, party, label, table.raw()));
    });
  },
);

Then('{party} can join and leave the public group', async function (this: World, party: Party) {
  const id = publicGroup(this);
  this.expect.primitive(await joinGroup(this, party, id, { screenName: this.name('guest') }), 'JoinGroup-Response');
  this.expect.success(await askGroup(this, party, 'LeaveGroup-Request', id));
});

When('{party} leaves the group {string}', async function (this: World, party: Party, label: string) {
  await askGroup(this, party, 'LeaveGroup-Request', groupOf(this, label));
});

Then('{party} can leave the group {string}', async function (this: World, party: Party, label: string) {
  this.expect.success(await askGroup(this, party, 'LeaveGroup-Request', groupOf(this, label)));
});

Then('the answer lists the screen name {string}', function (this: World, label: string) {
  const name = this.name(label);
  this.expect.some(`SName ${name}`, listedIn(this.answer), (one) => one === name, this.place(this.answer));
});

Then('the answer has the WelcomeNote {string}', function (this: World, text: string) {
  const { WelcomeNote } = this.expect.primitive(this.answer, 'JoinGroup-Response');
  const place = this.place(this.answer, 'WelcomeNote');
  const note = this.expect.present('WelcomeNote', WelcomeNote, place);
  this.expect.equal('WelcomeNote', readable(this, note, note.ContentData), text, place);
});

When(
  '{party} sends {string} to the group {string} under the own screen name',
  async function (this: World, from: Party, label: string, group: string) {
    const sender = draft('Sender', {
      Group: { ScreenName: { SName: this.name('owner'), GroupID: groupOf(this, group) } },
    });
    await sendText(this, from, toGroup(groupOf(this, group)), label, { sender });
  },
);

Given(
  '{party} has the open group {string} with {word} {word} and is joined to it',
  async function (this: World, owner: Party, label: string, property: string, value: string) {
    await this.prerequisite('CSP-GRP-001', async () => {
      const group = { join: true, screenName: this.name('owner'), properties: { [property]: value } };
      this.expect.success(await createGroup(this, owner, label, group));
    });
  },
);

When(
  '{party} sends the text {string} to the group {string}',
  async function (this: World, from: Party, label: string, group: string) {
    await sendText(this, from, toGroup(groupOf(this, group)), label);
  },
);

Given(
  '{party} has the open group {string} and is joined to it',
  async function (this: World, owner: Party, label: string) {
    await this.prerequisite(ROOT.createGroup, async () => {
      this.expect.success(await createGroup(this, owner, label, { join: true, screenName: this.name('owner') }));
    });
  },
);

Given(
  '{party} has the open group {string} and is joined to it, subscribed to its changes',
  async function (this: World, owner: Party, label: string) {
    await this.prerequisite(ROOT.createGroup, async () => {
      const group = { join: true, screenName: this.name('owner'), subscribe: true };
      this.expect.success(await createGroup(this, owner, label, group));
    });
  },
);

Given(
  '{party} is joined to the group {string} of {party}',
  async function (this: World, party: Party, label: string, _owner: Party) {
    await this.prerequisite(ROOT.joinGroup, async () => {
      this.expect.success(
        await joinGroup(this, party, groupOf(this, label), { screenName: this.name(`name${party.key}`) }),
      );
    });
  },
);

Given(
  '{party} is joined to the group {string} of {party} as {string}',
  async function (this: World, party: Party, label: string, _owner: Party, screenName: string) {
    await this.prerequisite(ROOT.joinGroup, async () => {
      this.expect.success(await joinGroup(this, party, groupOf(this, label), { screenName: this.name(screenName) }));
    });
  },
);

Given(
  '{party} sets the own property {word} of the group {string} of {party} to {word}',
  async function (this: World, party: Party, property: string, label: string, _owner: Party, value: string) {
    await this.prerequisite('CSP-PRP-008', async () => {
      const request = draft('SetGroupProps-Request', {
        GroupID: groupOf(this, label),
        OwnProperties: { Property: [{ Name: property, Value: value }] },
      });
      this.expect.success(await this.ask(party, { name: 'SetGroupProps-Request', value: request }));
    });
  },
);

Then(
  '{party} gets a GroupChangeNotice with {string} in Left',
  async function (this: World, party: Party, label: string) {
    const name = this.name(label);
    await party.client.drain();
    const notices = party.client.inbox.of('GroupChangeNotice');
    this.expect.some(`GroupChangeNotice with ${name} in Left`, notices, (notice) =>
      namesIn(notice.value.Left).includes(name),
    );
  },
);

// Invitations, search, public profiles --------------------------------------------------------------------------------

When(
  '{party} sends the invitation {string} with',
  async function (this: World, inviter: Party, label: string, table: DataTable) {
    await invite(this, inviter, label, table.raw());
  },
);

Given('{party} can invite {party}', async function (this: World, inviter: Party, invitee: Party) {
  await this.prerequisite('CSP-INV-001', async () => {
    this.expect.success(await invite(this, inviter, 'twin', [['user', invitee.key]]));
    await awaitTold(this, invitee, 'InviteUser-Request', 'twin');
  });
});

Then(
  '{party} gets the invitation {string} and not the invitation {string}',
  async function (this: World, invitee: Party, label: string, other: string) {
    await awaitTold(this, invitee, 'InviteUser-Request', label);
    await notTold(this, invitee, 'InviteUser-Request', other);
  },
);

Then('{party} got no invitation {string}', async function (this: World, invitee: Party, label: string) {
  await notTold(this, invitee, 'InviteUser-Request', label);
});

Given('{party} has the public profile', async function (this: World, party: Party, table: DataTable) {
  await this.prerequisite('CSP-PUB-001', async () => {
    this.expect.success(await updateProfile(this, party, properties(this, table)));
  });
});

Then('it is observed whether the unknown user is reported with code {int}', function (this: World, code: number) {
  const unknown = unknownUser(this, 'nobody');
  const details = detailsOf(this.answer);
  const named = details.some((one) => one.Code === code && one.UserID?.some((id) => sameUser(id, unknown)) === true);
  if (!named && this.answer.code !== code) this.observe(`${code} for ${unknown}`, this.notation(this.answer.primitive));
});

When('{party} searches for', async function (this: World, party: Party, table: DataTable) {
  await searchToEnd(this, party, pairsOf(this, table));
});

When('the suite logs in as {string}', async function (this: World, userId: string) {
  await logIn(this, this.party('A'), { userId, password: 'whatever' });
});

When(
  '{party} asks for the joined users of the group {string}',
  async function (this: World, party: Party, label: string) {
    await askGroup(this, party, 'GetJoinedUsers-Request', groupOf(this, label));
  },
);

Then(/^([A-D]) got the texts ((?:"[^"]+"(?:, | and )?)+)$/, async function (this: World, party: string, texts: string) {
  for (const label of labels(texts)) await getText(this, this.party(party), label);
});

Then(
  '{party} is notified of the text {string} and not sent it',
  async function (this: World, party: Party, label: string) {
    const arrival = await arrivalOfText(this, party, this.party('A'), label);
    this.expect.equal('primitive', arrival.name, 'MessageNotification', this.place(arrival));
    this.expect.present('MessageID', arrival.value.MessageInfo.MessageID, this.place(arrival, 'MessageInfo'));
  },
);

Then('the UserID of {party} is nowhere in the answer', function (this: World, user: Party) {
  const place = this.place(this.answer);
  this.expect.none(`UserID ${user.user}`, usersIn(this.answer), (one) => sameUser(one, user.user), place);
});
