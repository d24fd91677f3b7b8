/** Instant messaging, what arrives and how: the words of features/csp/messaging. */
import { Then, When } from '@cucumber/cucumber';
import type { Value } from '../src/protocol/messages/infer.ts';
import { readable } from './support/content-text.ts';
import { groupOf } from './support/groups.ts';
import { DATE_AND_TIME, type Delivered, messagesSoFar, textOf } from './support/messages.ts';
import { sameUser } from './support/presence.ts';
import { elementsIn } from './support/trees.ts';
import {
  awaitTransaction,
  cameAs,
  expectText,
  fetch,
  idOf,
  labels,
  listed,
  noLongerWaits,
  unknownId,
} from './support/waiting-messages.ts';
import type { Party, World } from './support/world.ts';

// What a message is like ---------------------------------------------------------------------------------------------

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

// Delivery -----------------------------------------------------------------------------------------------------------

Then('{party} is pushed the text {string}', async function (this: World, party: Party, label: string) {
  const { value } = await awaitTransaction(this, party, 'NewMessage', label);
  this.expect.equal('ContentData', readable(this, value.MessageInfo, value.ContentData), textOf(this, label));
});

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

Then('{party} is notified of {string}', async function (this: World, party: Party, label: string) {
  await awaitTransaction(this, party, 'MessageNotification', label);
});

Then(
  '{party} is notified of {string} with MessageID and Sender and without content',
  async function (this: World, party: Party, label: string) {
    const received = await awaitTransaction(this, party, 'MessageNotification', label);
    this.expect.present('Sender', received.value.MessageInfo.Sender, this.place(received, 'MessageInfo'));
    const [content] = elementsIn(received.read?.tree, 'ContentData');
    this.expect.absent('ContentData', content?.text, this.place(received));
  },
);

Then('{party} was not pushed the text {string}', async function (this: World, party: Party, label: string) {
  await party.client.drain();
  this.expect.that(!cameAs(this, party, 'NewMessage', label), 'no NewMessage', 'NewMessage');
});

When('{party} fetches {string}', async function (this: World, party: Party, label: string) {
  await fetch(this, party, idOf(this, label));
});

When('{party} fetches {string} twice', async function (this: World, party: Party, label: string) {
  expectText(this, await fetch(this, party, idOf(this, label)), 'GetMessage-Response', label);
  await fetch(this, party, idOf(this, label));
});

When('{party} fetches the message {string}', async function (this: World, party: Party, label: string) {
  await fetch(this, party, unknownId(this, label));
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

When('{party} confirms the message {string}', async function (this: World, party: Party, label: string) {
  const primitive = { name: 'MessageDelivered', value: { MessageID: unknownId(this, label) } } as const;
  const reply = await party.client.send([{ mode: 'Request', id: party.client.freshId(), primitive }]);
  this.keepReply(party, reply);
});

Then('it is refused with code {codes}, or the answer is empty', function (this: World, codes: number[]) {
  const [first] = this.reply.transactions;
  if (first === undefined) return this.expect.met();
  const { Result } = first.primitive.value as { readonly Result?: { readonly Code: number } };
  this.expect.that(codes.includes(Result?.Code ?? 0), `Status ${codes.join(' or ')}`, this.notation(first.primitive));
});

When(/^([A-D]) rejects (".+")$/, async function (this: World, party: string, text: string) {
  const ids = labels(text).map((label) => idOf(this, label));
  await this.ask(this.party(party), { name: 'RejectMessage-Request', value: { MessageID: ids } });
});

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
  const { MessageTotalCount } = this.answer.as('GetMessageList-Response') as { readonly MessageTotalCount?: number };
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
  await this.ask(
    this.party(party),
    { name: 'SetDeliveryMethod-Request', value: value as Value<'SetDeliveryMethod-Request'> },
    { unchecked: method === 'X' },
  );
});

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

When('{party} answers again', function (this: World, party: Party) {
  party.client.respond('NewMessage');
});

When('{int} seconds pass', async function (this: World, seconds: number) {
  await this.pass(seconds);
});
