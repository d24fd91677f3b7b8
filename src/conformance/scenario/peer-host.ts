/**
 * The listeners of the domains that the tester plays, for a whole run: an implementation may send again later what an
 * earlier scenario caused. Between scenarios idle servers take what comes.
 */
import { createPeer, type Peer } from '../../peer/peer.ts';
import type { SspVersion } from '../../protocol/ssp/types.ts';
import { createHttpClient } from '../../transport/http/client.ts';
import { type HttpServer, listen, type ServerRequest, type ServerResponse } from '../../transport/http/server.ts';
import { createTap } from '../../transport/tap.ts';
import type { Ixit } from '../ics/types.ts';
import type { IutAdapter } from '../iut/adapter.ts';

export type Serve = (request: ServerRequest) => Promise<ServerResponse>;

export interface PeerHost {
  /** Listens, if it does not yet. Rejects where a listener cannot be had. */
  open(): Promise<void>;
  /** The URL at which the implementation reaches a domain; undefined for a domain that is not the tester's. */
  urlOf(domain: string): string | undefined;
  /** Gives a domain to a scenario; sessions that the idle server got meanwhile are ended. */
  take(domain: string, serve: Serve, version: SspVersion): Promise<void>;
  release(domain: string): void;
  /** Domains with which the implementation may still hold a session that it would not end. */
  readonly stale: Set<string>;
  close(): Promise<void>;
}

interface Place {
  readonly server: HttpServer;
  readonly url: string;
  serve: Serve | undefined;
  /** Settles when the scenario that has it gives it back: others wait for that. */
  taken: Promise<void> | undefined;
  giveBack: () => void;
  idle: Peer | undefined;
}

export function createPeerHost({ ssp, domain: home }: Ixit, adapter: IutAdapter): PeerHost {
  const places = new Map<string, Place>();
  let opening: Promise<void> | undefined;
  let version: SspVersion = '1.3';
  let idles = 0;

  const urlOf = (domain: string): string | undefined => places.get(domain.toLowerCase())?.url;

  function idleOf(domain: string, place: Place): Serve {
    const idle =
      place.idle ??
      createPeer({
        domain,
        version,
        ids: `idle-${++idles}-`,
        ...(ssp !== undefined && { dialect: ssp.dialect, timers: ssp.timers }),
        addresses: { [home]: ssp?.address ?? '' },
        transport: createHttpClient({ tap: createTap() }),
      });
    place.idle = idle;
    return idle.attach(place.url);
  }

  async function open(): Promise<void> {
    for (const { domain, host, port, url } of ssp?.peers ?? []) {
      const server = await listen({
        host,
        port,
        // a monitor sees that documents are posted
        methods: ['POST', 'PUT', 'GET'],
        handle: (request) => {
          const place = places.get(domain);
          if (place === undefined) return { status: 503 };
          return (place.serve ?? idleOf(domain, place))(request);
        },
      });
      const path = ssp?.dialect.transport.path.value ?? '/';
      const place = {
        server,
        url: url ?? `${server.url}${path}`,
        serve: undefined,
        taken: undefined,
        giveBack: () => {},
        idle: undefined,
      };
      places.set(domain, place);
      await adapter.route?.(domain, place.url);
    }
  }

  return {
    stale: new Set(),
    urlOf,
    open() {
      opening ??= open();
      return opening;
    },
    async take(domain, serve, spoken) {
      const place = places.get(domain);
      if (place === undefined) return;
      while (place.taken !== undefined) await place.taken;
      place.taken = new Promise((resolve) => {
        place.giveBack = resolve;
      });
      const { idle } = place;
      version = spoken;
      place.idle = undefined;
      while (idle !== undefined && idle.sessions.length > 0) await endSession(idle, home);
      await idle?.stop();
      idle?.transport.close();
      place.serve = serve;
    },
    release(domain) {
      const place = places.get(domain);
      if (place === undefined) return;
      place.serve = undefined;
      place.taken = undefined;
      place.giveBack();
    },
    async close() {
      for (const { server, idle } of places.values()) {
        await idle?.stop();
        idle?.transport.close();
        await server.close(0);
      }
      places.clear();
      opening = undefined;
    },
  };
}

/** Logs out of the newest session; false where the implementation did not confirm it, and it is only forgotten. */
export async function endSession(peer: Peer, home: string): Promise<boolean> {
  try {
    const { success } = await peer.logout(home);
    if (!success) peer.forget(home);
    return success;
  } catch {
    peer.forget(home);
    return false;
  }
}
