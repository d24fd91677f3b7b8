/** Public profiles. */
import { type DataTable, Then, When } from '@cucumber/cucumber';
import { unknownUser } from '../../support/login.ts';
import { sameUser } from '../../support/presence.ts';
import type { Party, World } from '../../support/world.ts';
import {
  askProfiles,
  clearProfile,
  expectProperties,
  profileIn,
  properties,
  readProfile,
  updateProfile,
} from './public-profile.ts';
import { found } from './search.ts';

When('{party} updates the public profile with', async function (this: World, party: Party, table: DataTable) {
  await updateProfile(this, party, properties(this, table));
});

When(
  '{party} updates the public profile of {party} with',
  async function (this: World, party: Party, other: Party, table: DataTable) {
    await updateProfile(this, party, properties(this, table), other);
  },
);

When('{party} clears the public profile', async function (this: World, party: Party) {
  await clearProfile(this, party);
});

When('{party} asks for the public profile of {party}', async function (this: World, party: Party, user: Party) {
  await askProfiles(this, party, [user.user]);
});

When(
  '{party} asks for the public profiles of {party} and {party}',
  async function (this: World, party: Party, one: Party, other: Party) {
    await askProfiles(this, party, [one.user, other.user]);
  },
);

When(
  '{party} asks for the public profiles of {party} and an unknown user',
  async function (this: World, party: Party, user: Party) {
    await askProfiles(this, party, [user.user, unknownUser(this, 'nobody')]);
  },
);

Then(
  '{party} reads in the public profile of {party}',
  async function (this: World, party: Party, user: Party, table: DataTable) {
    expectProperties(this, await readProfile(this, party, user), properties(this, table));
  },
);

Then(
  '{party} reads no value in the public profile of {party}',
  async function (this: World, party: Party, user: Party) {
    const answer = await askProfiles(this, party, [user.user]);
    if (!answer.success) this.note(`a user without a public profile is answered ${this.notation(answer.primitive)}`);
    else
      this.expect.equal(
        'properties with a value',
        profileIn(answer, user) ?? {},
        {},
        this.place(answer, 'PublicProfile'),
      );
  },
);

Then('it holds for {party}', function (this: World, user: Party, table: DataTable) {
  expectProperties(this, profileIn(this.answer, user), properties(this, table));
});

Then(
  'it is observed whether {party} reads {word} {string} in the public profile of {party}',
  async function (this: World, party: Party, name: string, text: string, user: Party) {
    const value = (await readProfile(this, party, user))?.[name];
    if (value !== text) this.observe(`${name} ${text}`, `${name} ${value ?? 'missing'}`);
  },
);

Then('it is observed whether the profile of {party} is in the answer', function (this: World, user: Party) {
  const { name } = this.answer.primitive;
  const profile = name === 'GetPublicProfile-Response' ? profileIn(this.answer, user) : undefined;
  if (profile === undefined) this.observe(`the PublicProfile of ${user.user}`, this.notation(this.answer.primitive));
});

Then('it is observed whether {party} is found and {party} is not', function (this: World, one: Party, other: Party) {
  const users = found(this);
  if (!users.some((user) => sameUser(user, one.user)))
    this.observe(`${one.user} is found`, users.join(', ') || 'nobody');
  if (users.some((user) => sameUser(user, other.user))) this.observe(`${other.user} is not found`, users.join(', '));
});
