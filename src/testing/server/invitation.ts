/** Inviting, answering and cancelling, as the tests of this folder do it. */
import type { Version } from '../../protocol/version.ts';
import type { TestClient } from './client.ts';
import { at, codeFor, createGroup, joinGroup, received, type StageOptions, stage } from './stage.ts';

export interface Invite {
  readonly id?: string;
  readonly type?: string;
  readonly to?: readonly string[];
  readonly recipient?: object;
  readonly more?: object;
}

export function inviteRequest(
  client: TestClient,
  { id = 'i1', type = 'IM', to = ['bob'], recipient, more = {} }: Invite,
) {
  return {
    InviteID: id,
    InviteType: type,
    ...(client.version === '1.3' ? { Sender: { User: { UserID: client.user } } } : {}),
    Recipient: recipient ?? { User: to.map((name) => ({ UserID: at(name) })) },
    ...more,
  };
}

export function invite(client: TestClient, given: Invite = {}) {
  return codeFor(client, 'Invite-Request', inviteRequest(client, given));
}

export function cancel(client: TestClient, names: readonly string[], more: object = {}, id = 'i1') {
  const Recipient = { User: names.map((name) => ({ UserID: at(name) })) };
  return codeFor(client, 'CancelInvite-Request', { InviteID: id, Recipient, ...more });
}

export function answer(client: TestClient, id = 'i1', more: object = {}, acceptance = true) {
  return codeFor(client, 'InviteUser-Response', { InviteID: id, Acceptance: acceptance, ...more });
}

export const invited = (client: TestClient) => received(client, 'InviteUser-Request');

export function pair(version: Version, options: StageOptions = {}) {
  const made = stage(options);
  return { ...made, alice: made.client('alice', version), bob: made.client('bob', version) };
}

/** Alice and Bob joined to a group of Alice's as SA and SB. */
export function joinedPair(version: Version) {
  const made = pair(version);
  const group = createGroup(made.alice, 'party', { as: 'SA' });
  joinGroup(made.bob, group, 'SB');
  return { ...made, group, name: (SName: string) => ({ SName, GroupID: group }) };
}
