/** Attribute lists, reactive authorization, watcher lists, whole attributes. */
import { Given, Then, When } from '@cucumber/cucumber';
import { presenceAttributesOf } from '../src/protocol/facts/presence.ts';
import type { Value } from '../src/protocol/messages/infer.ts';
import { sameList } from './support/lists.ts';
import { attributesWithValue, notifications, sameUser } from './support/presence.ts';
import {
  askAttributeLists,
  attach,
  attachBeyond,
  attributeListsIn,
  attributesIn,
  attributesOf,
  decide,
  defaultAttributesIn,
  detach,
  getPresence,
  holds,
  isAsked,
  isCurrent,
  namesIn,
  naming,
  questions,
  read,
  targetsOf,
  textOf,
  told,
  update,
  type Watching,
  watchersIn,
  withUndefinedAttribute,
} from './support/publishing.ts';
import type { Party, World } from './support/world.ts';

/** Requirements about Qualifier and about the values of flags. */
const QUALIFIED = ['CSP-PAT-013'];
const FLAGS = ['CSP-PAT-003'];

// Attribute lists -----------------------------------------------------------------------------------------------------

When(
  '{party} gives {word} and an attribute nobody defined to {party}',
  async function (this: World, publisher: Party, attribute: string, watcher: Party) {
    await attach(this, publisher, naming(this, [attribute]), watcher.key, {}, withUndefinedAttribute(this));
  },
);

When(
  '{party} gives {word} to {party} with UserNotify T',
  async function (this: World, publisher: Party, attribute: string, watcher: Party) {
    await attach(this, publisher, naming(this, [attribute]), watcher.key, { UserNotify: true });
  },
);

When('{party} gives attribute lists to users beyond the limit', async function (this: World, publisher: Party) {
  await attachBeyond(this, publisher, this.ixit.limits.attributeLists ?? 0);
});

When(/^([A-D]) deletes the attribute list of (.+)$/, async function (this: World, publisher: string, whom: string) {
  await detach(this, this.party(publisher), whom);
});

When('{party} asks for all attribute lists', async function (this: World, publisher: Party) {
  await askAttributeLists(this, publisher);
});

When(/^([A-D]) asks for the attribute list of (.+)$/, async function (this: World, publisher: string, whom: string) {
  await askAttributeLists(this, this.party(publisher), whom);
});

Then(
  /^the answer gives (nothing|[A-Z]\w+(?: and \w+)?) to (.+)$/,
  function (this: World, attributes: string, whom: string) {
    const { users, lists } = targetsOf(this, this.party('B'), whom);
    const place = this.place(this.answer, 'Presence');
    const found = attributeListsIn(this.answer).filter(
      ({ user, list }) =>
        (user !== undefined && users.some((one) => sameUser(one, user))) ||
        (list !== undefined && lists.some((one) => sameList(one, list))),
    );
    if (attributes === 'nothing')
      return this.expect.equal(
        `attributes for ${whom}`,
        found.flatMap((one) => one.attributes),
        [],
        place,
      );
    const names = found.flatMap((one) => one.attributes);
    this.expect.equal(`attributes for ${whom}`, [...names].sort(), [...attributesIn(attributes)].sort(), place);
  },
);

Then('UserNotify for {party}, where the answer shows it, is T', function (this: World, watcher: Party) {
  const found = attributeListsIn(this.answer).find(({ user }) => user !== undefined && sameUser(user, watcher.user));
  if (found?.notify !== undefined)
    this.expect.equal('UserNotify', found.notify, true, this.place(this.answer, 'Presence'));
});

Then('the answer holds exactly one attribute list', function (this: World) {
  const lists = attributeListsIn(this.answer);
  this.expect.equal('Presence elements', lists.length, 1, this.place(this.answer, 'Presence'));
});

Then('every attribute list says whose it is and names attributes without values', function (this: World) {
  const place = this.place(this.answer, 'Presence');
  const lists = attributeListsIn(this.answer);
  this.expect.that(lists.length > 0, 'attribute lists', 'none', place);
  for (const { user, list } of lists) this.expect.present('UserID or ContactList', user ?? list, place);
  for (const presence of this.answer.as('GetAttributeList-Response').Presence ?? []) {
    for (const [name, content] of [presence.PresenceSubList ?? []]
      .flat()
      .flatMap((one) => Object.entries(one as object))) {
      const empty = [content]
        .flat()
        .every((one: unknown) => Object.values((one ?? {}) as object).every((v) => v === undefined));
      this.expect.that(empty, `${name} without a value`, `${name} ${JSON.stringify(content)}`, place);
    }
  }
});

Then(/^the default attribute list names (.+)$/, function (this: World, attributes: string) {
  const place = this.place(this.answer, 'DefaultAttributeList');
  const names = this.expect.present('DefaultAttributeList', defaultAttributesIn(this.answer), place);
  this.expect.equal('DefaultAttributeList', [...names].sort(), [...attributesIn(attributes)].sort(), place);
});

Then('there is no default attribute list, or one without attributes', function (this: World) {
  const names = defaultAttributesIn(this.answer) ?? [];
  this.expect.equal('DefaultAttributeList', names, [], this.place(this.answer, 'DefaultAttributeList'));
});

Then(
  'it is observed whether {party} reads {word} {string} of {party}',
  async function (this: World, watcher: Party, attribute: string, label: string, user: Party) {
    const seen = await read(this, watcher, user, attribute);
    if (seen === textOf(this, label)) this.observe(`no ${attribute}`, `${attribute} "${seen}"`);
  },
);

// Reactive authorization ----------------------------------------------------------------------------------------------

Then('{party} is asked to authorize {party}', async function (this: World, publisher: Party, watcher: Party) {
  this.keep('question', await isAsked(this, publisher, watcher));
});

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
  const value = question.value as unknown as Readonly<Record<string, unknown>>;
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

Given(
  /^([A-D]) (grants|denies) (?:((?:[A-Z]\w+)(?: and \w+)?) to )?([A-D]|the unknown user "[^"]+")$/,
  async function (this: World, publisher: string, what: string, attributes: string | null, whom: string) {
    const owner = this.party(publisher);
    const [user = ''] = targetsOf(this, owner, whom).users;
    await decide(this, owner, user, what === 'grants', attributes === null ? undefined : attributesIn(attributes));
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
    const seen = told(this, watcher, user, attribute).some((one) => one.value === textOf(this, label));
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

// Watcher lists -------------------------------------------------------------------------------------------------------

Then(/^the answer names the watchers? ([A-D](?: and [A-D])*)$/, function (this: World, words: string) {
  const watchers = watchersIn(this.answer);
  for (const key of words.split(' and ')) {
    const { user } = this.party(key);
    this.expect.some(`watcher ${user}`, watchers, (one) => sameUser(one.user, user), this.place(this.answer));
  }
});

/**
 * Without a status (1.1) a named watcher may be one whose session ended in an earlier scenario (F&F 5.3.4), which proves
 * nothing.
 */
function isCurrentHere(world: World, one: Watching): boolean {
  return isCurrent(one) && !(one.status === undefined && world.lingers(one.user));
}

Then('the answer does not name {party} as a current subscriber', function (this: World, watcher: Party) {
  const fits = (one: Watching) => sameUser(one.user, watcher.user) && isCurrentHere(this, one);
  this.expect.none(`current subscriber ${watcher.user}`, watchersIn(this.answer), fits, this.place(this.answer));
});

Then('the answer names no current subscriber', function (this: World) {
  const fits = (one: Watching) => isCurrentHere(this, one);
  this.expect.none('current subscriber', watchersIn(this.answer), fits, this.place(this.answer));
});

Then('WatcherStatus of {party}, where it is given, is {word}', function (this: World, watcher: Party, status: string) {
  const place = this.place(this.answer, 'Watcher');
  const found = this.expect.some(
    `watcher ${watcher.user}`,
    watchersIn(this.answer),
    (one) => sameUser(one.user, watcher.user),
    place,
  );
  if (found.status !== undefined) this.expect.equal('WatcherStatus', found.status, status, place);
});

Then('the answer names at most {int} watcher', function (this: World, most: number) {
  const { length } = watchersIn(this.answer);
  this.expect.that(length <= most, `at most ${most} watcher`, `${length} watchers`, this.place(this.answer, 'Watcher'));
});

Then('WatcherCount, where it is given, is {int}', function (this: World, count: number) {
  const { WatcherCount } = this.answer.primitive.value as { readonly WatcherCount?: number };
  if (WatcherCount !== undefined)
    this.expect.equal('WatcherCount', WatcherCount, count, this.place(this.answer, 'WatcherCount'));
});

Then('it is observed whether every WatcherStatus is one of the three defined', function (this: World) {
  const known = ['CURRENT_SUBSCRIBER', 'FORMER_SUBSCRIBER', 'PRESENCE_ACCESS'];
  for (const { status } of watchersIn(this.answer)) {
    if (!known.includes(status ?? '')) this.observe(known.join(' or '), `WatcherStatus ${status ?? 'missing'}`);
  }
});

// Whole attributes ----------------------------------------------------------------------------------------------------

When('{party} publishes', async function (this: World, publisher: Party, xml: string) {
  const request = this.fromXml(
    `<UpdatePresence-Request><PresenceSubList>${xml}</PresenceSubList></UpdatePresence-Request>`,
  );
  const { PresenceSubList } = request.value as Value<'UpdatePresence-Request'>;
  const published = this.keep('published', PresenceSubList as Readonly<Record<string, unknown>>);
  const bare = Object.fromEntries(Object.entries(published).map(([name, value]) => [name, [value].flat()[0]]));
  await update(this, publisher, bare);
});

async function readPublished(world: World, watcher: Party, user: Party) {
  const published = world.kept<Readonly<Record<string, unknown>>>('published');
  const asked = { whom: user.key, attributes: Object.keys(published) };
  const got = await getPresence(world, watcher, asked);
  await world.prerequisite('CSP-PRE-025', async () => {
    world.expect.primitive(got, 'GetPresence-Response', [200, 201]);
  });
  return { published, seen: attributesOf(got, user.user) };
}

Then('{party} reads what {party} published', async function (this: World, watcher: Party, user: Party) {
  const { published, seen } = await readPublished(this, watcher, user);
  for (const [name, value] of Object.entries(published)) {
    const place = this.place(this.answer, 'Presence/PresenceSubList');
    this.expect.that(
      holds(seen[name], value),
      `${name} ${JSON.stringify(value)}`,
      JSON.stringify(seen[name] ?? 'none'),
      place,
    );
  }
});

Then(
  '{party} reads what {party} published, unless the network sets {word}',
  async function (this: World, watcher: Party, user: Party, name: string) {
    if (!this.answer.success) {
      this.nothingToSee(`the update of ${name} was refused: ${this.notation(this.answer.primitive)}`);
    }
    const { published, seen } = await readPublished(this, watcher, user);
    const place = this.place(this.answer, 'Presence/PresenceSubList');
    const value = this.expect.present(name, seen[name], place);
    const network = this.ixit.policies.networkAttributes ?? [];
    if (!holds(value, published[name]) && network.includes(name)) {
      this.untestable(
        `${name} of the client`,
        `the network sets ${name}, as the IXIT says (policies.networkAttributes)`,
      );
    }
    this.expect.that(
      holds(value, published[name]),
      `${name} ${JSON.stringify(published[name])}`,
      JSON.stringify(value),
      place,
    );
  },
);

const isFlag = (value: unknown): boolean => typeof value === 'string' && ['T', 'F'].includes(value.trim());

/** All values of a user's attribute in the last answer; 1.3 may have one for each client. */
function shownAs(world: World, user: Party, name: string): readonly { Qualifier?: boolean; PresenceValue?: unknown }[] {
  const value = attributesOf(world.answer, user.user)[name];
  return value === undefined ? [] : ([value].flat() as { Qualifier?: boolean; PresenceValue?: unknown }[]);
}

Then(
  'the answer shows {word} of {party} as T or F, with a Qualifier',
  async function (this: World, name: string, user: Party) {
    const place = this.place(this.answer, 'Presence/PresenceSubList');
    const values = shownAs(this, user, name);
    this.expect.that(values.length > 0, `${name} of ${user.user}`, 'none', place);
    for (const { Qualifier, PresenceValue } of values) {
      await this.about(QUALIFIED, () => this.expect.present(`Qualifier of ${name}`, Qualifier, place));
      await this.about(FLAGS, () => {
        this.expect.equal(`Qualifier of ${name}`, Qualifier, true, place);
        this.expect.that(isFlag(PresenceValue), `${name} T or F`, `${name} ${PresenceValue}`, place);
      });
    }
  },
);

Then(
  '{word} of {party}, where the answer shows a valid one, is T or F',
  async function (this: World, name: string, user: Party) {
    const place = this.place(this.answer, 'Presence/PresenceSubList');
    for (const { Qualifier, PresenceValue } of shownAs(this, user, name)) {
      await this.about(QUALIFIED, () => this.expect.present(`Qualifier of ${name}`, Qualifier, place));
      await this.about(FLAGS, () => {
        if (Qualifier === true)
          this.expect.that(isFlag(PresenceValue), `${name} T or F`, `${name} ${PresenceValue}`, place);
      });
    }
  },
);

When(
  '{party} publishes a status beside an attribute of a namespace of its own',
  async function (this: World, publisher: Party) {
    const mark = '<s:Mark xmlns:s="urn:imps-suite:presence"><s:Value>carried</s:Value></s:Mark>';
    const status = { StatusText: { Qualifier: true, PresenceValue: textOf(this, 'beside') } };
    await update(this, publisher, status, withUndefinedAttribute(this, mark));
  },
);

Then(
  'it is observed whether {party} gets the attribute of {party} back',
  async function (this: World, watcher: Party, user: Party) {
    await getPresence(this, watcher, { whom: user.key });
    const octets = this.answer.exchange.response?.body ?? new Uint8Array();
    if (!new TextDecoder().decode(octets).includes('carried')) this.observe('the attribute unchanged', 'not returned');
  },
);
