/** Everyday words of the services, used by the features of every area: texts, presence, contact lists, groups. */
import { Given, Then, When } from '@cucumber/cucumber';
import { listChange } from '../src/conformance/state/access-lists.ts';
import type { Value } from '../src/protocol/messages/infer.ts';
import { startClean } from './support/access-lists.ts';
import { createGroup, groupOf, joinGroup, namesIn, toGroup } from './support/groups.ts';
import { unknownUser } from './support/login.ts';
import {
  collectAll,
  getText,
  indexOfText,
  messagesSoFar,
  sendMessage,
  sendText,
  sendTogether,
  textMessage,
  textOf,
  toUser,
} from './support/messages.ts';
import {
  learns,
  notifications,
  sameUser,
  setStatusText,
  show,
  shownValue,
  subscribe,
  subscription,
} from './support/presence.ts';
import { beginSearch } from './support/search.ts';
import { keepId, labels } from './support/waiting-messages.ts';
import type { Party, World } from './support/world.ts';

const ROOT = {
  send: 'CSP-IMS-001',
  subscribe: 'CSP-PRE-001',
  attributeList: 'CSP-ATL-001',
  contactList: 'CSP-CLS-005',
  group: 'CSP-GRP-001',
  join: 'CSP-JON-001',
  block: 'CSP-ACL-001',
  search: 'CSP-SRC-001',
} as const;

async function sendToUser(world: World, from: Party, label: string, to: Party): Promise<void> {
  await world.prerequisite(ROOT.send, async () => {
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
  '{party} sends the text {string} to the group {string}',
  async function (this: World, from: Party, label: string, group: string) {
    await sendText(this, from, toGroup(groupOf(this, group)), label);
  },
);

When(
  '{party} sends the text {string} to the group {string} of {party}',
  async function (this: World, from: Party, label: string, group: string, _owner: Party) {
    await sendText(this, from, toGroup(groupOf(this, group)), label);
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
    const recipient = {
      User: [{ UserID: this.keep('unknown user', unknownUser(this, label)) }],
      ContactList: [this.addressOf(from, this.name('missing'))],
    } as Value<'Recipient'>;
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
      await this.prerequisite(ROOT.send, async () => this.expect.success(answer));
    }
  },
);

When(
  '{party} sends a text of {int} octets to {party}',
  async function (this: World, from: Party, octets: number, to: Party) {
    this.keep('text:long', 'x'.repeat(octets));
    await this.prerequisite(ROOT.send, async () => {
      this.expect.success(await sendText(this, from, toUser(to.user), 'long'));
    });
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

Then('{party} gets the text {string}', async function (this: World, party: Party, label: string) {
  await getText(this, party, label);
});

Then(/^([A-D]) got the texts ((?:"[^"]+"(?:, | and )?)+)$/, async function (this: World, party: string, texts: string) {
  for (const label of labels(texts)) await getText(this, this.party(party), label);
});

Then('{party} got the text {string}', async function (this: World, party: Party, label: string) {
  await getText(this, party, label);
});

Then(
  '{party} got the text {string} before the text {string}',
  async function (this: World, party: Party, first: string, second: string) {
    await getText(this, party, first);
    await getText(this, party, second);
    const order = indexOfText(this, party, first) < indexOfText(this, party, second);
    this.expect.that(order, `"${first}" before "${second}"`, `"${second}" before "${first}"`);
  },
);

Then(
  'it is observed how often {party} got the text {string}',
  async function (this: World, party: Party, label: string) {
    await collectAll(this, party);
    const times = messagesSoFar(this, party).filter((message) => message.content === textOf(this, label)).length;
    if (times !== 1) this.observe('one copy', `${times} copies`);
  },
);

Then('the message is refused for the group with code {codes}', function (this: World, codes: number[]) {
  const { code, result } = this.answer;
  const inside = (result?.DetailedResult ?? []).map((detail) => detail.Code);
  const fits = [code ?? 0, ...inside].some((one) => codes.includes(one));
  this.expect.that(
    fits,
    `code ${codes.join(' or ')}, alone or in DetailedResult`,
    this.notation(this.answer.primitive),
    this.place(this.answer, 'Result'),
  );
});

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

When(
  '{party} subscribes to the presence of {party} and of the unknown user {string}',
  async function (this: World, watcher: Party, publisher: Party, label: string) {
    const unknown = this.keep('unknown user', unknownUser(this, label));
    await this.ask(watcher, subscription(this, [publisher.user, unknown]));
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

Then(
  'it is observed whether {party} is among the watchers of {party}',
  function (this: World, watcher: Party, _publisher: Party) {
    const there = JSON.stringify(this.answer.primitive.value).toLowerCase().includes(watcher.user.toLowerCase());
    this.observe(`${watcher.user} or nobody`, there ? watcher.user : 'nobody');
  },
);

async function hasContactList(world: World, owner: Party, label: string, members: readonly Party[]): Promise<void> {
  const list = world.addressOf(owner, world.name(label));
  await world.prerequisite(ROOT.contactList, async () => {
    const value = { ContactList: list, NickList: { UserID: members.map((member) => member.user) } };
    world.expect.success(
      await world.ask(owner, { name: 'CreateList-Request', value: value as Value<'CreateList-Request'> }),
    );
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

Then('the contact list {string} of {party} is still there', async function (this: World, label: string, owner: Party) {
  const list = this.addressOf(owner, this.name(label));
  const answer = await this.ask(owner, { name: 'GetList-Request', value: {} });
  const { ContactList, ContactListIDList, DefaultContactList } = answer.as('GetList-Response') as {
    readonly ContactList?: readonly string[];
    readonly ContactListIDList?: { readonly ContactList?: readonly string[] };
    readonly DefaultContactList?: string;
  };
  const all = [...(ContactList ?? []), ...(ContactListIDList?.ContactList ?? []), DefaultContactList ?? ''];
  this.expect.some(`the contact list ${list}`, all, (one) => sameUser(one.replace('/', '%'), list.replace('/', '%')));
});

Given('{party} blocks {party}', async function (this: World, owner: Party, blocked: Party) {
  await startClean(this, owner);
  const value = listChange(this.version, { blocked: { add: { UserID: [blocked.user] }, inUse: true } });
  await this.prerequisite(ROOT.block, async () => {
    this.expect.success(await this.ask(owner, { name: 'BlockEntity-Request', value }));
  });
});

Then('{party} is on the blocked list of {party}', async function (this: World, blocked: Party, owner: Party) {
  const answer = await this.ask(owner, { name: 'GetBlockedList-Request', value: {} });
  const { BlockList } = answer.as('GetBlockedList-Response');
  const users = BlockList?.EntityList?.UserID ?? [];
  this.expect.some(
    `${blocked.user} in BlockList`,
    users,
    (user) => sameUser(user, blocked.user),
    this.place(answer, 'BlockList'),
  );
});

Given(
  '{party} has the open group {string} and is joined to it',
  async function (this: World, owner: Party, label: string) {
    await this.prerequisite(ROOT.group, async () => {
      this.expect.success(await createGroup(this, owner, label, { join: true, screenName: this.name('owner') }));
    });
  },
);

Given(
  '{party} has the open group {string} and is joined to it, subscribed to its changes',
  async function (this: World, owner: Party, label: string) {
    await this.prerequisite(ROOT.group, async () => {
      const group = { join: true, screenName: this.name('owner'), subscribe: true };
      this.expect.success(await createGroup(this, owner, label, group));
    });
  },
);

Given(
  '{party} is joined to the group {string} of {party}',
  async function (this: World, party: Party, label: string, _owner: Party) {
    await this.prerequisite(ROOT.join, async () => {
      this.expect.success(
        await joinGroup(this, party, groupOf(this, label), { screenName: this.name(`name${party.key}`) }),
      );
    });
  },
);

Given(
  '{party} is joined to the group {string} of {party} as {string}',
  async function (this: World, party: Party, label: string, _owner: Party, screenName: string) {
    await this.prerequisite(ROOT.join, async () => {
      this.expect.success(await joinGroup(this, party, groupOf(this, label), { screenName: this.name(screenName) }));
    });
  },
);

Given(
  '{party} sets the own property {word} of the group {string} of {party} to {word}',
  async function (this: World, party: Party, property: string, label: string, _owner: Party, value: string) {
    await this.prerequisite('CSP-PRP-008', async () => {
      const request = {
        GroupID: groupOf(this, label),
        OwnProperties: { Property: [{ Name: property, Value: value }] },
      } as Value<'SetGroupProps-Request'>;
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

Then('{party} still owns the group {string}', async function (this: World, party: Party, label: string) {
  const answer = await this.ask(party, { name: 'GetGroupProps-Request', value: { GroupID: groupOf(this, label) } });
  const { GroupProperties, OwnProperties } = answer.as('GetGroupProps-Response');
  const find = (
    list: { readonly Property?: readonly { readonly Name: string; readonly Value?: string }[] } | undefined,
    key: string,
  ) => list?.Property?.find((one) => one.Name.toLowerCase() === key)?.Value;
  this.expect.equal('Name', find(GroupProperties, 'name'), this.name(label), this.place(answer));
  const level = find(OwnProperties, 'privilegelevel');
  if (level !== undefined) this.expect.equal('PrivilegeLevel', level, 'Admin', this.place(answer, 'OwnProperties'));
});

Given('{party} has an open search with further results', async function (this: World, party: Party) {
  await this.prerequisite(ROOT.search, async () => {
    const answer = await beginSearch(this, party, [['USER_ID', this.ixit.domain]], 1);
    this.expect.success(answer);
    const { SearchID, SearchIndex } = answer.as('Search-Response');
    this.keep('search', { SearchID, SearchIndex });
  });
});

When('{party} continues the search of before', async function (this: World, party: Party) {
  const value = this.kept<Value<'Search-Request'>>('search');
  await this.ask(party, { name: 'Search-Request', value });
});
