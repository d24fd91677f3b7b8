/** Delivery of presence, by subscription and on request. */

import { Then, When } from '@cucumber/cucumber';
import { anyVersion } from '../../../src/protocol/messages/any-version.ts';
import { notifications, sameUser } from '../../support/presence.ts';
import {
  isNotified,
  read,
  statusText,
  subscribeTo,
  told,
  update,
  valueIn,
  valuesIn,
  wasNotTold,
  withUndefinedAttribute,
} from '../../support/publishing.ts';
import type { Party, World } from '../../support/world.ts';
import { toldOlderClientInfo } from './delivery.ts';

Then(
  '{party} was told no {word} of {party}',
  async function (this: World, watcher: Party, attribute: string, user: Party) {
    await wasNotTold(this, watcher, user, attribute);
  },
);

When(
  '{party} subscribes to the presence of {party} with an empty PresenceSubList',
  async function (this: World, watcher: Party, user: Party) {
    await subscribeTo(this, watcher, { whom: user.key, emptyList: true });
  },
);

When(
  '{party} subscribes to {word} of {party} and to an attribute nobody defined',
  async function (this: World, watcher: Party, attribute: string, user: Party) {
    const asked = { whom: user.key, attributes: [attribute] };
    await subscribeTo(this, watcher, asked, withUndefinedAttribute(this));
  },
);

When('{party} unsets {word}', async function (this: World, publisher: Party, attribute: string) {
  await update(this, publisher, { [attribute]: { Qualifier: false, PresenceValue: '' } });
});

When(
  '{party} sets {word} to the value {word}',
  async function (this: World, publisher: Party, attribute: string, value: string) {
    const attributes = { [attribute]: { Qualifier: true, PresenceValue: value } };
    await update(this, publisher, attributes, (party, request) => this.ask(party, request, { unchecked: true }));
  },
);

When(
  '{party} updates StatusText {string} together with an attribute nobody defined',
  async function (this: World, publisher: Party, label: string) {
    const mark = '<SuiteMark><Qualifier>T</Qualifier><PresenceValue>1</PresenceValue></SuiteMark>';
    await update(this, publisher, valuesIn(this, `StatusText "${label}"`), withUndefinedAttribute(this, mark));
  },
);

Then(
  '{party} is notified of the ClientType {word} and the Language {word} of {party}, and of nothing its version lacks',
  async function (this: World, watcher: Party, ClientType: string, Language: string, _publisher: Party) {
    await toldOlderClientInfo(this, watcher, { ClientType, Language });
  },
);

Then(
  /^([A-D]) is notified that OnlineStatus of ([A-D]) is ([TF])$/,
  async function (this: World, watcher: string, user: string, value: string) {
    await isNotified(this, this.party(watcher), this.party(user), 'OnlineStatus', value);
  },
);

Then(
  /^([A-D]) reads OnlineStatus ([TF]) of ([A-D])$/,
  async function (this: World, watcher: string, wanted: string, user: string) {
    const seen = await read(this, this.party(watcher), this.party(user), 'OnlineStatus');
    this.expect.equal('OnlineStatus', seen, wanted, this.place(this.answer, 'Presence'));
  },
);

Then(
  '{party} sees no OnlineStatus F of {party}, or it is observed',
  async function (this: World, watcher: Party, user: Party) {
    const seen = await read(this, watcher, user, 'OnlineStatus');
    if (seen !== 'T') this.observe('OnlineStatus T', `OnlineStatus ${seen ?? 'missing'}`);
  },
);

Then(
  'it is observed whether {party} is notified of {word} {string} of {party} a second time',
  async function (this: World, watcher: Party, attribute: string, label: string, user: Party) {
    await watcher.client.drain();
    const times = told(this, watcher, user, attribute).filter((one) => one.value === statusText(this, label)).length;
    if (times > 1) this.observe('one notification', `${times} notifications`);
  },
);

Then(
  'the last {word} of {party} that {party} was told is {string}',
  function (this: World, attribute: string, user: Party, watcher: Party, label: string) {
    const last = told(this, watcher, user, attribute).at(-1);
    this.expect.equal(attribute, last?.value, statusText(this, label), last?.place);
  },
);

Then('each notification to {party} names its publisher by UserID', function (this: World, watcher: Party) {
  for (const entry of notifications(watcher)) {
    for (const presence of entry.value.Presence) {
      const place = this.place(entry, 'Presence');
      // Any publisher counts: an earlier subscription may notify about another user.
      const named = this.expect.present('UserID', presence.UserID, place);
      this.expect.that(!sameUser(named, watcher.user), 'UserID of a publisher', `UserID ${named}`, place);
    }
  }
});

Then(
  'subscribing to {party} and to {party} is answered with the same code',
  async function (this: World, one: Party, other: Party) {
    const first = await subscribeTo(this, this.party('A'), { whom: one.key });
    const second = await subscribeTo(this, this.party('A'), { whom: other.key });
    this.expect.equal('Code', second.code, first.code, this.place(second, 'Result/Code'));
  },
);

Then(
  'the answer shows {word} {string} of {party}',
  function (this: World, attribute: string, label: string, user: Party) {
    const seen = valueIn(this.answer, user.user, attribute);
    this.expect.equal(attribute, seen, statusText(this, label), this.place(this.answer, 'Presence'));
  },
);

Then('the answer shows no {word} of {party}', function (this: World, attribute: string, user: Party) {
  this.expect.absent(attribute, valueIn(this.answer, user.user, attribute), this.place(this.answer, 'Presence'));
});

Then('the answer shows no presence', function (this: World) {
  const { Presence } = anyVersion(this.answer.primitive.value);
  this.expect.equal('Presence', Presence?.length ?? 0, 0, this.place(this.answer, 'Presence'));
});

Then(
  'after success {party} is notified that {word} of {party} is {string}',
  async function (this: World, watcher: Party, attribute: string, user: Party, label: string) {
    if (!this.answer.success) return this.expect.met();
    await isNotified(this, watcher, user, attribute, statusText(this, label));
  },
);
