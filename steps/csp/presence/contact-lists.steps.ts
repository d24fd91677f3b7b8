/** Contact lists. */
import { Given, Then, When } from '@cucumber/cucumber';
import {
  addMembers,
  addUsers,
  contentsOf,
  deleteList,
  fillLists,
  holds,
  labelsIn,
  listId,
  listsIn,
  listsOf,
  membersIn,
  membersOf,
  propertiesIn,
  propertyIn,
  readList,
  removeMembers,
  sameList,
  setProperty,
} from '../../support/lists.ts';
import { sameUser } from '../../support/presence.ts';
import { ROOT } from '../../support/roots.ts';
import type { Party, World } from '../../support/world.ts';
import { deleteAll } from './contact-lists.ts';

Given('{party} has no contact lists', async function (this: World, owner: Party) {
  await deleteAll(this, owner);
});

Given('{party} owns as many contact lists as are allowed', async function (this: World, owner: Party) {
  await this.prerequisite(ROOT.contactList, () => fillLists(this, owner, this.ixit.limits.contactLists ?? 0));
});

When(
  '{party} deletes the contact list {string} of {party}',
  async function (this: World, party: Party, label: string, owner: Party) {
    await deleteList(this, party, listId(this, owner, label));
  },
);

When('{party} reads the contact list {string}', async function (this: World, owner: Party, label: string) {
  await readList(this, owner, listId(this, owner, label));
});

When(
  '{party} reads the contact list {string} without its members',
  async function (this: World, owner: Party, label: string) {
    await readList(this, owner, listId(this, owner, label), false);
  },
);

When(
  '{party} reads the contact list {string} of {party}',
  async function (this: World, party: Party, label: string, owner: Party) {
    await readList(this, party, listId(this, owner, label));
  },
);

When(
  '{party} adds {party} to the contact list {string} of {party}',
  async function (this: World, party: Party, member: Party, label: string, owner: Party) {
    await addMembers(this, party, listId(this, owner, label), member.key);
  },
);

When(
  /^([A-D]) removes (.+) from the contact list "([^"]+)"$/,
  async function (this: World, owner: string, words: string, label: string) {
    await removeMembers(this, this.party(owner), listId(this, this.party(owner), label), words);
  },
);

When(
  '{party} sets the property {word} of the contact list {string} to {string}',
  async function (this: World, owner: Party, property: string, label: string, value: string) {
    await setProperty(this, owner, listId(this, owner, label), property, value);
  },
);

When(
  '{party} adds {party} to the contact list {string} with a NickName of {int} characters',
  async function (this: World, owner: Party, member: Party, label: string, length: number) {
    await addMembers(this, owner, listId(this, owner, label), `${member.key} as "${'n'.repeat(length)}"`);
  },
);

/** Users the test system knows: the parties and the special accounts; the adapter makes more where it can. */
When(
  '{party} adds users to the contact list {string} beyond the limit',
  async function (this: World, owner: Party, label: string) {
    const limit = this.ixit.limits.contacts ?? 0;
    const known = ['A', 'B', 'C', 'D'].map((key) => this.party(key).user).filter((user) => user !== owner.user);
    const lacking = Math.max(0, limit + 1 - known.length);
    const adapter = lacking === 0 ? undefined : this.operator('create-account');
    for (let i = 0; i < lacking; i++) {
      const user = `wv:${this.name(`member${i}`)}@${this.ixit.domain}`;
      await adapter?.createAccount?.({ user, password: 'member-password' });
      known.push(user);
    }
    const list = listId(this, owner, label);
    for (let i = 0; i < limit; i += 20) {
      await this.prerequisite(ROOT.addToList, async () => {
        this.expect.success(await addUsers(this, owner, list, known.slice(i, Math.min(i + 20, limit))));
      });
    }
    await addUsers(this, owner, list, known.slice(limit, limit + 1));
  },
);

Then(
  /^GetList for ([A-D]2?) names ("[^"]+"(?:(?:, | and )"[^"]+")*)( once| as default| not as default)?$/,
  async function (this: World, key: string, labels: string, how: string | null) {
    const owner = this.party(key);
    const { standard, others, answer } = await listsOf(this, owner);
    const place = this.place(answer);
    for (const label of labelsIn(labels)) {
      const list = listId(this, owner, label);
      const fits = (one: string) => sameList(one, list);
      const isDefault = standard !== undefined && fits(standard);
      if (how === ' as default') {
        this.expect.that(isDefault, `DefaultContactList ${list}`, `DefaultContactList ${standard ?? 'missing'}`, place);
      } else if (how === ' not as default') {
        this.expect.that(
          !isDefault,
          'another DefaultContactList',
          `DefaultContactList ${standard ?? 'missing'}`,
          place,
        );
        this.expect.some(`ContactList ${list}`, others, fits, place);
      } else if (how === ' once') {
        this.expect.equal(`entries of ${list}`, Math.max(others.filter(fits).length, isDefault ? 1 : 0), 1, place);
      } else {
        this.expect.some(`the contact list ${list}`, [...others, standard ?? ''], fits, place);
      }
    }
  },
);

Then('GetList for {party} does not name {string}', async function (this: World, owner: Party, label: string) {
  const { standard, others, answer } = await listsOf(this, owner);
  const list = listId(this, owner, label);
  this.expect.none(
    `contact list ${list}`,
    [...others, standard ?? ''],
    (one) => sameList(one, list),
    this.place(answer),
  );
});

Then('GetList for {party} names a default list', async function (this: World, owner: Party) {
  const { standard, answer } = await listsOf(this, owner);
  this.expect.present('DefaultContactList', standard, this.place(answer));
});

Then('GetList for {party} names as many contact lists as are allowed', async function (this: World, owner: Party) {
  const { standard, others, answer } = await listsOf(this, owner);
  const all = new Set([...others, ...(standard === undefined ? [] : [standard])].map((one) => one.toLowerCase()));
  this.expect.equal('contact lists', all.size, this.ixit.limits.contactLists, this.place(answer));
});

Then('the answer names no contact list', function (this: World) {
  const { standard, others } = listsIn(this.answer);
  this.expect.equal(
    'contact lists',
    [...others, ...(standard === undefined ? [] : [standard])],
    [],
    this.place(this.answer),
  );
});

Then('the answer names contact lists of {party} only', function (this: World, owner: Party) {
  const { standard, others } = listsIn(this.answer);
  const foreign = (list: string) => {
    const plain = list.replace(/^wv:/i, '').trim();
    return plain.includes('/') && !plain.startsWith('/') && !sameUser(plain.split('/')[0] ?? '', owner.user);
  };
  const all = [...others, ...(standard === undefined ? [] : [standard])];
  this.expect.none(`contact list of another user than ${owner.user}`, all, foreign, this.place(this.answer));
});

Then(
  /^the contact list "([^"]+)" of ([A-D]) holds (only )?([A-D].*)$/,
  async function (this: World, label: string, owner: string, only: string | null, words: string) {
    await holds(this, this.party(owner), label, words, only !== null);
  },
);

Then(
  'the contact list {string} of {party} holds no more members than are allowed',
  async function (this: World, label: string, owner: Party) {
    const members = await membersOf(this, owner, label);
    const limit = this.ixit.limits.contacts ?? 0;
    const place = this.place(this.answer, 'NickList');
    this.expect.that(members.length <= limit, `at most ${limit} members`, `${members.length} members`, place);
  },
);

Then(/^the answer shows the members? (.+)$/, function (this: World, words: string) {
  const place = this.place(this.answer, 'NickList');
  for (const { user, nickname } of contentsOf(this, words).members) {
    const found = this.expect.some(`member ${user}`, membersIn(this.answer), (one) => sameUser(one.user, user), place);
    if (nickname !== undefined) this.expect.equal(`Name of ${user}`, found.nickname, nickname, place);
  }
});

Then('the answer shows no members', function (this: World) {
  this.expect.equal('members', membersIn(this.answer), [], this.place(this.answer, 'NickList'));
});

Then(
  'DisplayName, where the answer or a reading of the contact list {string} of {party} shows it, is {string}',
  async function (this: World, label: string, owner: Party, wanted: string) {
    const changed = this.answer;
    await membersOf(this, owner, label);
    for (const answer of [changed, this.answer]) {
      const shown = propertyIn(answer, 'DisplayName');
      if (shown !== undefined) {
        this.expect.equal('DisplayName', shown, wanted, this.place(answer, 'ContactListProperties'));
      }
    }
  },
);

Then('the answer shows the property {word} {string}', function (this: World, property: string, wanted: string) {
  const place = this.place(this.answer, 'ContactListProperties');
  this.expect.equal(property, this.expect.present(property, propertyIn(this.answer, property), place), wanted, place);
});

Then('the answer shows the property {word} T or F', function (this: World, property: string) {
  const place = this.place(this.answer, 'ContactListProperties');
  const shown = this.expect.present(property, propertyIn(this.answer, property), place);
  this.expect.that(['T', 'F'].includes(shown), `${property} T or F`, `${property} ${shown}`, place);
});

Then(
  'what the answer shows of the contact list is {string} with DisplayName {string} and Default T or F',
  function (this: World, label: string, wanted: string) {
    const { ContactList } = this.answer.primitive.value as { readonly ContactList?: string };
    if (ContactList !== undefined) {
      const list = listId(this, this.party('A'), label);
      const place = this.place(this.answer, 'ContactList');
      this.expect.that(sameList(ContactList, list), `ContactList ${list}`, `ContactList ${ContactList}`, place);
    }
    const place = this.place(this.answer, 'ContactListProperties');
    for (const { Name, Value } of propertiesIn(this.answer)) {
      if (Name === 'DisplayName') this.expect.equal(Name, Value, wanted, place);
      if (Name === 'Default') this.expect.that(['T', 'F'].includes(Value), 'Default T or F', `Default ${Value}`, place);
    }
  },
);

Then('after success GetList for {party} names {string}', async function (this: World, owner: Party, label: string) {
  if (!this.answer.success) return this.expect.met();
  const { standard, others, answer } = await listsOf(this, owner);
  const list = listId(this, owner, label);
  const all = [...others, standard ?? ''];
  this.expect.some(`the contact list ${list}`, all, (one) => sameList(one, list), this.place(answer));
});

Then(
  /^after success the contact list "([^"]+)" of ([A-D]) holds ([A-D].*)$/,
  async function (this: World, label: string, owner: string, words: string) {
    if (!this.answer.success) return this.expect.met();
    await holds(this, this.party(owner), label, words, false);
  },
);

Then(
  'after success the contact list {string} of {party} shows no property {word}',
  async function (this: World, label: string, owner: Party, property: string) {
    if (!this.answer.success) return this.expect.met();
    await membersOf(this, owner, label);
    const place = this.place(this.answer, 'ContactListProperties');
    this.expect.absent(property, propertyIn(this.answer, property), place);
  },
);

Then(
  'it is observed whether the contact list {string} of {party} holds only {party}',
  async function (this: World, label: string, owner: Party, member: Party) {
    const members = await membersOf(this, owner, label);
    const fits = members.length === 1 && sameUser(members[0]?.user ?? '', member.user);
    if (!fits) this.observe(member.user, members.map((one) => one.user).join(', ') || 'nobody');
  },
);

Then(
  'it is observed whether the contact list {string} of {party} holds the phone user',
  async function (this: World, label: string, owner: Party) {
    if (!this.answer.success) return;
    const members = await membersOf(this, owner, label);
    const { user } = this.party('phone');
    const fits = members.some((one) => sameUser(one.user, user));
    if (!fits) this.observe(`member ${user}`, members.map((one) => one.user).join(', ') || 'nobody');
  },
);

Then(
  'it is observed whether {party} is told that {party} added it',
  async function (this: World, user: Party, owner: Party) {
    await user.client.drain();
    const came = user.client.inbox.of('Notification-Request').map((one) => one.value);
    const told = came.some((one) => one.NotificationType === 'ATCL' && JSON.stringify(one).includes(owner.user));
    if (!told) this.observe(`Notification-Request ATCL naming ${owner.user}`, `${came.length} others`);
  },
);
