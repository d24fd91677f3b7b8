/** Octets that the peer posts, and the HTTP answers to them. */
import { sealSsp } from '../../src/protocol/ssp/envelope.ts';
import { writeSsp } from '../../src/protocol/ssp/write.ts';
import type { Exchange } from '../../src/transport/types.ts';
import type { Party, PeerActor, World } from '../support/world.ts';
import { messageIn } from './envelope.ts';

/** The octets of a document with a message in the open session. */
export async function messageOctets(world: World, peer: PeerActor, to: Party, label: string): Promise<string> {
  const { ownHalf: sessionId } = await peer.session();
  const transactions = [messageIn(world, peer, to, label, world.name('x'))];
  const document = sealSsp({ kind: 'session', version: peer.version, sessionId, transactions });
  return new TextDecoder().decode(writeSsp(document, peer.ssp.dialect));
}

/** The body that a scenario calls by these words. Cut off and renamed ones are made of a message that would be served. */
export async function flawedBody(world: World, peer: PeerActor, what: string): Promise<string> {
  const whole = await messageOctets(world, peer, world.party('A'), 'lost');
  const namespace = peer.ssp.dialect.versions[peer.version].namespace.value;
  switch (what) {
    case 'no XML':
      return 'This is no XML at all.';
    case 'XML that is cut off':
      return whole.slice(0, whole.lastIndexOf('</'));
    case 'a document with the document element Foo':
      return whole.replaceAll('WV-SSP-Message', 'Foo');
    default:
      return `<?xml version="1.0" encoding="UTF-8"?><WV-SSP-Message xmlns="${namespace}"><Foo/></WV-SSP-Message>`;
  }
}

/** Posts octets; what came of it is kept for later steps. */
export async function postOctets(
  world: World,
  { peer, until, home }: PeerActor,
  body: string,
  to = home,
): Promise<void> {
  world.keep('transport:arrivals', peer.arrivals.length);
  world.keep('transport:exchange', await until(peer.postRaw(to, body)));
}

export function postedExchange(world: World): Exchange {
  return world.kept<Exchange>('transport:exchange');
}

/** Everything the peer posted in the scenario. */
export function sentByPeer(world: World): readonly Exchange[] {
  return world.run.tap.exchanges.filter(({ ssp }) => ssp === 'sent');
}
