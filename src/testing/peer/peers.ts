/** For tests: peers of several domains on loopback that find one another. */
import { createPeer, type Peer } from '../../peer/peer.ts';
import type { PeerOptions } from '../../peer/types.ts';

export interface Peers {
  /** Starts a peer; it is found by those started before and after it. */
  start(domain: string, options?: Omit<PeerOptions, 'domain'>): Promise<Peer>;
  stop(): Promise<void>;
}

export function createPeers(): Peers {
  const all: Peer[] = [];
  return {
    async start(domain, options = {}) {
      const addresses = (of: string): string | undefined => all.find((peer) => peer.domain === of)?.url;
      const peer = createPeer({ addresses, timers: { setup: 20_000, response: 20_000 }, ...options, domain });
      all.push(peer);
      await peer.start();
      return peer;
    },
    async stop() {
      for (const peer of all.splice(0)) await peer.stop();
    },
  };
}

/** Waits until `true` comes, looking after each turn of the event loop, which lets the sockets work. */
export async function until(holds: () => boolean): Promise<void> {
  for (let turns = 0; !holds(); turns++) {
    if (turns > 20_000) throw new Error('what was waited for did not come');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
