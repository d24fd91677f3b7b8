/** The plain text syntax. */
import { Then, When } from '@cucumber/cucumber';
import { draft } from '../../src/protocol/messages/any-version.ts';
import { propertyIn, readList } from '../support/lists.ts';
import { textNamed } from '../support/mixed-syntaxes.ts';
import { loginOctets, sendPlain } from '../support/plain-text.ts';
import { readValue, setStatusText } from '../support/presence.ts';
import { phoneOf } from '../support/short-messages.ts';
import type { Party, World } from '../support/world.ts';
import { readOverXml, sameOverPlainText } from './pts.ts';
import type { Deed } from './wbxml.ts';

When(/^([A-D]) creates a contact list that is called (.+)$/, async function (this: World, key: string, name: string) {
  const owner = this.party(key);
  const ContactList = this.keep('list', this.addressOf(owner, this.name('called')));
  const ContactListProperties = { Property: [{ Name: 'DisplayName', Value: name }] };
  const value = draft('CreateList-Request', { ContactList, ContactListProperties });
  this.expect.success(await this.ask(owner, { name: 'CreateList-Request', value }));
});

Then(/^the contact list is shown as (.+)$/, async function (this: World, name: string) {
  const answer = await readList(this, this.party('A'), this.kept<string>('list'), false);
  const place = this.place(answer, 'ContactListProperties');
  this.expect.equal('DisplayName', propertyIn(answer, 'DisplayName'), name, place);
});

When('{party} sends a plain text message of the type {word}', async function (this: World, party: Party, type: string) {
  await sendPlain(this, party, `${type}${party.client.freshId()} SI=${party.client.session.sessionId ?? ''}`);
});

When(
  '{party} sends a login with the version digits {word}',
  async function (this: World, party: Party, digits: string) {
    const octets = loginOctets(this, party);
    const text = new TextDecoder().decode(octets).replace(/^WV\d\d/, `WV${digits}`);
    this.keepReply(party, await party.client.sendRaw(text));
  },
);

When(
  '{party} does the same in a session over XML and in one over plain text',
  async function (this: World, party: Party) {
    this.keep('deeds', await sameOverPlainText(this, party));
  },
);

Then('both were answered by the same primitives with the same codes', function (this: World) {
  const { one, other } = this.kept<{ readonly one: readonly Deed[]; readonly other: readonly Deed[] }>('deeds');
  for (const [i, deed] of other.entries()) {
    const before = one[i];
    if (before === undefined) continue;
    const expected = this.notation(before.answer.primitive);
    this.expect.equal(deed.what, this.notation(deed.answer.primitive), expected, this.place(deed.answer));
  }
});

Then(
  'the contact list {string} of {party} reads the same over XML',
  async function (this: World, label: string, owner: Party) {
    const { plain, xml } = await readOverXml(this, owner, label);
    this.expect.equal('members of the list', plain, xml, this.place(this.answer, 'NickList'));
  },
);

When(/^([A-D]) publishes a text with (.+)$/, async function (this: World, key: string, words: string) {
  this.expect.success(await setStatusText(this.party(key), this.keep('text', textNamed(words))));
});

Then('{party} reads that text of {party}', async function (this: World, watcher: Party, publisher: Party) {
  const read = await readValue(this, watcher, publisher.user, 'StatusText');
  this.expect.equal('StatusText', read, this.kept<string>('text'));
});

Then('the answer came in parts with letters, {int} at most', function (this: World, most: number) {
  const { parts } = phoneOf(this, this.party('A'));
  const letters = parts.map(({ data }) => /^WV\d\d[A-Z]{2}\d+([a-z]{2}) /.exec(new TextDecoder().decode(data))?.[1]);
  this.expect.that(parts.length > 1 && parts.length <= most, `2 to ${most} parts`, `${parts.length} parts`);
  const last = String.fromCharCode('a'.charCodeAt(0) + parts.length - 1);
  const wanted = parts.map((_, i) => `${String.fromCharCode('a'.charCodeAt(0) + i)}${last}`);
  this.expect.equal('letters of the parts', letters, wanted);
});
