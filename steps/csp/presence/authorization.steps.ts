/** Presence authorization, proactive and reactive. */
import { Then, When } from '@cucumber/cucumber';
import { presenceAttributesOf } from '../../../src/protocol/facts/presence.ts';
import { attributesWithValue, notifications, sameUser } from '../../support/presence.ts';
import { type isAsked, namesIn, questions, read, statusText, targetsOf, told } from '../../support/publishing.ts';
import type { Party, World } from '../../support/world.ts';

Then(
  'it is observed whether {party} reads {word} {string} of {party}',
  async function (this: World, watcher: Party, attribute: string, label: string, user: Party) {
    const seen = await read(this, watcher, user, attribute);
    if (seen === statusText(this, label)) this.observe(`no ${attribute}`, `${attribute} "${seen}"`);
  },
);

Then('the request for authorization names {word}, or no attributes', function (this: World, attribute: string) {
  const question = this.kept<Awaited<ReturnType<typeof isAsked>>>('question');
  const names = namesIn(question.value.PresenceSubList);
  const fits = names.length === 0 || names.includes(attribute);
  this.expect.that(fits, attribute, names.join(', '), this.place(question, 'PresenceSubList'));
});

Then('the request for authorization names all attributes, or none', function (this: World) {
  const question = this.kept<Awaited<ReturnType<typeof isAsked>>>('question');
  const names = namesIn(question.value.PresenceSubList);
  const missing = names.length === 0 ? [] : presenceAttributesOf(this.version).filter((name) => !names.includes(name));
  this.expect.equal('attributes left out', missing, [], this.place(question, 'PresenceSubList'));
});

Then('the request for authorization names one user and no contact list', function (this: World) {
  const question = this.kept<Awaited<ReturnType<typeof isAsked>>>('question');
  const value = question.value as Readonly<Record<string, unknown>>;
  this.expect.that(
    typeof value.UserID === 'string' && !value.UserID.includes('/'),
    'one UserID',
    String(value.UserID),
    this.place(question),
  );
  this.expect.absent('ContactList', value.ContactList, this.place(question));
});

Then('{party} was not asked to authorize {party}', async function (this: World, publisher: Party, watcher: Party) {
  await publisher.client.drain();
  const [first] = questions(publisher, watcher);
  const place = first === undefined ? undefined : this.place(first);
  this.expect.that(
    first === undefined,
    `no PresenceAuth-Request naming ${watcher.user}`,
    'PresenceAuth-Request',
    place,
  );
});

Then(
  'it is observed whether {party} is asked to authorize {party}',
  async function (this: World, publisher: Party, watcher: Party) {
    await publisher.client.drain();
    const count = questions(publisher, watcher).length;
    if (count > 0) this.observe('no PresenceAuth-Request', `${count}`);
  },
);

When(
  /^([A-D]) cancels the authorization of ([A-D]|the unknown user "[^"]+")$/,
  async function (this: World, publisher: string, whom: string) {
    const owner = this.party(publisher);
    const [UserID = ''] = targetsOf(this, owner, whom).users;
    await this.ask(owner, { name: 'CancelAuth-Request', value: { UserID } });
  },
);

Then('the answer tells no decision about {party}', function (this: World, watcher: Party) {
  const { ReactiveAuthStatusList } = this.answer.as('GetReactiveAuthStatus-Response');
  const all = ReactiveAuthStatusList.ReactiveAuthStatus ?? [];
  const place = this.place(this.answer, 'ReactiveAuthStatusList');
  this.expect.none(`status of ${watcher.user}`, all, (one) => sameUser(one.UserID, watcher.user), place);
});

Then('the reactive authorization of {party} is {word}', function (this: World, watcher: Party, state: string) {
  const { ReactiveAuthStatusList } = this.answer.as('GetReactiveAuthStatus-Response');
  const all = ReactiveAuthStatusList.ReactiveAuthStatus ?? [];
  const place = this.place(this.answer, 'ReactiveAuthStatusList');
  const found = this.expect.some(`status of ${watcher.user}`, all, (one) => sameUser(one.UserID, watcher.user), place);
  this.expect.equal('ReactiveAuthState', found.ReactiveAuthState, state, place);
});

Then(
  'it is observed whether {party} was told {word} {string} of {party} already',
  async function (this: World, watcher: Party, attribute: string, label: string, user: Party) {
    await watcher.client.drain();
    const seen = told(this, watcher, user, attribute).some((one) => one.value === statusText(this, label));
    if (!seen) this.observe(`a notification of ${attribute}`, 'none yet');
  },
);

Then('{party} was told nothing of {party}', async function (this: World, watcher: Party, user: Party) {
  await watcher.client.drain();
  for (const entry of notifications(watcher)) {
    const leaked = attributesWithValue(entry.value.Presence, user.user);
    this.expect.equal(`attributes of ${user.user} with a value`, leaked, [], this.place(entry, 'Presence'));
  }
});
