/**
 * For tests: an implementation under test that is three reference servers of three domains behind one address. Each actor of a
 * scenario is a user of one of them, so that whatever two actors have to do with each other crosses from server to server.
 */
import type { Ics, Ixit } from '../../conformance/ics/types.ts';
import type { Capability, IutAdapter } from '../../conformance/iut/adapter.ts';
import { embeddedIut, embeddedServerOptions } from '../../embedded/iut.ts';
import { is, unseal } from '../../protocol/messages/envelope.ts';
import { read, syntaxOfContentType } from '../../protocol/syntax/index.ts';
import { VirtualClock } from '../../server/clock.ts';
import { builtIn } from '../../server/elements.ts';
import { serverProfile } from '../../server/profile.ts';
import type { RelayOptions } from '../../server/relay/options.ts';
import { createServer, type ReferenceServer } from '../../server/server.ts';
import { domainOf } from '../../server/sessions/accounts.ts';
import type { SystemMessageElement } from '../../server/system-message/index.ts';
import { mediaType } from '../../transport/http/headers.ts';
import { type HttpServer, listen, type ServerRequest, type ServerResponse } from '../../transport/http/server.ts';
import { defaultDialect } from '../../transport/ssp/dialects.ts';
import { createWires } from '../server/wires.ts';

const HOME = 'example.com';
/** Users who live elsewhere. The others live where the suite thinks that all of them do. */
const MOVED: Readonly<Record<string, string>> = { bob: 'beta.example', carol: 'gamma.example' };
const DOMAINS = [HOME, ...Object.values(MOVED)];

export interface SpreadOptions {
  /** The domain of bob has no groups and uses those of the first one, and all go through a fourth that only relays. */
  readonly chained?: boolean;
  /** All users in one domain: the verdicts to compare with. */
  readonly together?: boolean;
}

export interface SpreadIut extends IutAdapter {
  readonly faults: readonly { readonly where: string; readonly error: unknown }[];
}

function moved(text: string): string {
  return Object.entries(MOVED).reduce(
    (all, [user, to]) => all.replaceAll(`wv:${user}@${HOME}`, `wv:${user}@${to}`),
    text,
  );
}

const HUB = 'hub.example';

/** The relay of a domain in either arrangement. */
function relayOf(domain: string, chained: boolean): Partial<RelayOptions> {
  const others = DOMAINS.filter((other) => other !== domain);
  const at = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, `http://${name}/`]));
  if (!chained) return { domains: at(others) };
  if (domain === HUB) return { domains: at(DOMAINS), relays: true, providers: { 'beta.example': { GroupFeat: HOME } } };
  const routes = Object.fromEntries(others.map((name) => [name, HUB]));
  const part: Partial<RelayOptions> = { domains: at([HUB]), routes };
  if (domain === 'beta.example') return { ...part, services: { GroupFeat: HOME } };
  return domain === HOME ? { ...part, serves: { GroupFeat: ['beta.example'] } } : part;
}

export function spreadIut({ chained = false, together = false }: SpreadOptions = {}): SpreadIut {
  const faults: { where: string; error: unknown }[] = [];
  const clock = new VirtualClock();
  const servers = new Map<string, ReferenceServer>();
  const sessions = new Map<string, ReferenceServer>();
  const wires = createWires();
  let http: HttpServer | undefined;
  const holding = new Map<string, readonly string[]>();
  const all = together ? [HOME] : chained ? [...DOMAINS, HUB] : DOMAINS;

  const serverOf = (user: string): ReferenceServer => {
    const server = servers.get(domainOf(user)) ?? servers.get(HOME);
    if (server === undefined) throw new Error('the servers are not running');
    return server;
  };

  function make(domain: string): ReferenceServer {
    const { profile, accounts = [] } = embeddedServerOptions();
    const own = together ? accounts : JSON.parse(moved(JSON.stringify(accounts)));
    const base = profile ?? serverProfile();
    const elements = Object.entries(builtIn).flatMap(([name, factory]) =>
      chained && domain === 'beta.example' && name === 'groups' ? [] : [factory],
    );
    const groups = domain === HOME ? {} : { publicGroups: [] };
    const server = createServer({
      clock,
      profile: serverProfile({ homeDomains: [domain], groups }, base),
      accounts: own.filter(({ user }: { user: string }) => domainOf(user) === domain),
      elements,
      onFault: (error, where) => faults.push({ where, error }),
      ...(!together && {
        relay: { dialect: defaultDialect(), domains: {}, http: wires.http(domain), ...relayOf(domain, chained) },
      }),
    });
    wires.attach(domain, async (request) => (await server.relay?.handle(request)) ?? { status: 500 });
    return server;
  }

  /** The server a message belongs to: that of its session, or of the user who logs in. */
  function addressed(request: ServerRequest): ReferenceServer {
    const syntax = syntaxOfContentType(mediaType(request.headers) ?? '');
    const document = syntax === undefined ? undefined : read(request.body, syntax).document;
    const envelope = document === undefined ? undefined : unseal(document);
    const id = envelope?.sessionId;
    if (id !== undefined) {
      const live = [...servers.values()].find(
        (server) => server.access.session(id)?.visitor === undefined && server.access.session(id),
      );
      const known = live ?? sessions.get(id);
      if (known !== undefined) {
        sessions.set(id, known);
        return known;
      }
    }
    for (const { primitive } of envelope?.transactions ?? []) {
      if (is(primitive, 'Login-Request')) return serverOf(primitive.value.UserID ?? '');
    }
    return serverOf(HOME);
  }

  async function handle(request: ServerRequest): Promise<ServerResponse> {
    const { headers, body, path } = request;
    return addressed(request).handleInTime({ contentType: mediaType(headers), headers, body, path, from: '127.0.0.1' });
  }

  const operatorOf = (user: string) =>
    serverOf(user).access.element<SystemMessageElement>('system-message')?.systemMessages;
  const embedded = embeddedIut();

  return {
    kind: 'embedded',
    name: 'Three reference servers',
    faults,
    capabilities: new Set<Capability>([
      'reset',
      'create-account',
      'clock',
      'disconnect',
      'system-message',
      'login-message',
    ]),
    async start() {
      const { ics, ixit } = await embedded.start();
      await embedded.stop();
      for (const domain of all) servers.set(domain, make(domain));
      http = await listen({
        host: '127.0.0.1',
        port: 0,
        handle,
        onError: (error) => faults.push({ where: 'http', error }),
      });
      const spread = together ? ixit : { ...ixit, accounts: JSON.parse(moved(JSON.stringify(ixit.accounts))) };
      return { ics: ics satisfies Ics, ixit: { ...spread, address: `${http.url}/` } satisfies Ixit };
    },
    async stop() {
      const listening = http;
      http = undefined;
      await listening?.close();
      for (const server of servers.values()) await server.stop();
    },
    async reset() {
      for (const server of servers.values()) server.reset();
      sessions.clear();
    },
    async createAccount({ user, password, msisdn, profile }) {
      const made = serverOf(user).accounts.add({ user, password, publicData: { mobileNumber: msisdn } });
      return { user: made.user, password, msisdn, profile: profile ?? {}, refused: [] };
    },
    async advanceClock(ms) {
      // the servers answer one another in turns of the event loop, so time must not run away from them
      const stride = Math.max(2_000, ms / 50);
      for (let passed = 0; passed < ms; passed += stride) {
        clock.advance(Math.min(stride, ms - passed));
        for (let count = -1; count !== wires.count; ) {
          count = wires.count;
          for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
        }
      }
    },
    async systemMessage(user, text, options) {
      operatorOf(user)?.send(user, { text, options });
    },
    async loginMessage(user, message) {
      for (const id of holding.get(user) ?? []) operatorOf(user)?.withdraw(user, id);
      holding.delete(user);
      const operator = operatorOf(user);
      if (message === undefined || operator === undefined) return;
      const { text, options, key } = message;
      const verification = key === undefined ? undefined : { key, shown: { InText: `Key: ${key}` } };
      holding.set(user, [operator.send(user, { text, options, verification, beforeLogin: true })]);
    },
    async disconnect(user) {
      const server = serverOf(user);
      const canonical = server.accounts.canonical(user) ?? user;
      for (const session of server.access.sessionsOf(canonical)) server.disconnect(session.id);
    },
  };
}
