/** Addresses in messages of the peer: of others, unusually spelled, unknown ones. */
import type { PeerAnswer } from '../../src/peer/types.ts';
import type { SspValue } from '../../src/protocol/ssp/types.ts';
import { unknownUser } from '../support/login.ts';
import { asks, type MessageFromPeer, messageTo, statusIn, wrong } from '../support/peers.ts';
import { sameUser } from '../support/users.ts';
import type { PeerActor, World } from '../support/world.ts';

type Message = SspValue<'SendMessageRequest'>;

/** A user of the domain of the server, or of a domain that is neither its own nor the peer's. */
export function userOf(world: World, { domain }: PeerActor, whose: string): string {
  return whose === 'a third domain' ? `wv:eve@elsewhere-${domain}` : world.party('B').user;
}

/** Sends a message changed in some way; however it is answered. */
export async function sendChanged(
  world: World,
  actor: PeerActor,
  about: MessageFromPeer,
  change: (message: Message) => Message,
): Promise<void> {
  await asks(world, actor, 'SendMessageRequest', change(messageTo(world, actor, about)));
}

/** The same message with every address of a user spelled anew. */
export function respelled(message: Message, spell: (address: string) => string): Message {
  const walk = (value: unknown, key: string): unknown => {
    if (key === 'userID' && typeof value === 'string') return spell(value);
    if (Array.isArray(value)) return value.map((one) => walk(one, ''));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, walk(part, name)]));
  };
  return wrong(walk(message, ''));
}

/** The domain in other letter case: capitals where there were none. */
export function inOtherCase(address: string): string {
  return address.replace(/@.*$/, (domain) => domain.toUpperCase());
}

/** Users of the server who do not exist. */
export function unknownUsers(world: World, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => unknownUser(world, `nobody${i + 1}`));
}

/** The code of an answer for one user: that of the details that name it, or else that of the answer. */
export function codeFor(answer: PeerAnswer, user: string): number | undefined {
  const { code, DetailedResult = [] } = statusIn(answer);
  const own = DetailedResult.find(({ UserID = [] }) => UserID.some(({ userID }) => sameUser(userID, user)));
  return own?.code ?? code;
}

/** True if the details of an answer name a user. */
export function detailed(answer: PeerAnswer, user: string): boolean {
  const { DetailedResult = [] } = statusIn(answer);
  return DetailedResult.some(({ UserID = [] }) => UserID.some(({ userID }) => sameUser(userID, user)));
}
