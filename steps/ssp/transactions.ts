/** Transactions of the server that came to the peer, by their identifiers. */
import type { Arrival } from '../../src/peer/types.ts';
import { type SspPrimitiveName, type SspTransaction, sspPrimitive } from '../../src/protocol/ssp/envelope.ts';
import { messageTo, postLoosely } from '../support/peers.ts';
import type { Party, PeerActor, World } from '../support/world.ts';

export interface Came {
  readonly arrival: Arrival;
  readonly transaction: SspTransaction;
}

export function documentsUnder({ peer }: PeerActor, id: string | undefined): readonly Came[] {
  return peer.arrivals.flatMap((arrival) => {
    const { envelope } = arrival;
    const all = envelope?.kind === 'session' ? envelope.transactions : [];
    return all.filter((transaction) => transaction.id === id).map((transaction) => ({ arrival, transaction }));
  });
}

export function answersTo(peer: PeerActor, id: string): readonly Came[] {
  return documentsUnder(peer, id).filter(({ transaction }) => {
    const { mode, primitive } = transaction;
    return mode === 'Response' || primitive?.name === 'Status' || primitive?.name === 'SendMessageResponse';
  });
}

/** Answers in mode Response whose code is not a provisional one. */
export function finalAnswers(peer: PeerActor, id: string): readonly Came[] {
  return answersTo(peer, id).filter(({ transaction: { mode, primitive } }) => {
    const value: object = primitive?.value ?? {};
    const parts: { readonly code?: number; readonly Status?: { readonly code?: number } } = value;
    const code = parts.code ?? parts.Status?.code ?? 200;
    return mode === 'Response' && code >= 200;
  });
}

/** Sends a message in the open session under an identifier of one's own; nobody waits for the answer. */
export async function sendUnder(world: World, peer: PeerActor, to: Party, label: string, id: string): Promise<void> {
  const { ownHalf: sessionId } = await peer.session();
  const primitive = sspPrimitive('SendMessageRequest', messageTo(world, peer, { label, to: [to.user] }));
  const transactions = [{ mode: 'Request', id, primitive }] as const;
  await postLoosely(peer, { kind: 'session', version: peer.version, sessionId, transactions });
}

/** The requests of that name in a document. */
export function requestsIn({ envelope }: Arrival, name: SspPrimitiveName): readonly SspTransaction[] {
  const all = envelope?.kind === 'session' ? envelope.transactions : [];
  return all.filter(({ mode, primitive }) => mode === 'Request' && primitive?.name === name);
}
