/** Logout and Disconnect, and their effects. */
import { Given, Then, When } from '@cucumber/cucumber';
import type { Received } from '../../../src/client/answers.ts';
import type { Value } from '../../../src/protocol/messages/infer.ts';
import { detailsOf } from '../../support/details.ts';
import { groupOf, toGroup } from '../../support/groups.ts';
import { sendMessage, sendText, textMessage, textOf, toUser } from '../../support/messages.ts';
import { sameUser } from '../../support/presence.ts';
import { ROOT } from '../../support/roots.ts';
import type { Party, World } from '../../support/world.ts';
import { beginSearch } from '../common/search.ts';

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

When(
  '{party} sends the text {string} to the group {string} of {party}',
  async function (this: World, from: Party, label: string, group: string, _owner: Party) {
    await sendText(this, from, toGroup(groupOf(this, group)), label);
  },
);

Then('the message is refused for the group with code {codes}', function (this: World, codes: number[]) {
  const { code } = this.answer;
  const inside = detailsOf(this.answer).map((detail) => detail.Code);
  const fits = [code ?? 0, ...inside].some((one) => codes.includes(one));
  this.expect.that(
    fits,
    `code ${codes.join(' or ')}, alone or in DetailedResult`,
    this.notation(this.answer.primitive),
    this.place(this.answer, 'Result'),
  );
});

Then(
  'it is observed whether {party} is among the watchers of {party}',
  function (this: World, watcher: Party, _publisher: Party) {
    const there = JSON.stringify(this.answer.primitive.value).toLowerCase().includes(watcher.user.toLowerCase());
    this.observe(`${watcher.user} or nobody`, there ? watcher.user : 'nobody');
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
