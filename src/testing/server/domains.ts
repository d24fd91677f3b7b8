/** For tests: reference servers of several domains on loopback that find one another, each with its clients. */
import type { Version } from '../../protocol/version.ts';
import { VirtualClock } from '../../server/clock.ts';
import { builtIn } from '../../server/elements.ts';
import { type ProfileChanges, serverProfile } from '../../server/profile.ts';
import type { RelayOptions } from '../../server/relay/options.ts';
import { createServer, type ReferenceServer } from '../../server/server.ts';
import { defaultDialect } from '../../transport/ssp/dialects.ts';
import { TestClient } from './client.ts';
import type { Wires } from './wires.ts';

export interface DomainOptions {
  readonly users?: readonly string[];
  readonly profile?: ProfileChanges;
  readonly relay?: Partial<RelayOptions>;
  /** Knows only the domains of its options. */
  readonly apart?: boolean;
  /** Elements it does not have. */
  readonly without?: readonly (keyof typeof builtIn)[];
}

export interface DomainServer {
  readonly domain: string;
  readonly server: ReferenceServer;
  /** Time of this server; sockets take their own. */
  readonly clock: VirtualClock;
  readonly url: string;
  client(name: string, version?: Version): TestClient;
}

export interface Domains {
  readonly faults: unknown[];
  start(domain: string, options?: DomainOptions): Promise<DomainServer>;
  /** Tells all servers started so far where a domain is. */
  route(domain: string, url: string): void;
  stop(): Promise<void>;
}

function attached(wires: Wires, domain: string, { relay }: ReferenceServer): string {
  return wires.attach(domain, async (request) => (await relay?.handle(request)) ?? { status: 500 });
}

/** @param wires for servers without sockets */
export function createDomains(wires?: Wires): Domains {
  const all: DomainServer[] = [];
  const faults: unknown[] = [];
  return {
    faults,
    async start(domain, { users = ['ann', 'bo'], profile = {}, relay = {}, apart = false, without = [] } = {}) {
      const clock = new VirtualClock();
      const server = createServer({
        clock,
        elements: Object.entries(builtIn).flatMap(([name, make]) => (without.some((w) => w === name) ? [] : [make])),
        accounts: users.map((user) => ({ user, password: 'secret' })),
        profile: serverProfile({ homeDomains: [domain], polling: { repeatAfter: 0 }, ...profile }),
        relay: { dialect: defaultDialect(), domains: {}, ...(wires && { http: wires.http(domain) }), ...relay },
        onFault: (error) => faults.push(error),
      });
      const started: DomainServer = {
        domain,
        server,
        clock,
        url: wires === undefined ? `${(await server.start()).url}/` : attached(wires, domain, server),
        client(name, version = '1.2') {
          const client = new TestClient(server, { user: `wv:${name}@${domain}`, version });
          client.login();
          client.negotiate();
          return client;
        },
      };
      for (const other of apart ? [] : all) {
        other.server.relay?.route(domain, started.url);
        server.relay?.route(other.domain, other.url);
      }
      all.push(started);
      return started;
    },
    route(domain, url) {
      for (const { server } of all) server.relay?.route(domain, url);
    },
    async stop() {
      for (const { server } of all.splice(0)) await server.stop();
    },
  };
}
