/** Forms of documents that mean the same, and presence values in XML: the words of features/syntax. */
import { Given, Then, When } from '@cucumber/cucumber';
import { defaultCapabilities } from '../src/client/capabilities.ts';
import type { CapabilityOutcome } from '../src/client/session-outcomes.ts';
import type { Value } from '../src/protocol/messages/infer.ts';
import type { TreeNode } from '../src/protocol/model/tree.ts';
import { isForeign } from '../src/protocol/version-facts.ts';
import { logIn, loginOf } from './support/login.ts';
import { sendMessage, textMessage, textOf, toUser } from './support/messages.ts';
import { broken, keepAliveOctets, post } from './support/octets.ts';
import { named, show } from './support/presence.ts';
import { PUBLISHED, publish, readPublished } from './support/published.ts';
import { type Deed, differences, sameDeeds } from './support/syntaxes.ts';
import { elementsIn } from './support/trees.ts';
import type { Party, World } from './support/world.ts';
import { writing } from './support/writing.ts';

// WBXML ----------------------------------------------------------------------------------------------------------------

When('{party} logs in with text written {}', async function (this: World, party: Party, how: string) {
  await logIn(this, party, { send: { writing: writing(how) } });
});

When(
  '{party} logs in with the element {word} named by a literal',
  async function (this: World, party: Party, element: string) {
    await logIn(this, party, { send: { writing: { literals: [element] } } });
  },
);

Given(
  '{party} can log in with TimeToLive {int}, written as text',
  async function (this: World, party: Party, timeToLive: number) {
    await this.prerequisite('CSP-LOG-001', async () => {
      const outcome = await party.client.login({ timeToLive, send: { writing: { integers: 'text' } } });
      this.expect.that(outcome.success, 'Login-Response 200', this.notation(outcome.answer.primitive));
      this.keep('KeepAliveTime', outcome.keepAliveTime ?? timeToLive);
      await party.client.logout();
    });
  },
);

When(
  '{party} logs in with TimeToLive {int}, written {}',
  async function (this: World, party: Party, timeToLive: number, how: string) {
    this.keep('TimeToLive', timeToLive);
    await logIn(this, party, { timeToLive, send: { writing: writing(how) } });
  },
);

Then('the login is accepted with the KeepAliveTime of before', function (this: World) {
  const { answer, keepAliveTime } = loginOf(this);
  this.expect.primitive(answer, 'Login-Response', 200);
  // What is not told is what was asked for.
  const granted = keepAliveTime ?? this.kept<number>('TimeToLive');
  this.expect.equal('KeepAliveTime', granted, this.kept<number>('KeepAliveTime'), this.place(answer, 'KeepAliveTime'));
});

When(
  '{party} sends the text {string} to {party} with a DateTime written {}',
  async function (this: World, from: Party, label: string, to: Party, how: string) {
    const message = textMessage(from, toUser(to.user), textOf(this, label));
    const DateTime = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const value = { ...message, MessageInfo: { ...message.MessageInfo, DateTime } } as Value<'SendMessage-Request'>;
    const dates = how === 'as text' ? ({ dates: 'text' } as const) : writing(how);
    this.expect.success(await sendMessage(this, from, value, { writing: dates }));
  },
);

When(
  '{party} negotiates capabilities with values as tokens, then with values as text',
  async function (this: World, party: Party) {
    const list = defaultCapabilities(this.version);
    const tokens = await party.client.negotiateCapabilities(list, { writing: { values: 'tokens' } });
    const text = await party.client.negotiateCapabilities(list, { writing: { values: 'text' } });
    this.keep('outcomes', [tokens, text]);
    this.keepAnswer(party, text.answer);
  },
);

Then('both were answered the same', function (this: World) {
  const [tokens, text] = this.kept<readonly CapabilityOutcome[]>('outcomes');
  const notations = [tokens, text].map((outcome) => outcome && this.notation(outcome.answer.primitive));
  this.expect.equal('answer', notations[1], notations[0], this.place(this.answer));
  this.expect.equal('agreed capabilities', text?.agreed, tokens?.agreed, this.place(this.answer));
});

When('{party} logs in with a code page switch before every tag', async function (this: World, party: Party) {
  await logIn(this, party, { send: { writing: { pageSwitches: 'superfluous' } } });
});

When(
  '{party} logs in with lengths and numbers in longer form, text {}',
  async function (this: World, party: Party, how: string) {
    await logIn(this, party, { send: { writing: { ...writing(how), lengths: 'long' } } });
  },
);

When('{party} posts that message, {}', async function (this: World, party: Party, fault: string) {
  this.keep('fate', await post(party, broken(keepAliveOctets(this, party), fault)));
});

When(
  '{party} does the same in a session over XML and in one over WBXML: login, negotiation, KeepAlive-Request, GetList-Request',
  async function (this: World, party: Party) {
    this.keep('deeds', await sameDeeds(this, party));
  },
);

Then('both were answered by the same primitives with the same codes and values', function (this: World) {
  const { xml, wbxml } = this.kept<{ readonly xml: readonly Deed[]; readonly wbxml: readonly Deed[] }>('deeds');
  for (const [i, deed] of wbxml.entries()) {
    const other = xml[i];
    if (other === undefined) continue;
    const place = this.place(deed.answer);
    this.expect.equal(deed.what, this.notation(deed.answer.primitive), this.notation(other.answer.primitive), place);
    const [a, b] = differences(deed.answer.primitive.value, other.answer.primitive.value);
    this.expect.equal(`${deed.what}, values`, a, b, place);
  }
});

// XML ------------------------------------------------------------------------------------------------------------------

When('{party} sends a KeepAlive-Request with an element nobody knows', async function (this: World, party: Party) {
  const value = { 'Unheard-Of': 'nothing' } as unknown as Value<'KeepAlive-Request'>;
  const primitive = { name: 'KeepAlive-Request', value } as const;
  const transaction = { mode: 'Request', id: party.client.freshId(), primitive } as const;
  this.keepReply(party, await party.client.send([transaction], { unchecked: true }));
});

When(
  '{party} creates a contact list with {party} and the DisplayName {string}, written {}',
  async function (this: World, owner: Party, member: Party, name: string, how: string) {
    const list = this.keep('list', this.addressOf(owner, this.name('shown')));
    this.keep('DisplayName', name);
    const value = {
      ContactList: list,
      NickList: { UserID: [member.user] },
      ContactListProperties: { Property: [{ Name: 'DisplayName', Value: name }] },
    } as Value<'CreateList-Request'>;
    this.expect.success(await this.ask(owner, { name: 'CreateList-Request', value }, { writing: writing(how) }));
  },
);

Then('the DisplayName of the list is {string}', async function (this: World, name: string) {
  const request = { ContactList: this.kept<string>('list'), ...(this.version === '1.1' ? {} : { ReceiveList: false }) };
  const value = request as Value<'ListManage-Request'>;
  const answer = await this.ask(this.party('A'), { name: 'ListManage-Request', value });
  const { ContactListProperties } = this.expect.primitive(answer, 'ListManage-Response', 200);
  const property = ContactListProperties?.Property.find((one) => one.Name === 'DisplayName');
  this.expect.equal('DisplayName', property?.Value, name, this.place(answer, 'ContactListProperties'));
});

// Presence values ------------------------------------------------------------------------------------------------------

When('{party} asks for its attribute lists', async function (this: World, party: Party) {
  await this.ask(
    party,
    this.fromXml('<GetAttributeList-Request><DefaultList>F</DefaultList></GetAttributeList-Request>'),
  );
});

Then('the attributes in the answer are empty elements', function (this: World) {
  this.expect.primitive(this.answer, 'GetAttributeList-Response', 200);
  const lists = elementsIn(this.reply.read?.tree, 'PresenceSubList');
  const own = (node: TreeNode) => node.children.filter((child) => !isForeign(child, node));
  const attributes = lists.flatMap(own);
  this.expect.some('a named attribute', attributes, () => true, this.place(this.answer));
  for (const attribute of attributes) {
    const { name, text, span } = attribute;
    const inside =
      own(attribute)
        .map((child) => child.name)
        .join(', ') || text.trim();
    const place = { ...this.place(this.answer), span };
    this.expect.that(inside === '', `${name} empty`, `${name} with ${inside}`, place);
  }
});

Given(
  '{party} shows {word}, {word} and {word} to {party}',
  async function (this: World, publisher: Party, one: string, two: string, three: string, watcher: Party) {
    await this.prerequisite('CSP-ATL-001', async () => {
      this.expect.success(await show(this, publisher, watcher, one, two, three));
    });
  },
);

When('{party} publishes ClientInfo, CommCap and StatusContent', async function (this: World, party: Party) {
  await publish(this, party, PUBLISHED);
});

Then(
  '{party} reads ClientInfo, CommCap and StatusContent of {party} as they were published',
  async function (this: World, watcher: Party, publisher: Party) {
    const shown = await readPublished(this, watcher, publisher.user, named('ClientInfo', 'CommCap', 'StatusContent'));
    for (const [name, published] of Object.entries(PUBLISHED)) {
      for (const [key, value] of Object.entries(published as Record<string, unknown>)) {
        const seen = (shown[name] as Record<string, unknown> | undefined)?.[key];
        this.expect.equal(`${name}/${key}`, seen, value, this.place(this.answer));
      }
    }
  },
);

When(
  '{party} publishes StatusText {string} and an attribute nobody knows',
  async function (this: World, party: Party, text: string) {
    const list = {
      StatusText: { Qualifier: true, PresenceValue: text },
      UnheardOf: { Qualifier: true, PresenceValue: 'x' },
    };
    await publish(this, party, list, { unchecked: true });
  },
);

Then(
  '{party} reads StatusText {string} of {party} if the answer was a success',
  async function (this: World, watcher: Party, text: string, publisher: Party) {
    if (!this.answer.success) return this.expect.met();
    const shown = await readPublished(this, watcher, publisher.user, named('StatusText'));
    const value = (shown.StatusText as { readonly PresenceValue?: string } | undefined)?.PresenceValue;
    this.expect.equal('StatusText', value, text, this.place(this.answer));
  },
);
