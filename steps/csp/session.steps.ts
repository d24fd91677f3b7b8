/** The session and transaction layer: sessions, transactions, results. */

import { Given, Then, When } from '@cucumber/cucumber';
import type { DiscoveryOutcome } from '../../src/client/session-outcomes.ts';
import { draft } from '../../src/protocol/messages/any-version.ts';
import type { PrimitiveName } from '../../src/protocol/messages/envelope.ts';
import { VERSIONS, type Version } from '../../src/protocol/version.ts';
import { openAs } from '../support/capabilities.ts';
import { detailsOf, shownDetails } from '../support/details.ts';
import { unknownUser } from '../support/login.ts';
import {
  getText,
  indexOfText,
  sendMessage,
  sendText,
  sendTogether,
  textMessage,
  textOf,
  toUser,
} from '../support/messages.ts';
import { keepAliveUntilPollFlag, pollFlagPlaces, pollWithout } from '../support/polling.ts';
import { sameUser, subscription } from '../support/presence.ts';
import { ROOT } from '../support/roots.ts';
import { isServed, itemServing } from '../support/services.ts';
import { sendInForeignVersion, sendInOtherVersion } from '../support/versions.ts';
import type { Party, World } from '../support/world.ts';
import { lackingParameter, wellFormed } from './refusals.ts';
import { discover, lacking, listedIn, namespacesOf, servedVersions } from './version-discovery.ts';

Given('{party} is logged in with MultiTrans {int}', async function (this: World, party: Party, count: number) {
  await openAs(this, party, `MultiTrans ${count}, MultiTransPerMessage ${count} and answering`);
  const agreed = (party.client.session.capabilities ?? {}) as Readonly<Record<string, unknown>>;
  for (const name of ['MultiTrans', 'MultiTransPerMessage']) {
    const most = agreed[name];
    if (typeof most === 'number' && most < count)
      this.untestable(`${name} ${count}`, `the server agreed ${name} ${most}`);
  }
});

When(
  '{party} sends a KeepAlive-Request with the TransactionID {string}',
  async function (this: World, party: Party, id: string) {
    await this.ask(party, { name: 'KeepAlive-Request', value: {} }, { transactionIds: [id] });
  },
);

Then('the answer has the TransactionID {string}', function (this: World, id: string) {
  this.expect.equal('TransactionID', this.answer.transaction.id, id, this.place(this.answer));
});

When('{party} sends a KeepAlive-Request without a session', async function (this: World, party: Party) {
  await this.ask(party, { name: 'KeepAlive-Request', value: {} }, { sessionType: 'Outband', sessionId: null });
});

When('{party} sends two KeepAlive-Requests in one message', async function (this: World, party: Party) {
  const items = [
    ['KeepAlive-Request', {}],
    ['KeepAlive-Request', {}],
  ] as const;
  this.keep('answers', await party.client.requests(items, { unqueued: true }));
});

Then('each of the two is answered', function (this: World) {
  const answers = this.kept<readonly { transactionId: string; transaction: { id?: string } }[]>('answers');
  const ids = answers.map((answer) => answer.transaction.id);
  this.expect.equal(
    'TransactionIDs of the answers',
    ids,
    answers.map((answer) => answer.transactionId),
  );
  this.expect.equal('answers', new Set(ids).size, 2);
});

Then('the answer is Inband and has the SessionID of {party}', function (this: World, party: Party) {
  const { envelope } = this.answer.reply;
  this.expect.equal('SessionType', envelope?.sessionType, 'Inband', this.place(this.answer));
  this.expect.equal('SessionID', envelope?.sessionId, party.client.session.sessionId, this.place(this.answer));
});

When('the suite sends a Login-Request of {party} in version 1.9', async function (this: World, party: Party) {
  await sendInForeignVersion(this, party, '1.9');
});

Then('the answer is in the version of the session', function (this: World) {
  this.expect.equal('version', this.answer.reply.read?.version, this.version, this.place(this.answer));
});

When(
  '{party} sends a KeepAlive-Request in another version the server claims',
  async function (this: World, party: Party) {
    await sendInOtherVersion(this, party);
  },
);

When(
  'the suite asks for the versions the server serves, offering all known namespaces and an unknown one',
  async function (this: World) {
    await discover(this, VERSIONS);
  },
);

When(
  'the suite asks for the versions the server serves, offering those of the scenario and an unknown one',
  async function (this: World) {
    await discover(this, [this.version]);
  },
);

Then('it is answered with a list of versions', function (this: World) {
  listedIn(this);
});

Then('the answer lists only namespaces that were offered', function (this: World) {
  const offered = namespacesOf(this.kept<readonly Version[]>('offered versions'));
  this.expect.equal('namespaces that were not offered, or are unknown', lacking(listedIn(this), offered), []);
});

Then('the answer lists the namespaces of every claimed version from 1.2 on', function (this: World) {
  const missing = lacking(namespacesOf(servedVersions(this)), listedIn(this));
  this.expect.equal('namespaces of claimed versions that are missing', missing, []);
});

Then('the answer lists the namespaces that were offered and no other', function (this: World) {
  const offered = namespacesOf(this.kept<readonly Version[]>('offered versions'));
  const listed = listedIn(this);
  this.expect.equal('namespaces that are missing', lacking(offered, listed), []);
  this.expect.equal('namespaces that were not offered, or are unknown', lacking(listed, offered), []);
});

Then('it is observed whether other servers are named', function (this: World) {
  const { response } = this.kept<DiscoveryOutcome>('discovery');
  this.observe('OtherServer or none', `${response?.OtherServer?.length ?? 0} other servers`);
});

When(
  '{party} sends a well-formed {primitive} that nobody claims to serve',
  async function (this: World, party: Party, name: PrimitiveName) {
    const answer = await this.ask(party, wellFormed(this, party, name));
    const item = itemServing(this, name);
    if (!isServed(answer)) return;
    if (name === 'CreateGroup-Request') {
      this.cleanUp('delete the group', async () => {
        await party.client.request('DeleteGroup-Request', { GroupID: this.addressOf(party, this.name('none')) });
      });
    }
    if (item !== undefined) this.unclaimed([item]);
  },
);

When('{party} sends a request that lacks a mandatory parameter', async function (this: World, party: Party) {
  await this.ask(party, lackingParameter(this, party), { unchecked: true });
});

Then(
  "the answer has the request's TransactionID, and a refusal has code {codes}",
  function (this: World, codes: number[]) {
    const { transaction, transactionId } = this.answer;
    this.expect.equal('TransactionID', transaction.id, transactionId, this.place(this.answer));
    if (!this.answer.success) this.expect.refused(this.answer, codes);
  },
);

Then(
  'the answer has code {codes} with DetailedResult naming the unknown user and not {party}',
  function (this: World, codes: number[], reached: Party) {
    this.expect.code(this.answer, codes);
    const details = shownDetails(this);
    const users = details.flatMap((detail) => ('UserID' in detail ? (detail.UserID ?? []) : []));
    const unknown = this.kept<string>('unknown user');
    this.expect.some(`DetailedResult with ${unknown}`, users, (user) => sameUser(user, unknown));
    this.expect.none(`DetailedResult with ${reached.user}`, users, (user) => sameUser(user, reached.user));
  },
);

Then('DetailedResult names nothing that the request did not name', function (this: World) {
  const known = [this.kept<string>('unknown user'), this.party('B').user];
  const details = shownDetails(this);
  for (const detail of details) {
    for (const [key, value] of Object.entries(detail)) {
      if (key === 'Code' || key === 'Description') continue;
      const strange = [value]
        .flat()
        .filter((one) => !known.some((name) => typeof one === 'string' && sameUser(one, name)));
      this.expect.equal(`${key} that was not in the request`, strange, []);
    }
  }
});

Then(
  'the answer has code {codes} with DetailedResult, or the one code both failed with',
  function (this: World, codes: number[]) {
    const { code } = this.answer;
    const details = detailsOf(this.answer);
    const same = new Set(details.map((detail) => detail.Code));
    if (code !== undefined && (code === 531 || code === 700) && same.size <= 1) {
      this.note('both recipients failed with the same code');
      return this.expect.met();
    }
    this.expect.code(this.answer, codes);
    this.expect.that(
      details.length > 0,
      'DetailedResult elements',
      'no DetailedResult',
      this.place(this.answer, 'Result'),
    );
  },
);

Then('the code of the answer has three digits', function (this: World) {
  const place = this.place(this.answer, 'Result/Code');
  const code = this.expect.present('Code', this.answer.code, place);
  this.expect.that(code >= 100 && code <= 999, 'a Code of three digits', `Code ${code}`, place);
});

When('{party} sends an Extended-Request of a private namespace', async function (this: World, party: Party) {
  const content = [{ name: 'Probe', namespace: 'urn:x-imps-conformance:probe', content: 'anybody there?' }];
  const reply = await party.client.send(
    [{ mode: 'Request', id: party.client.freshId(), primitive: { name: 'Extended-Request', value: content } }],
    { unchecked: true },
  );
  this.keepReply(party, reply);
});

When('{party} polls twice without answering', async function (this: World, party: Party) {
  await pollWithout(this, party, 2);
});

Then('no message to {party} began more than {int} transaction(s)', function (this: World, party: Party, most: number) {
  const perMessage = new Map<number, number>();
  for (const { exchange } of party.client.inbox.all) {
    perMessage.set(exchange.number, (perMessage.get(exchange.number) ?? 0) + 1);
  }
  for (const [exchange, count] of perMessage) {
    this.expect.that(count <= most, `at most ${most} transactions begun in a message`, String(count), {
      exchange,
      side: 'response',
    });
  }
});

Then('no message to {party} held more than {int} transaction(s)', function (this: World, party: Party, most: number) {
  for (const { exchange, read } of party.client.inbox.all) {
    const session = read?.tree?.children.find((child) => child.name === 'Session');
    const count = session?.children.filter((child) => child.name === 'Transaction').length ?? 0;
    const place = { exchange: exchange.number, side: 'response' } as const;
    this.expect.that(count <= most, `at most ${most} transactions in a message`, String(count), place);
  }
});

When('{party} sends KeepAlive-Requests until the Poll flag is T', async function (this: World, party: Party) {
  await keepAliveUntilPollFlag(this, party);
});

Then(
  'the Poll flag stands in TransactionDescriptor on 1.1, in Session from 1.2 on, and nowhere else',
  function (this: World) {
    const wanted = this.version === '1.1' ? 'TransactionDescriptor' : 'Session';
    const places = pollFlagPlaces(this.answer.reply.read?.tree);
    if (places.length === 0) this.nothingToSee('what waited came with the answer, which had no Poll flag');
    for (const place of places) this.expect.equal('place of Poll', place, wanted, this.place(this.answer));
  },
);

When(
  '{party} sends a text to {party} and to the unknown user {string}',
  async function (this: World, from: Party, to: Party, label: string) {
    const unknown = this.keep('unknown user', unknownUser(this, label));
    await sendText(this, from, toUser(to.user, unknown), 'partly');
  },
);

When('{party} sends a text to the unknown user {string}', async function (this: World, from: Party, label: string) {
  await sendText(this, from, toUser(this.keep('unknown user', unknownUser(this, label))), 'nobody');
});

When(
  '{party} sends a text to the unknown user {string} and to an own contact list that does not exist',
  async function (this: World, from: Party, label: string) {
    const recipient = draft('Recipient', {
      User: [{ UserID: this.keep('unknown user', unknownUser(this, label)) }],
      ContactList: [this.addressOf(from, this.name('missing'))],
    });
    await sendText(this, from, recipient, 'nobody');
  },
);

When(
  '{party} sends the text {string} to {party} two times, octet for octet the same message',
  async function (this: World, from: Party, label: string, to: Party) {
    const value = textMessage(from, toUser(to.user), textOf(this, label));
    const id = from.client.freshId();
    for (let time = 0; time < 2; time++) {
      const answer = await sendMessage(this, from, value, { transactionIds: [id] });
      await this.prerequisite(ROOT.sendMessage, async () => this.expect.success(answer));
    }
  },
);

When('{party} fetches the message', async function (this: World, party: Party) {
  const notified = await party.client.waitFor('MessageNotification');
  const { MessageID = '' } = notified.value.MessageInfo;
  await this.ask(party, { name: 'GetMessage-Request', value: { MessageID } });
});

Then('it is observed whether the answer is cut down or refused with code {int}', function (this: World, code: number) {
  const { exchange } = this.answer;
  const octets = exchange.response?.body.length ?? 0;
  if (this.answer.code !== code && octets > 4_096)
    this.observe(`Status ${code} or at most 4096 octets`, `${octets} octets`);
});

When(
  '{party} sends the texts {string} and {string} to {party} in one message',
  async function (this: World, from: Party, one: string, other: string, to: Party) {
    await sendTogether(this, from, [one, other], to);
  },
);

Then(
  'it is observed whether {party} gets the text {string} before the text {string}',
  async function (this: World, party: Party, first: string, second: string) {
    for (const label of [first, second]) await getText(this, party, label);
    const inOrder = indexOfText(this, party, first) < indexOfText(this, party, second);
    if (!inOrder) this.observe(`"${first}" before "${second}"`, `"${second}" before "${first}"`);
  },
);

When(
  '{party} subscribes to the presence of {party} and of the unknown user {string}',
  async function (this: World, watcher: Party, publisher: Party, label: string) {
    const unknown = this.keep('unknown user', unknownUser(this, label));
    await this.ask(watcher, subscription(this, [publisher.user, unknown]));
  },
);

Then("the answer is in mode Response and has the request's TransactionID", function (this: World) {
  const { transaction, transactionId } = this.answer;
  const place = this.place(this.answer);
  this.expect.equal('TransactionMode', transaction.mode, 'Response', place);
  this.expect.equal('TransactionID', transaction.id, transactionId, place);
});

/** All texts in DetailedResult. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

Then('DetailedResult names {string}', function (this: World, label: string) {
  const details = detailsOf(this.answer);
  const wanted = this.name(label).toLowerCase();
  const named = details.flatMap(({ Description: _text, ...detail }) => textsIn(detail));
  const place = this.place(this.answer, 'Result');
  this.expect.some(`DetailedResult with ${wanted}`, named, (text) => text.toLowerCase().includes(wanted), place);
});
