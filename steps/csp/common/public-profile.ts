/** Public profiles in scenarios: writing the own one, reading those of others. */

import type { DataTable } from '@cucumber/cucumber';
import type { Answer } from '../../../src/client/answers.ts';
import { draft } from '../../../src/protocol/messages/any-version.ts';
import type { Value } from '../../../src/protocol/messages/infer.ts';
import { sameUser } from '../../support/presence.ts';
import type { Party, World } from '../../support/world.ts';

type Update = Value<'UpdatePublicProfile-Request'>;
type Properties = Readonly<Record<string, string>>;

/** The properties with a value in a profile; one without a value is none. */
function propertiesOf(profile: Value<'PublicProfile'> | undefined): Properties {
  const given = (profile?.Property ?? []).map(({ Name, Value: text = '' }) => [Name.trim(), text.trim()] as const);
  return Object.fromEntries(given.filter(([, text]) => text !== ''));
}

/** The profile of a user in an answer; where one user was asked for, the one profile may do without UserID. */
export function profileIn(answer: Answer, user: Party): Properties | undefined {
  const profiles = answer.as('GetPublicProfile-Response').PublicProfile ?? [];
  const { UserID: asked } = answer.request.value as Value<'GetPublicProfile-Request'>;
  const fits = ({ UserID }: Value<'PublicProfile'>) =>
    UserID === undefined ? asked.length === 1 && profiles.length === 1 : sameUser(UserID, user.user);
  const found = profiles.find(fits);
  return found === undefined ? undefined : propertiesOf(found);
}

/** Asks for the profiles of users; the answer is the last one of the world. */
export function askProfiles(world: World, party: Party, users: readonly string[]): Promise<Answer> {
  const value = draft('GetPublicProfile-Request', { UserID: [...users] });
  return world.ask(party, { name: 'GetPublicProfile-Request', value });
}

function updateOf(properties: Properties, user?: string): Update {
  const Property = Object.entries(properties).map(([Name, text]) => ({ Name, Value: text }));
  return { PublicProfile: { ...(user === undefined ? {} : { UserID: user }), Property } };
}

/** Whatever a scenario does to the profile of a party, at the end it is what it was before. */
export async function restoreAtEnd(world: World, party: Party): Promise<void> {
  const { client } = party;
  const key = `profile of ${party.key} is restored`;
  if (world.run.memory.has(key)) return;
  world.keep(key, true);
  const answer = await client.request('GetPublicProfile-Request', { UserID: [party.user] });
  const before = answer.primitive.name === 'GetPublicProfile-Response' ? (profileIn(answer, party) ?? {}) : {};
  const clear = { ClearPublicProfile: true };
  const all = Object.keys(before).length > 0 ? [clear, updateOf(before)] : [clear];
  world.undo(
    party,
    'public-profile',
    all.map((value) => ({ name: 'UpdatePublicProfile-Request', value })),
  );
}

/** Writes properties into the own profile, or into that of somebody else. */
export async function updateProfile(world: World, party: Party, properties: Properties, of?: Party): Promise<Answer> {
  await restoreAtEnd(world, party);
  return world.ask(party, { name: 'UpdatePublicProfile-Request', value: updateOf(properties, of?.user) });
}

export async function clearProfile(world: World, party: Party): Promise<Answer> {
  await restoreAtEnd(world, party);
  return world.ask(party, { name: 'UpdatePublicProfile-Request', value: { ClearPublicProfile: true } });
}

/** Reads the profile of a user; that it can be read is the business of CSP-PUB-002. */
export function readProfile(world: World, party: Party, user: Party): Promise<Properties | undefined> {
  return world.prerequisite('CSP-PUB-002', async () => {
    const answer = await askProfiles(world, party, [user.user]);
    world.expect.primitive(answer, 'GetPublicProfile-Response', 200);
    return profileIn(answer, user);
  });
}

/** These properties are in the profile; others may be there, too. */
export function expectProperties(world: World, found: Properties | undefined, wanted: Properties): void {
  const place = world.place(world.answer, 'PublicProfile');
  const profile = world.expect.present('PublicProfile', found, place);
  for (const [name, text] of Object.entries(wanted)) world.expect.equal(name, profile[name], text, place);
}

export function properties(world: World, table: DataTable): Readonly<Record<string, string>> {
  return Object.fromEntries(table.raw().map(([name = '', text = '']) => [name, world.fill(text)]));
}
