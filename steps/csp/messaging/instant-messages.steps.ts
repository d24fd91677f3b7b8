/** Instant messages: sending, delivery, content, forwarding, groups. */

import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { ConformanceFailure } from '../../../src/conformance/scenario/signals.ts';
import { anyVersion, draft } from '../../../src/protocol/messages/any-version.ts';
import type { Primitive } from '../../../src/protocol/messages/envelope.ts';
import type { Value } from '../../../src/protocol/messages/infer.ts';
import { readable } from '../../support/content-text.ts';
import { detailsOf } from '../../support/details.ts';
import { groupOf, toGroup } from '../../support/groups.ts';
import { unknownUser } from '../../support/login.ts';
import {
  collectAll,
  DATE_AND_TIME,
  type Delivered,
  getText,
  messagesSoFar,
  sendMessage,
  sendText,
  textMessage,
  textOf,
  toUser,
} from '../../support/messages.ts';
import { sameUser } from '../../support/presence.ts';
import { elementsIn } from '../../support/trees.ts';
import {
  allCodes,
  awaitTransaction,
  expectText,
  fetch,
  fillQueue,
  idOf,
  keepId,
  labels,
  listed,
  noLongerWaits,
  unknownId,
} from '../../support/waiting-messages.ts';
import type { Party, World } from '../../support/world.ts';
import { writing } from '../../support/writing.ts';
import { contentOf, expectContent, expectType, sendContent, textWith } from './contents.ts';

When('{party} sends {party} a text with {}', async function (this: World, from: Party, to: Party, what: string) {
  await sendContent(this, from, to, { content: textWith(what), base64: false });
});

When('{party} sends {party}, in BASE64, {}', async function (this: World, from: Party, to: Party, what: string) {
  await sendContent(this, from, to, { content: contentOf(what), base64: true });
});

When(
  '{party} sends {party}, in BASE64 and as opaque data, {}',
  async function (this: World, from: Party, to: Party, what: string) {
    await sendContent(this, from, to, { content: contentOf(what), base64: true, writing: writing('as opaque data') });
  },
);

Then('{party} gets exactly that', async function (this: World, to: Party) {
  await expectContent(this, to);
});

Then('{party} gets exactly that, under its content type', async function (this: World, to: Party) {
  expectType(this, await expectContent(this, to));
});

Then('it is observed whether {party} gets exactly that', async function (this: World, to: Party) {
  if (!this.answer.success) return this.observe('SendMessage-Response 200', this.notation(this.answer.primitive));
  try {
    await expectContent(this, to);
  } catch (error) {
    if (!(error instanceof ConformanceFailure)) throw error;
    this.observe(error.expected, error.observed);
  }
});

Then('{party} gets exactly that, unless it was refused', async function (this: World, to: Party) {
  if (!this.answer.success) return this.nothingToSee(`it was refused: ${this.notation(this.answer.primitive)}`);
  await expectContent(this, to);
});

/** The message a party got last. */
function last(world: World): Delivered {
  const all = ['A', 'B', 'C', 'D'].flatMap((key) => messagesSoFar(world, world.party(key)));
  const found = all.toSorted((a, b) => a.by.exchange.number - b.by.exchange.number).at(-1);
  return world.expect.present('a message', found);
}

Then('its Sender is {party}', function (this: World, from: Party) {
  const { info, by } = last(this);
  const user = info.Sender?.User?.UserID;
  const place = this.place(by, 'MessageInfo/Sender');
  this.expect.that(
    user !== undefined && sameUser(user, from.user),
    `Sender ${from.user}`,
    `Sender ${JSON.stringify(info.Sender)}`,
    place,
  );
});

Then('it is observed whether its Sender is {party}', function (this: World, from: Party) {
  const user = last(this).info.Sender?.User?.UserID ?? 'nobody';
  if (!sameUser(user, from.user)) this.observe(`Sender ${from.user}`, `Sender ${user}`);
});

Then('its Sender is the screen name of {party} in {string}', function (this: World, _from: Party, group: string) {
  const { info, by } = last(this);
  const name = info.Sender?.Group?.ScreenName;
  const place = this.place(by, 'MessageInfo/Sender');
  this.expect.equal('SName', name?.SName, this.name('owner'), place);
  this.expect.that(
    sameUser(name?.GroupID ?? '', groupOf(this, group)),
    `GroupID ${groupOf(this, group)}`,
    `GroupID ${name?.GroupID}`,
    place,
  );
});

Then('the UserID of {party} is nowhere in it', function (this: World, from: Party) {
  const { info, by } = last(this);
  // The address of the group holds the user part of its owner, so the UserID is looked for as a value of its own.
  const values = [...JSON.stringify(info).matchAll(/:"([^"]*)"/g)].map(([, value = '']) => value);
  this.expect.none(
    `the UserID ${from.user}`,
    values,
    (value) => sameUser(value, from.user),
    this.place(by, 'MessageInfo'),
  );
});

Then('its ContentType is text\\/plain, or absent', function (this: World) {
  const { info, by } = last(this);
  const type = (info.ContentType ?? 'text/plain').split(';')[0]?.trim().toLowerCase();
  this.expect.equal('ContentType', type, 'text/plain', this.place(by, 'MessageInfo/ContentType'));
});

Then('its DateTime is a date and time', function (this: World) {
  const { info, by } = last(this);
  const place = this.place(by, 'MessageInfo/DateTime');
  const text = this.expect.present('DateTime', info.DateTime, place);
  this.expect.that(DATE_AND_TIME.test(text), 'DateTime YYYYMMDDThhmmss', `DateTime ${text}`, place);
});

Then('its ContentSize, if there is one, is the length of the text', function (this: World) {
  const { info, content, by } = last(this);
  if (info.ContentSize === undefined) return this.nothingToSee('no ContentSize is in the message');
  // White space at the ends is a matter of its own (SYN-XML-014).
  const counted = info.ContentSize === content?.length ? content : content?.trim();
  this.expect.equal('ContentSize', info.ContentSize, counted?.length, this.place(by, 'MessageInfo/ContentSize'));
});

Then('its ContentName is {string}', function (this: World, name: string) {
  const { info, by } = last(this);
  this.expect.equal(
    'ContentName',
    (info as Value<'MessageInfo', '1.3'>).ContentName,
    name,
    this.place(by, 'MessageInfo'),
  );
});

Then(
  'its Font has Size {word}, Style {word} and Color {word}',
  function (this: World, size: string, style: string, color: string) {
    const { info, by } = last(this);
    const wanted = { Size: size, Style: [style], Color: color };
    this.expect.equal('Font', (info as Value<'MessageInfo', '1.3'>).Font, wanted, this.place(by, 'MessageInfo/Font'));
  },
);

Then(
  '{party} is pushed the text {string} with MessageID, Sender, Recipient and ContentData',
  async function (this: World, party: Party, label: string) {
    const received = await awaitTransaction(this, party, 'NewMessage', label);
    const { MessageInfo, ContentData } = received.value;
    for (const name of ['MessageID', 'Sender', 'Recipient'] as const) {
      this.expect.present(name, MessageInfo[name], this.place(received, 'MessageInfo'));
    }
    const text = readable(this, MessageInfo, ContentData);
    this.expect.equal('ContentData', text, textOf(this, label), this.place(received, 'ContentData'));
  },
);

Then(
  '{party} is notified of {string} with MessageID and Sender and without content',
  async function (this: World, party: Party, label: string) {
    const received = await awaitTransaction(this, party, 'MessageNotification', label);
    this.expect.present('Sender', received.value.MessageInfo.Sender, this.place(received, 'MessageInfo'));
    const [content] = elementsIn(received.read?.tree, 'ContentData');
    this.expect.absent('ContentData', content?.text, this.place(received));
  },
);

When('{party} fetches {string} twice', async function (this: World, party: Party, label: string) {
  expectText(this, await fetch(this, party, idOf(this, label)), 'GetMessage-Response', label);
  await fetch(this, party, idOf(this, label));
});

When('{party} fetches the message {string}', async function (this: World, party: Party, label: string) {
  await fetch(this, party, unknownId(this, label));
});

When('{party} confirms the message {string}', async function (this: World, party: Party, label: string) {
  const primitive = { name: 'MessageDelivered', value: { MessageID: unknownId(this, label) } } as const;
  const reply = await party.client.send([{ mode: 'Request', id: party.client.freshId(), primitive }]);
  this.keepReply(party, reply);
});

Then('it is refused with code {codes}, or the answer is empty', function (this: World, codes: number[]) {
  const [first] = this.reply.transactions;
  if (first === undefined) return this.expect.met();
  const { Result } = anyVersion(first.primitive.value);
  this.expect.that(codes.includes(Result?.Code ?? 0), `Status ${codes.join(' or ')}`, this.notation(first.primitive));
});

When(/^([A-D]) rejects (".+")$/, async function (this: World, party: string, text: string) {
  const ids = labels(text).map((label) => idOf(this, label));
  await this.ask(this.party(party), { name: 'RejectMessage-Request', value: { MessageID: ids } });
});

When(
  '{party} rejects the messages {string} and {string}, which never was',
  async function (this: World, party: Party, label: string, unknown: string) {
    const MessageID = [idOf(this, label), unknownId(this, unknown)];
    await this.ask(party, { name: 'RejectMessage-Request', value: { MessageID } });
  },
);

Then(
  'DetailedResult names the message {string} and not {string}',
  function (this: World, unknown: string, label: string) {
    const named = detailsOf(this.answer).flatMap(({ MessageID }) => [...(MessageID ?? [])]);
    this.expect.equal(
      'MessageID in DetailedResult',
      named,
      [unknownId(this, unknown)],
      this.place(this.answer, 'Result'),
    );
    this.expect.none(`MessageID of "${label}"`, named, (id) => id === idOf(this, label), this.place(this.answer));
  },
);

When('{party} rejects the message {string}', async function (this: World, party: Party, label: string) {
  await this.ask(party, { name: 'RejectMessage-Request', value: { MessageID: [unknownId(this, label)] } });
});

Then('{string} no longer waits for {party}', async function (this: World, label: string, party: Party) {
  await this.about(['CSP-IMS-056'], () => noLongerWaits(this, party, label));
});

When('{party} lists the messages', async function (this: World, party: Party) {
  await this.ask(party, { name: 'GetMessageList-Request', value: {} });
});

When('{party} lists at most {int} messages', async function (this: World, party: Party, count: number) {
  await this.ask(party, { name: 'GetMessageList-Request', value: { MessageCount: count } });
});

When('{party} lists the messages of the group {string}', async function (this: World, party: Party, group: string) {
  await this.ask(party, { name: 'GetMessageList-Request', value: { GroupID: groupOf(this, group) } });
});

When(
  '{party} lists the messages of the unknown group {string}',
  async function (this: World, party: Party, label: string) {
    await this.ask(party, {
      name: 'GetMessageList-Request',
      value: { GroupID: this.addressOf(party, this.name(label)) },
    });
  },
);

Then(/^the list names (.+)$/, function (this: World, text: string) {
  const list = listed(this.answer);
  for (const label of labels(text)) {
    this.expect.some(
      `MessageInfo of ${idOf(this, label)}`,
      list,
      (info) => info.MessageID === idOf(this, label),
      this.place(this.answer),
    );
  }
});

Then(
  /^the history, if it is shown, names (.+) and not "([^"]+)"$/,
  function (this: World, text: string, unwanted: string) {
    if (!this.answer.success) return this.nothingToSee(`the history is not shown: ${this.answer.code}`);
    const ids = listed(this.answer).map(({ MessageID }) => MessageID);
    const place = this.place(this.answer);
    for (const label of labels(text)) this.expect.some(`"${label}"`, ids, (id) => id === idOf(this, label), place);
    this.expect.none(`"${unwanted}"`, ids, (id) => id === idOf(this, unwanted), place);
  },
);

Then('the list has at most {int} messages', function (this: World, most: number) {
  const count = listed(this.answer).length;
  this.expect.that(
    count <= most && count > 0,
    `1 to ${most} MessageInfo`,
    `${count} MessageInfo`,
    this.place(this.answer),
  );
});

Then('the list is empty', function (this: World) {
  this.expect.equal('MessageInfo elements', listed(this.answer).length, 0, this.place(this.answer));
});

Then('MessageTotalCount, if there is one, is {int}', function (this: World, total: number) {
  const { MessageTotalCount } = anyVersion(this.answer.as('GetMessageList-Response'));
  if (MessageTotalCount !== undefined)
    this.expect.equal('MessageTotalCount', MessageTotalCount, total, this.place(this.answer, 'MessageTotalCount'));
});

Then(
  '{string} is not among the messages waiting for {party}',
  async function (this: World, label: string, party: Party) {
    const answer = await this.ask(party, { name: 'GetMessageList-Request', value: {} });
    const id = idOf(this, label);
    this.expect.none(`MessageInfo of ${id}`, listed(answer), (info) => info.MessageID === id, this.place(answer));
  },
);

function deliveryMethod(method: string, group?: string): Value<'SetDeliveryMethod-Request'> {
  return {
    DeliveryMethod: method,
    ...(group === undefined ? {} : { GroupID: group }),
  } as Value<'SetDeliveryMethod-Request'>;
}

When(/^([A-D]) sets the delivery method to ([PNX])$/, async function (this: World, party: string, method: string) {
  const value = {
    ...deliveryMethod(method),
    ...(method === 'P' && this.version !== '1.3' ? { AcceptedContentLength: 2_048 } : {}),
  };
  await this.ask(this.party(party), { name: 'SetDeliveryMethod-Request', value: value }, { unchecked: method === 'X' });
});

When(
  '{party} sets the delivery method to P up to {int} octets',
  async function (this: World, party: Party, octets: number) {
    const value = draft('SetDeliveryMethod-Request', { ...deliveryMethod('P'), AcceptedContentLength: octets });
    await this.ask(party, { name: 'SetDeliveryMethod-Request', value });
  },
);

When(
  '{party} sets the delivery method to N for the group {string}',
  async function (this: World, party: Party, group: string) {
    await this.ask(party, { name: 'SetDeliveryMethod-Request', value: deliveryMethod('N', groupOf(this, group)) });
  },
);

When(
  '{party} sets the delivery method to N for the unknown group {string}',
  async function (this: World, party: Party, label: string) {
    await this.ask(party, {
      name: 'SetDeliveryMethod-Request',
      value: deliveryMethod('N', this.addressOf(party, this.name(label))),
    });
  },
);

When('{party} sends {string} to nobody', async function (this: World, from: Party, label: string) {
  await sendMessage(this, from, textMessage(from, {}, textOf(this, label)));
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
    const sender = draft('Sender', { User: { UserID: other.user } });
    await sendText(this, from, toUser(to.user), label, { sender });
  },
);

/** Group part of a Sender: `the group`, or `the screen name "carly"` there. */
function groupSender(world: World, group: string, words: string): Value<'Sender'> {
  const [, label] = /^the screen name "([^"]+)"$/.exec(words) ?? [];
  const GroupID = groupOf(world, group);
  const inside = label === undefined ? { GroupID } : { ScreenName: { SName: world.name(label), GroupID } };
  return draft('Sender', { Group: inside });
}

When(
  '{party} sends {string} to the group {string} with {} as Sender',
  async function (this: World, from: Party, label: string, group: string, words: string) {
    const sender = groupSender(this, group, words);
    await sendText(this, from, toGroup(groupOf(this, group)), label, { sender });
  },
);

When('{party} sends a message without content to {party}', async function (this: World, from: Party, to: Party) {
  const { ContentData: _none, ...message } = textMessage(from, toUser(to.user), '');
  keepId(this, 'empty', await sendMessage(this, from, message));
});

Then('{party} gets it without content, unless it was refused', async function (this: World, to: Party) {
  if (!this.answer.success) return this.expect.met();
  const id = idOf(this, 'empty');
  const came = await to.client.waitFor('NewMessage', { where: ({ MessageInfo }) => MessageInfo.MessageID === id });
  this.expect.equal('ContentData', came.value.ContentData ?? '', '', this.place(came, 'ContentData'));
  const { Sender } = came.value.MessageInfo;
  const user = this.expect.present('Sender', Sender?.User?.UserID, this.place(came, 'MessageInfo/Sender'));
  this.expect.that(sameUser(user, this.party('A').user), 'A as Sender', user, this.place(came, 'MessageInfo/Sender'));
});

When(
  '{party} sends {string} to {party} without Sender',
  async function (this: World, from: Party, label: string, to: Party) {
    const message = textMessage(from, toUser(to.user), textOf(this, label));
    const { Sender: _left, ...info } = message.MessageInfo;
    await sendMessage(this, from, draft('SendMessage-Request', { ...message, MessageInfo: info }));
  },
);

Then('the answer has a MessageID', function (this: World) {
  const { MessageID } = this.answer.as('SendMessage-Response');
  this.expect.that((MessageID ?? '') !== '', 'a MessageID', 'no MessageID', this.place(this.answer));
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
  const { MessageID } = anyVersion(this.answer.primitive.value);
  const { info, by } = await getText(this, party, label);
  this.expect.equal('MessageID', info.MessageID, MessageID, this.place(by, 'MessageInfo/MessageID'));
});

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

Then('a message is refused with code {codes}', function (this: World, codes: number[]) {
  const fits = allCodes(this.answer).some((code) => codes.includes(code));
  this.expect.that(
    fits,
    `code ${codes.join(' or ')}, alone or in DetailedResult`,
    this.notation(this.answer.primitive),
    this.place(this.answer, 'Result'),
  );
});

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
  '{party} forwards {string} to {party} and the unknown user {string}',
  async function (this: World, party: Party, label: string, to: Party, nobody: string) {
    const Recipient = toUser(to.user, unknownUser(this, nobody));
    await this.ask(party, { name: 'ForwardMessage-Request', value: { MessageID: idOf(this, label), Recipient } });
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

Given('as many messages of {party} wait for {party} as may', async function (this: World, from: Party, to: Party) {
  await this.prerequisite('CSP-OFF-001', () => fillQueue(this, from, to));
});

Given('the user without credit is logged in', async function (this: World) {
  await this.party('unfunded').open();
});

When('the user without credit sends {string} to {party}', async function (this: World, label: string, to: Party) {
  await sendText(this, this.party('unfunded'), toUser(to.user), label);
});

When(
  '{party} fetches what waits {int} times, {int} seconds apart',
  async function (this: World, party: Party, times: number, seconds: number) {
    for (let count = 0; count < times; count++) {
      await this.pass(seconds);
      await party.client.drain();
    }
  },
);
