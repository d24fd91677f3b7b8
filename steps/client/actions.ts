/** Words for what a user does with a client, and the action of the driver that each is. */
import type { ActionName, Parameters } from '../../src/conformance/scenario/client-bench.ts';
import type { World } from '../support/world.ts';

export interface UserAction {
  readonly action: ActionName;
  readonly parameters?: Parameters;
}

const of = (action: ActionName, parameters?: (world: World) => Parameters) => (world: World) => ({
  action,
  ...(parameters !== undefined && { parameters: parameters(world) }),
});

const user = (letter: string) => (world: World) => ({ user: world.party(letter).user });
const list = (world: World): string =>
  world.recall('list', () => world.addressOf(world.party('A'), world.name('friends')));
const group = (world: World): string =>
  world.recall('group', () => world.addressOf(world.party('A'), world.name('club')));

export const USER_ACTIONS: readonly (readonly [words: string, act: (world: World) => UserAction])[] = [
  ['the user logs in', of('log-in')],
  ['the user logs in by digest', of('log-in', () => ({ digest: true }))],
  ['the user logs out', of('log-out')],
  [
    'the user sends a message to B',
    of('send-message', (w) => ({ to: w.party('B').user, text: 'Grüße €', report: false })),
  ],
  [
    'the user sends a message to B and wants a report',
    of('send-message', (w) => ({ to: w.party('B').user, text: 'Hello', report: true })),
  ],
  ['the user fetches the message', of('get-message', (w) => ({ message: w.name('m') }))],
  ['the user rejects the message', of('reject-message', (w) => ({ message: w.name('m') }))],
  [
    'the user forwards the message to C',
    of('forward-message', (w) => ({ message: w.name('m'), to: w.party('C').user })),
  ],
  ['the user subscribes to the presence of B', of('subscribe-presence', user('B'))],
  ['the user no longer wants the presence of B', of('unsubscribe-presence', user('B'))],
  ['the user asks for the presence of B', of('get-presence', user('B'))],
  [
    'the user changes his availability',
    of('update-presence', () => ({ attribute: 'UserAvailability', value: 'DISCREET' })),
  ],
  ['the user lets B see his presence', of('authorize-presence', (w) => ({ user: w.party('B').user, accept: true }))],
  ['the user decides what B may see', of('create-attribute-list', user('B'))],
  ['the user asks who watches him', of('get-watchers')],
  ['the user looks at his contact lists', of('get-lists')],
  ['the user makes a contact list with B', of('create-list', (w) => ({ list: list(w), members: [w.party('B').user] }))],
  ['the user adds C to the list', of('add-contact', (w) => ({ list: list(w), user: w.party('C').user }))],
  ['the user removes C from the list', of('remove-contact', (w) => ({ list: list(w), user: w.party('C').user }))],
  ['the user deletes the list', of('delete-list', (w) => ({ list: list(w) }))],
  ['the user searches', of('search', () => ({ element: 'USER_LAST_NAME', value: 'r', limit: 1 }))],
  ['the user looks at more hits', of('search-on')],
  ['the user invites B', of('invite', user('B'))],
  ['the user takes the invitation of B back', of('cancel-invitation', user('B'))],
  ['the user accepts the invitation', of('answer-invitation', () => ({ accept: true }))],
  ['the user shares a page with B', of('share-content', (w) => ({ ...user('B')(w), url: 'http://example.com/page' }))],
  ['the user withdraws the page from B', of('withdraw-content', user('B'))],
  ['the user blocks B', of('block', user('B'))],
  ['the user unblocks B', of('unblock', user('B'))],
  ['the user makes a group', of('create-group', (w) => ({ group: group(w), join: false }))],
  ['the user joins the group', of('join-group', (w) => ({ group: group(w), name: 'ann' }))],
  ['the user leaves the group', of('leave-group', (w) => ({ group: group(w) }))],
  ['the user writes to the group', of('send-to-group', (w) => ({ group: group(w), text: 'Hello all' }))],
  ['the user wants notices of the group', of('subscribe-notices', (w) => ({ group: group(w) }))],
  ['the user adds B to the group', of('add-member', (w) => ({ group: group(w), ...user('B')(w) }))],
  ['the user asks about the provider', of('get-provider-info')],
];
