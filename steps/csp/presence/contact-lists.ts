/**
 * Contact lists an account had before a scenario that needs an account without any. They are read before they are
 * deleted and made again at the end: members with nicknames, properties, attribute list, default mark. What a session
 * of somebody else subscribed to through them cannot be brought back.
 */

import type { Client } from '../../../src/client/types.ts';
import { draft } from '../../../src/protocol/messages/any-version.ts';
import type { Value } from '../../../src/protocol/messages/infer.ts';
import { deleteList, listsIn, listsOf, membersIn, nickList, propertyIn, sameList } from '../../support/lists.ts';
import type { Party, World } from '../../support/world.ts';

interface Existing {
  readonly list: string;
  readonly standard: boolean;
  readonly members: ReturnType<typeof membersIn>;
  readonly displayName: string | undefined;
  /** The attributes attached to it, and whether its owner is told of requests beyond them (1.3). */
  readonly attributes: Value<'PresenceSubList'> | undefined;
  readonly notify: boolean | undefined;
}

/** Deletes whatever lists a user has, and makes them again at the end. */
export async function deleteAll(world: World, owner: Party): Promise<void> {
  const { standard, others } = await listsOf(world, owner);
  const all = [...(standard === undefined ? [] : [standard]), ...others];
  const once = all.filter((one, i) => all.findIndex((other) => sameList(one, other)) === i);
  const existing: Existing[] = [];
  for (const list of once) existing.push(await read(world, owner, list, list === standard));
  if (existing.length > 0) {
    const names = existing.map((one) => one.list).join(', ');
    world.run.bringBack(`make the contact lists again that were there before: ${names}`, () =>
      restore(world, owner, existing),
    );
  }
  for (const list of once) {
    await world.prerequisite('CSP-CLS-016', async () => world.expect.success(await deleteList(world, owner, list)));
  }
}

async function read(world: World, owner: Party, list: string, standard: boolean): Promise<Existing> {
  const { version } = world;
  const reading = { ContactList: list, ...(version === '1.1' ? {} : { ReceiveList: true }) };
  const answer = await owner.client.request('ListManage-Request', reading);
  if (answer.primitive.name !== 'ListManage-Response') {
    world.note(`the members of ${list} cannot be read, so it will be without them after this scenario`);
  }
  const { attributes, notify } = await attached(world, owner, list);
  const members = membersIn(answer).map(({ user, nickname }) => ({ user, nickname: nickname || undefined }));
  return { list, standard, members, displayName: propertyIn(answer, 'DisplayName'), attributes, notify };
}

async function attached(world: World, owner: Party, list: string): Promise<Pick<Existing, 'attributes' | 'notify'>> {
  const none = { attributes: undefined, notify: undefined };
  if (!world.claims('IMPS-CSP-S-GALS')) return none;
  const named = world.version === '1.3' ? { ContactListIDList: { ContactList: [list] } } : { ContactList: [list] };
  const request = draft('GetAttributeList-Request', { DefaultList: false, ...named });
  const answer = await owner.client.request('GetAttributeList-Request', request);
  if (answer.primitive.name !== 'GetAttributeList-Response') return none;
  const presences = (answer.as('GetAttributeList-Response').Presence ?? []) as readonly {
    readonly ContactList?: string;
    readonly ContactListNotify?: boolean;
    readonly PresenceSubList?: readonly Value<'PresenceSubList'>[];
  }[];
  const own = presences.filter((one) => one.ContactList !== undefined && sameList(one.ContactList, list));
  if (own.length === 0) return none;
  const attributes = Object.assign({}, ...own.flatMap((one) => one.PresenceSubList ?? []));
  // Nothing at all cannot be attached again: an empty list may mean everything (AMB-171).
  if (Object.keys(attributes).length > 0) return { attributes, notify: own[0]?.ContactListNotify };
  world.note(`${list} had an attribute list without attributes, which it will not have after this scenario`);
  return none;
}

async function restore(world: World, owner: Party, existing: readonly Existing[]): Promise<void> {
  if (owner.client.session.sessionId === undefined) await owner.open();
  const { client } = owner;
  const { version } = world;
  for (const { list, standard, members, displayName, attributes, notify } of existing) {
    const properties = [
      ...(displayName === undefined || displayName === '' ? [] : [{ Name: 'DisplayName', Value: displayName }]),
      ...(standard ? [{ Name: 'Default', Value: 'T' }] : []),
    ];
    const create = (given: typeof properties) =>
      client.request(
        'CreateList-Request',
        draft('CreateList-Request', {
          ContactList: list,
          ...(members.length > 0 && { NickList: nickList(members) }),
          ...(given.length > 0 && { ContactListProperties: { Property: given } }),
        }),
      );
    let answer = await create(properties);
    if (answer.code === 752) {
      // Some servers take no properties with a new list; then they are set one by one.
      answer = await create([]);
      for (const one of properties) await manage(client, list, one);
    }
    // 701: the scenario made one of the same name.
    if (answer.code !== 701) answer.orThrow();
    if (attributes === undefined) continue;
    const to = version === '1.3' ? { ContactListIDList: { ContactList: [list] } } : { ContactList: [list] };
    const attaching = draft('CreateAttributeList-Request', {
      PresenceSubList: attributes,
      ...to,
      DefaultList: false,
      ...(notify === undefined ? {} : { ContactListNotify: notify }),
    });
    (await client.request('CreateAttributeList-Request', attaching)).orThrow();
  }
  // The first list made becomes the default one where none of them was.
  const { standard } = listsIn(await client.request('GetList-Request', {}));
  const former = existing.find((one) => one.standard);
  if (former === undefined || (standard !== undefined && sameList(standard, former.list))) return;
  (await manage(client, former.list, { Name: 'Default', Value: 'T' })).orThrow();
}

/** Sets a property of a list. */
function manage(client: Client, list: string, property: { readonly Name: string; readonly Value: string }) {
  const flag = client.version === '1.1' ? {} : { ReceiveList: false };
  const change = { ContactList: list, ContactListProperties: { Property: [property] }, ...flag };
  return client.request('ListManage-Request', change);
}
