/** Instant messaging, what is sent: the words of features/csp/messaging. */
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import type { Primitive } from '../src/protocol/messages/envelope.ts';
import type { Value } from '../src/protocol/messages/infer.ts';
import { recipients } from './support/addressing.ts';
import { createGroup, groupOf, toGroup } from './support/groups.ts';
import { unknownUser } from './support/login.ts';
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
import { allCodes, fillQueue, idOf, keepId, labels, unknownId } from './support/waiting-messages.ts';
import type { Party, World } from './support/world.ts';

// Sending ----------------------------------------------------------------------------------------------------------

When('{party} sends {string} to', async function (this: World, from: Party, label: string, table: DataTable) {
  keepId(this, label, await sendText(this, from, recipients(this, from, table.raw()), label));
});

When('{party} sends {string} to nobody', async function (this: World, from: Party, label: string) {
  await sendMessage(this, from, textMessage(from, {} as Value<'Recipient'>, textOf(this, label)));
});

When(
  '{party} sends {string} to {party} with',
  async function (this: World, from: Party, label: string, to: Party, table: DataTable) {
    const rows: (readonly [string, string])[] = [
      ['DeliveryReport', 'F'],
      ['MessageInfo/ContentType', 'text/plain'],
      ['MessageInfo/ContentSize', String(new TextEncoder().encode(textOf(this, label)).length)],
      ['MessageInfo/Recipient/User/UserID', to.user],
      ['MessageInfo/Sender/User/UserID', from.user],
      ...table.raw().map(([path = '', value = '']) => [`MessageInfo/${path}`, value] as const),
      ['ContentData', textOf(this, label)],
    ];
    const { value } = this.fromRows('SendMessage-Request', rows) as Primitive<'SendMessage-Request'>;
    keepId(this, label, await sendMessage(this, from, value));
  },
);

When(
  '{party} sends {string} to {party} with {party} as Sender',
  async function (this: World, from: Party, label: string, to: Party, other: Party) {
    const sender = { User: { UserID: other.user } } as Value<'Sender'>;
    await sendText(this, from, toUser(to.user), label, { sender });
  },
);

When(
  '{party} sends {string} to {party} without Sender',
  async function (this: World, from: Party, label: string, to: Party) {
    const message = textMessage(from, toUser(to.user), textOf(this, label));
    const { Sender: _left, ...info } = message.MessageInfo as Record<string, unknown>;
    await sendMessage(this, from, { ...message, MessageInfo: info } as Value<'SendMessage-Request'>);
  },
);

When(
  '{party} sends {string} to the group {string} under the own screen name',
  async function (this: World, from: Party, label: string, group: string) {
    const sender = {
      Group: { ScreenName: { SName: this.name('owner'), GroupID: groupOf(this, group) } },
    } as Value<'Sender'>;
    await sendText(this, from, toGroup(groupOf(this, group)), label, { sender });
  },
);

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

When(
  '{party} sends {string} to the group {string} and asks for a report',
  async function (this: World, from: Party, label: string, group: string) {
    keepId(this, label, await sendText(this, from, toGroup(groupOf(this, group)), label, { report: true }));
  },
);

When(
  '{party} sends {string} to {party} and {party} and asks for a report',
  async function (this: World, from: Party, label: string, one: Party, other: Party) {
    keepId(this, label, await sendText(this, from, toUser(one.user, other.user), label, { report: true }));
  },
);

When(
  '{party} sends the text {string} to {party}, valid for {int} seconds',
  async function (this: World, from: Party, label: string, to: Party, validity: number) {
    keepId(this, label, await sendText(this, from, toUser(to.user), label, { validity }));
  },
);

When(
  '{party} sends the text {string} to {party}, valid for {int} seconds, and asks for a report',
  async function (this: World, from: Party, label: string, to: Party, validity: number) {
    keepId(this, label, await sendText(this, from, toUser(to.user), label, { validity, report: true }));
  },
);

Then('the answer has a MessageID', function (this: World) {
  const { MessageID } = this.answer.as('SendMessage-Response');
  this.expect.that((MessageID ?? '') !== '', 'a MessageID', 'no MessageID', this.place(this.answer));
});

Then('the message is accepted', function (this: World) {
  this.expect.code(this.answer, { preferred: [200], tolerated: [202] });
});

Then(/^the MessageIDs of (.+) differ$/, function (this: World, text: string) {
  const ids = labels(text).map((label) => idOf(this, label));
  this.expect.equal('different MessageIDs', new Set(ids).size, ids.length);
});

Then(/^([A-D]) got the texts (.+) under these MessageIDs$/, async function (this: World, party: string, text: string) {
  for (const label of labels(text)) {
    const { info, by } = await getText(this, this.party(party), label);
    this.expect.equal('MessageID', info.MessageID, idOf(this, label), this.place(by, 'MessageInfo/MessageID'));
  }
});

Then('{party} gets the text {string} under this MessageID', async function (this: World, party: Party, label: string) {
  const { MessageID } = this.answer.primitive.value as { readonly MessageID?: string };
  const { info, by } = await getText(this, party, label);
  this.expect.equal('MessageID', info.MessageID, MessageID, this.place(by, 'MessageInfo/MessageID'));
});

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

function copies(world: World, party: Party, label: string): number {
  return messagesSoFar(world, party).filter((message) => message.content === textOf(world, label)).length;
}

Then('{party} got the text {string} one time', async function (this: World, party: Party, label: string) {
  await collectAll(this, party);
  this.expect.equal(`copies of "${label}"`, copies(this, party, label), 1);
});

Then('{party} got the text {string} at most one time', async function (this: World, party: Party, label: string) {
  await collectAll(this, party);
  const count = copies(this, party, label);
  this.expect.that(count <= 1, 'at most one copy', `${count} copies`);
  if (count === 1) this.observe('no copy for the sender', 'one copy');
});

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

Then('a message is refused with code {codes}', function (this: World, codes: number[]) {
  const fits = allCodes(this.answer).some((code) => codes.includes(code));
  this.expect.that(
    fits,
    `code ${codes.join(' or ')}, alone or in DetailedResult`,
    this.notation(this.answer.primitive),
    this.place(this.answer, 'Result'),
  );
});

Then('the answer has code {codes} with DetailedResult', function (this: World, codes: number[]) {
  this.expect.code(this.answer, codes);
  this.expect.present('DetailedResult', this.answer.result?.DetailedResult, this.place(this.answer, 'Result'));
});

// Forwarding ---------------------------------------------------------------------------------------------------------

When('{party} forwards {string} to {party}', async function (this: World, party: Party, label: string, to: Party) {
  await this.ask(party, {
    name: 'ForwardMessage-Request',
    value: { MessageID: idOf(this, label), Recipient: toUser(to.user) },
  });
});

When(
  '{party} forwards the message {string} to {party}',
  async function (this: World, party: Party, label: string, to: Party) {
    await this.ask(party, {
      name: 'ForwardMessage-Request',
      value: { MessageID: unknownId(this, label), Recipient: toUser(to.user) },
    });
  },
);

When(
  '{party} forwards {string} to the unknown user {string}',
  async function (this: World, party: Party, label: string, nobody: string) {
    const Recipient = toUser(unknownUser(this, nobody));
    await this.ask(party, { name: 'ForwardMessage-Request', value: { MessageID: idOf(this, label), Recipient } });
  },
);

Then('the forwarding is accepted', function (this: World) {
  if (this.version === '1.3' && this.answer.primitive.name === 'ForwardMessage-Response') return this.expect.met();
  this.expect.primitive(this.answer, 'Status', 200);
});

Then('the answer is a ForwardMessage-Response with a MessageID', function (this: World) {
  const { MessageID } = this.expect.primitive(this.answer, 'ForwardMessage-Response');
  this.expect.that(MessageID !== '', 'a MessageID', 'no MessageID', this.place(this.answer));
});

// What the provider limits -------------------------------------------------------------------------------------------

Given('as many messages of {party} wait for {party} as may', async function (this: World, from: Party, to: Party) {
  await this.prerequisite('CSP-OFF-001', () => fillQueue(this, from, to));
});

Given('the user without credit is logged in', async function (this: World) {
  await this.party('unfunded').open();
});

When('the user without credit sends {string} to {party}', async function (this: World, label: string, to: Party) {
  await sendText(this, this.party('unfunded'), toUser(to.user), label);
});

// Groups -------------------------------------------------------------------------------------------------------------

Given(
  '{party} has the open group {string} with {word} {word} and is joined to it',
  async function (this: World, owner: Party, label: string, property: string, value: string) {
    await this.prerequisite('CSP-GRP-001', async () => {
      const group = { join: true, screenName: this.name('owner'), properties: { [property]: value } };
      this.expect.success(await createGroup(this, owner, label, group));
    });
  },
);
