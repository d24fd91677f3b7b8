/** Addresses in scenarios: one user addressed in different spellings, lists and groups under strange addresses. */

import type { Answer } from '../../src/client/answers.ts';
import { sameAddress } from '../../src/protocol/facts/addresses.ts';
import { draft } from '../../src/protocol/messages/any-version.ts';
import { detailsOf } from '../support/details.ts';
import { sendText, toUser } from '../support/messages.ts';
import { subscription } from '../support/presence.ts';
import type { Party, World } from '../support/world.ts';

/** Sends a request that addresses a user: a message, else a subscription, else a question whether the address is valid. */
export async function address(world: World, party: Party, user: string): Promise<Answer> {
  if (world.claims('IMPS-CSP-S-SENDMSG')) return sendText(world, party, toUser(user), 'addressed');
  if (world.claims('IMPS-CSP-S-SUBPRES')) return world.ask(party, subscription(world, [user]));
  if (world.existsInVersion('IMPS-CSP-S-VRID') && world.claims('IMPS-CSP-S-VRID')) {
    return world.ask(party, { name: 'VerifyID-Request', value: { IDList: { UserID: [user] } } });
  }
  return world.untestable('ics.claimed', 'no function that addresses a user is claimed: SENDMSG, SUBPRES or VRID');
}

/** The codes of an answer, its own and those of the details, without those that mean success. */
export function failuresIn(answer: Answer): readonly number[] {
  const { code } = answer;
  const inside = detailsOf(answer).map((detail) => detail.Code);
  return [...(code === undefined ? [] : [code]), ...inside].filter((one) => one !== 200);
}

/** The addresses of the contact lists of a user, the default list among them. */
export async function contactListsOf(world: World, owner: Party): Promise<readonly string[]> {
  return listsIn(await world.ask(owner, { name: 'GetList-Request', value: {} }));
}

/** The addresses a GetList-Response names. */
export function listsIn(answer: Answer): readonly string[] {
  const { ContactList, ContactListIDList, DefaultContactList } = answer.as('GetList-Response') as {
    readonly ContactList?: readonly string[];
    readonly ContactListIDList?: { readonly ContactList?: readonly string[] };
    readonly DefaultContactList?: string;
  };
  const ofDefault = DefaultContactList === undefined ? [] : [DefaultContactList];
  return [...(ContactList ?? []), ...(ContactListIDList?.ContactList ?? []), ...ofDefault];
}

/** Is a reported address the whole one: owner, name and domain, with or without scheme, in any letter case? */
export function isWholeAddress(world: World, reported: string, wanted: string): boolean {
  return reported.includes('@') && sameAddress(reported, wanted, world.ixit.domain);
}

/** Creates a contact list of one member under any address. */
export async function createListAt(world: World, party: Party, list: string, member: Party): Promise<Answer> {
  const value = draft('CreateList-Request', { ContactList: list, NickList: { UserID: [member.user] } });
  return world.ask(party, { name: 'CreateList-Request', value });
}

/** Creates an open group under any address. */
export async function createGroupAt(world: World, party: Party, group: string): Promise<Answer> {
  const access = world.version === '1.1' ? 'Accesstype' : 'AccessType';
  return world.ask(party, {
    name: 'CreateGroup-Request',
    value: draft('CreateGroup-Request', {
      GroupID: group,
      GroupProperties: {
        Property: [
          { Name: 'Name', Value: world.name('strange') },
          { Name: access, Value: 'Open' },
        ],
      },
      JoinGroup: false,
      SubscribeNotification: false,
    }),
  });
}
