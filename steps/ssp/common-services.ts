/** Invitations between a user of the server and one of the peer. */
import { forUser } from '../../src/peer/meta.ts';
import type { Arrival, PeerAnswer } from '../../src/peer/types.ts';
import { draft } from '../../src/protocol/messages/any-version.ts';
import { isSsp, type SspMode } from '../../src/protocol/ssp/envelope.ts';
import type { SspValue } from '../../src/protocol/ssp/types.ts';
import { asks } from '../support/peers.ts';
import type { Party, PeerActor, World } from '../support/world.ts';

export const REFUSAL_NOTE = 'not today, thank you';

/** A user of the peer invites a user of the server. */
export function inviteFromAfar(world: World, peer: PeerActor, letter: 'Y' | 'Z', to: Party, label: string) {
  const userID = peer.user(letter);
  return asks(world, peer, 'InviteRequest', {
    inviteID: world.name(label),
    inviteType: 'PR',
    validity: 600,
    MetaInfo: forUser(userID, peer.domain),
    Inviting: { User: { userID } },
    Invited: { User: { userID: to.user } },
  });
}

export function cancelFromAfar(
  world: World,
  peer: PeerActor,
  to: Party,
  label: string,
): Promise<PeerAnswer | undefined> {
  const userID = peer.user('Z');
  return asks(world, peer, 'CancelInviteRequest', {
    inviteID: world.name(label),
    MetaInfo: forUser(userID, peer.domain),
    Canceling: { User: { userID } },
    Canceled: { User: { userID: to.user } },
  });
}

export function refuseFromAfar(world: World, peer: PeerActor, inviter: Party, label: string) {
  const userID = peer.user('Z');
  return asks(world, peer, 'InviteResponse', {
    inviteID: world.name(label),
    acceptance: false,
    MetaInfo: forUser(userID, peer.domain),
    Status: { code: 200 },
    Inviting: { User: { userID: inviter.user } },
    Responding: { User: { userID } },
    ResponseNote: REFUSAL_NOTE,
  });
}

/** The invitee answers a user of the peer. */
export async function decideOn(world: World, invitee: Party, label: string, accepted: boolean): Promise<void> {
  const { version } = world;
  const peer = await world.peer();
  const written = version === '1.3' || (version === '1.2' && world.reading('AMB-058') === 'written');
  const value = draft('InviteUser-Response', {
    InviteID: world.name(label),
    Acceptance: accepted,
    ...(written ? { Sender: { User: { UserID: invitee.user } } } : {}),
    ...(version === '1.3' ? { Recipient: { User: [{ UserID: peer.user('Z') }] } } : {}),
  });
  await world.ask(invitee, { name: 'InviteUser-Response', value });
}

export interface Decision {
  readonly mode: SspMode;
  readonly value: SspValue<'InviteResponse'>;
  readonly arrival: Arrival;
}

/** The answer to an invitation as it came to the peer, in whichever mode. */
export async function decisionAt(world: World, actor: PeerActor, label: string): Promise<Decision | undefined> {
  const find = (): Decision | undefined =>
    actor.peer.arrivals
      .flatMap((arrival) => {
        const all = arrival.envelope?.kind === 'session' ? arrival.envelope.transactions : [];
        return all.flatMap(({ mode, primitive }) =>
          isSsp(primitive, 'InviteResponse') ? [{ mode, value: primitive.value, arrival }] : [],
        );
      })
      .find(({ value }) => value.inviteID === world.name(label));
  await actor.arrival(() => find() !== undefined);
  return find();
}
