/** Documents of sessions that came to the peer. */
import type { Arrival } from '../../src/peer/types.ts';
import { marked } from '../support/peers.ts';
import type { PeerActor, World } from '../support/world.ts';

export function sessionDocuments({ peer }: PeerActor): readonly { sessionId: string | undefined; arrival: Arrival }[] {
  return peer.arrivals.flatMap((arrival) =>
    arrival.envelope?.kind === 'session' ? [{ sessionId: arrival.envelope.sessionId, arrival }] : [],
  );
}

/** The first document since the mark, which may take as long as the server waits between two attempts. */
export function beginsAgain(world: World, peer: PeerActor): Promise<Arrival | undefined> {
  const since = marked(world);
  return peer.arrival(({ number }) => number > since, peer.ssp.timers.retry);
}
