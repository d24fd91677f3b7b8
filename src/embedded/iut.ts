/** The reference server as the implementation under test of a run, in this process, on a clock that is moved. */
import { catalogue } from '../conformance/catalogue/catalogue.ts';
import type { SspIxit } from '../conformance/ics/ssp.ts';
import type { Account, Claim, Ics, Ixit, PartyName } from '../conformance/ics/types.ts';
import type { Capability, IutAdapter } from '../conformance/iut/adapter.ts';
import { VirtualClock } from '../server/clock.ts';
import { type ServerProfile, serverProfile } from '../server/profile.ts';
import { createServer, type ReferenceServer, type ServerOptions } from '../server/server.ts';
import type { NewAccount } from '../server/sessions/accounts.ts';
import type { SystemMessageElement } from '../server/system-message/index.ts';
import { createCentre } from '../transport/sms/centre.ts';
import { defaultDialect } from '../transport/ssp/dialects.ts';
import { claimsOf } from './claims.ts';

export interface EmbeddedOptions {
  /** Makes another server of the conforming one: a defect, a legal variant. The claims stay those of the conforming one. */
  readonly change?: ((options: ServerOptions) => ServerOptions) | undefined;
  /** Changes to the IXIT, section by section: what a tester must be told of a variant. */
  readonly ixit?: ((ixit: Ixit) => Ixit) | undefined;
  /** Items that are not claimed although the conforming server does them. */
  readonly unclaimed?: readonly string[] | undefined;
  /** Optional items that are claimed although the conforming one does not do them. */
  readonly claimed?: readonly string[] | undefined;
  readonly name?: string | undefined;
}

export interface EmbeddedIut extends IutAdapter {
  /** Programming errors of the reference server so far; a run without a defect should see none. */
  readonly faults: readonly { readonly where: string; readonly error: unknown }[];
}

const DOMAIN = 'example.com';
/** Domains that the tester plays against the embedded server. */
const PEERS = ['peer.example', 'second.example', 'third.example'] as const;
/** Number of the service access point at the short-message centre. */
const SHORT_MESSAGES = '+358400000000';
const LOBBY = `wv:/lobby@${DOMAIN}`;
/** Functions that the restricted user may not use. */
const WITHHELD_FUNCTIONS = ['GETSPI', 'SRCH', 'CREAG'] as const;

/** Limits low enough to be run into within a scenario. */
const PROFILE = {
  homeDomains: [DOMAIN],
  // With a small margin, a session that lives much too long is not taken for one within it.
  keepAlive: { margin: 0.1 },
  presence: { limits: { contactListsPerUser: 20, contactsPerList: 100, attributeListsPerUser: 50 } },
  messaging: { limits: { messagesPerUser: 50 } },
  groups: {
    publicGroups: [{ id: LOBBY, name: 'Lobby', topic: 'Everything' }],
    limits: { groups: 45, groupsPerUser: 20, joinedPerUser: 20 },
  },
};

const ACCOUNTS: Readonly<Record<string, NewAccount>> = {
  alice: person('alice', 'Alice', 'Archer'),
  bob: person('bob', 'Bob', 'Baker'),
  carol: person('carol', 'Carol', 'Carter'),
  dave: person('dave', 'Dave', 'Dyer'),
  barred: { user: `wv:mallory@${DOMAIN}`, password: 'mallory-password', barred: true },
  restricted: { user: `wv:oscar@${DOMAIN}`, password: 'oscar-password', withheld: WITHHELD_FUNCTIONS },
  unfunded: { user: `wv:ursula@${DOMAIN}`, password: 'ursula-password', unfunded: true },
  elsewhere: { user: `wv:gina@${DOMAIN}`, password: 'gina-password' },
  phone: { user: `wv:frank@${DOMAIN}`, password: 'frank-password', publicData: { mobileNumber: '+358401234567' } },
};

function person(name: string, firstName: string, lastName: string): NewAccount {
  return {
    user: `wv:${name}@${DOMAIN}`,
    password: `${name}-password`,
    publicData: { firstName, lastName, emailAddress: `${name}@${DOMAIN}`, alias: `${name}-alias` },
  };
}

function accountOf({ user, password, publicData, withheld }: NewAccount): Account {
  const known: Readonly<Record<string, string | undefined>> = {
    USER_FIRST_NAME: publicData?.firstName,
    USER_LAST_NAME: publicData?.lastName,
    USER_EMAIL_ADDRESS: publicData?.emailAddress,
    USER_ALIAS: publicData?.alias,
    USER_MOBILE_NUMBER: publicData?.mobileNumber,
  };
  const profile = Object.fromEntries(
    Object.entries(known).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return { user, password, msisdn: publicData?.mobileNumber, profile, refused: withheld ?? [] };
}

/** The users of a lane, numbered from 2; the first lane has those without a number. */
function laneOf(number: number): Readonly<Record<PartyName, NewAccount>> {
  const like = (name: string, firstName: string, lastName: string) =>
    person(`${name}${number}`, `${firstName}${number}`, `${lastName}${number}`);
  return {
    alice: like('alice', 'Alice', 'Archer'),
    bob: like('bob', 'Bob', 'Baker'),
    carol: like('carol', 'Carol', 'Carter'),
    dave: like('dave', 'Dave', 'Dyer'),
  };
}

function furtherLanes(lanes: number): readonly Readonly<Record<PartyName, NewAccount>>[] {
  return Array.from({ length: Math.max(0, lanes - 1) }, (_, i) => laneOf(i + 2));
}

/** The accounts, profile and clock a run starts the reference server with, and the users of further lanes. */
export function embeddedServerOptions(lanes = 1): ServerOptions {
  const accounts = [...Object.values(ACCOUNTS), ...furtherLanes(lanes).flatMap((lane) => Object.values(lane))];
  // the tester's domains get their addresses once it listens for them
  // Virtual time stands still while an answer is awaited: nothing would end the wait for a domain that is silent.
  const assigned = { [`wv:gina@${DOMAIN}`]: { GroupFeat: PEERS[0] } };
  const relay = { dialect: defaultDialect(), domains: {}, holdsAnswers: false, assigned };
  return { profile: serverProfile(PROFILE), clock: new VirtualClock(), accounts, cir: {}, relay };
}

/** The server's listener for other servers is that for clients. */
function sspIxitFor(address: string): SspIxit {
  return {
    address,
    peers: PEERS.map((domain, i) => {
      const provides = i === 0 ? ('groups' as const) : undefined;
      return { domain, host: '127.0.0.1', port: 0, url: undefined, provides };
    }),
    dialect: defaultDialect(),
    dialectFile: 'default',
    timers: { setup: 30_000, response: 30_000, retry: 120_000 },
    timeToLive: 86_400,
    headers: [],
  };
}

export function embeddedIut(options: EmbeddedOptions = {}): EmbeddedIut {
  const faults: { where: string; error: unknown }[] = [];
  const clock = new VirtualClock();
  const centre = createCentre();
  const conforming: ServerOptions = {
    ...embeddedServerOptions(),
    clock,
    sms: { centre, number: SHORT_MESSAGES },
    cir: { carrier: { send: (message) => centre.send([{ ...message, from: SHORT_MESSAGES }]) } },
    onFault: (error, where) => faults.push({ where, error }),
  };
  let server: ReferenceServer | undefined;
  const running = (): ReferenceServer => {
    if (server === undefined) throw new Error('the reference server is not running');
    return server;
  };
  const name = options.name ?? 'Reference server';
  /** The system messages that hold up the logins of users, by user. */
  const holding = new Map<string, readonly string[]>();
  return {
    kind: 'embedded',
    name,
    faults,
    capabilities: new Set<Capability>([
      'reset',
      'create-account',
      'clock',
      'disconnect',
      'system-message',
      'login-message',
      'short-messages',
    ]),
    shortMessages: { centre, number: SHORT_MESSAGES },
    async start() {
      const made = createServer(options.change?.(conforming) ?? conforming);
      server = made;
      const { url } = await made.start({ host: '127.0.0.1', port: 0 });
      const ixit = tellsRegistration(ixitFor(`${url}/`, made.profile), conforming);
      return {
        ics: icsFor(name, conforming, options.unclaimed ?? [], options.claimed ?? []),
        ixit: options.ixit?.(ixit) ?? ixit,
      };
    },
    async stop() {
      const stopping = server;
      server = undefined;
      await stopping?.stop();
    },
    reset: async () => running().reset(),
    createAccount: async (account) => {
      const made = running().accounts.add({
        user: account.user,
        password: account.password,
        publicData: { mobileNumber: account.msisdn },
      });
      return {
        user: made.user,
        password: made.password,
        msisdn: account.msisdn,
        profile: account.profile ?? {},
        refused: [],
      };
    },
    route: async (domain, url) => running().relay?.route(domain, url),
    advanceClock: async (ms) => clock.advance(ms),
    systemMessage: async (user, text, options) => {
      operatorOf(running())?.send(user, { text, options });
    },
    loginMessage: async (user, message) => {
      const operator = operatorOf(running());
      for (const id of holding.get(user) ?? []) operator?.withdraw(user, id);
      holding.delete(user);
      if (message === undefined || operator === undefined) return;
      const { text, options, key } = message;
      const verification = key === undefined ? undefined : { key, shown: { InText: `Key: ${key}` } };
      holding.set(user, [operator.send(user, { text, options, verification, beforeLogin: true })]);
    },
    disconnect: async (user) => {
      const { access, accounts } = running();
      for (const session of access.sessionsOf(accounts.canonical(user) ?? user)) running().disconnect(session.id);
    },
  };
}

/** A server that registers strangers by mistake does not claim it. */
function tellsRegistration(ixit: Ixit, { profile = serverProfile() }: ServerOptions): Ixit {
  return { ...ixit, policies: { ...ixit.policies, automaticRegistration: profile.login.autoRegistration } };
}

/** The sender of system messages; undefined where the server does without them. */
function operatorOf({ access }: ReferenceServer): SystemMessageElement['systemMessages'] | undefined {
  return access.element<SystemMessageElement>('system-message')?.systemMessages;
}

function icsFor(
  name: string,
  conforming: ServerOptions,
  unclaimed: readonly string[],
  further: readonly string[],
): Ics {
  const { versions, syntaxes } = conforming.profile ?? serverProfile();
  const { relay } = conforming;
  const notClaimed: Claim[] = unclaimed.map((item) => ({ item, versions: undefined }));
  return {
    name,
    vendor: undefined,
    roles: relay === undefined ? ['csp-server'] : ['csp-server', 'ssp-server'],
    versions,
    ...(relay !== undefined && { sspVersions: [relay.version ?? '1.3'] }),
    syntaxes,
    bearers: ['http'],
    optional: 'none',
    claimed: [
      ...claimsOf(catalogue, conforming).filter((c) => !unclaimed.includes(c.item)),
      ...further.map((item): Claim => ({ item, versions: undefined })),
    ],
    notClaimed,
    readings: {},
  };
}

/** ICS and IXIT of the reference server, or of one derived from it, for a process of its own on real time. */
export function describeServed(
  address: string,
  other: EmbeddedOptions = {},
  lanes = 1,
): { readonly ics: Ics; readonly ixit: Ixit } {
  const options = embeddedServerOptions();
  const { profile = serverProfile() } = other.change?.(options) ?? options;
  // Nobody lets time pass here: polls need not keep a distance the server does not ask for.
  const told = tellsRegistration(ixitFor(address, profile), options);
  const further = furtherLanes(lanes).map(({ alice, bob, carol, dave }) => ({
    alice: accountOf(alice),
    bob: accountOf(bob),
    carol: accountOf(carol),
    dave: accountOf(dave),
  }));
  const passwords = further.flatMap((lane) => Object.values(lane).map(({ password }) => password));
  const ixit = {
    ...told,
    pollMinimum: 50,
    ...(further.length > 0 && { lanes: further, secrets: [...told.secrets, ...passwords] }),
  };
  const ics = icsFor(other.name ?? 'Reference server', options, other.unclaimed ?? [], other.claimed ?? []);
  return { ics, ixit: other.ixit?.(ixit) ?? ixit };
}

/** The users of the reference server, their domain, and the one a client under test is. */
export function embeddedAccounts(): {
  readonly accounts: readonly NewAccount[];
  readonly domain: string;
  readonly user: string;
} {
  return { accounts: Object.values(ACCOUNTS), domain: DOMAIN, user: `wv:alice@${DOMAIN}` };
}

export function ixitFor(address: string, profile: ServerProfile = serverProfile(PROFILE)): Ixit {
  const account = (key: string) => accountOf(ACCOUNTS[key] ?? { user: key, password: '' });
  const { presence, groups, messaging, login, keepAlive } = profile;
  return {
    address,
    addresses: {},
    domain: DOMAIN,
    accounts: { alice: account('alice'), bob: account('bob'), carol: account('carol'), dave: account('dave') },
    specialAccounts: {
      barred: account('barred'),
      restricted: account('restricted'),
      phone: account('phone'),
      unfunded: account('unfunded'),
      elsewhere: account('elsewhere'),
    },
    groups: { public: LOBBY, joinable: LOBBY },
    timers: {
      connect: 2000,
      response: 5000,
      notification: 10_000,
      transaction: 20_000,
      cirAnswer: 10_000,
      cirNotice: 10_000,
      scenario: 30_000,
      restart: 5000,
    },
    // The server's margin is a part of the agreed time; in seconds it is that of the time asked for.
    keepAlive: { timeToLive: 600, margin: 600 * keepAlive.margin, share: keepAlive.margin },
    pollMinimum: 1000,
    policies: {
      secondLogin: login.secondLogin,
      storeAndForward: messaging.storeAndForward,
      offlineInvitations: true,
      searchable: true,
      privateGroups: groups.privateGroups,
      automaticRegistration: login.autoRegistration,
      networkAttributes: undefined,
    },
    limits: {
      contactLists: presence.limits.contactListsPerUser,
      contacts: presence.limits.contactsPerList,
      attributeLists: presence.limits.attributeListsPerUser,
      groupsPerUser: groups.limits.groupsPerUser,
      groups: groups.limits.groups,
      joinedGroups: groups.limits.joinedPerUser,
      searchHits: undefined,
      queue: messaging.limits.messagesPerUser,
    },
    http: {
      headers: [],
      proxy: undefined,
      maxAnswer: 4 * 1024 * 1024,
      perSecond: undefined,
      retryAfterMax: 10_000,
      tls: { ca: undefined, client: undefined, insecure: false },
    },
    cir: { tcp: undefined, listen: undefined },
    network: { headers: [] },
    ssp: sspIxitFor(address),
    secrets: Object.values(ACCOUNTS).map((a) => a.password),
    secretHeaders: [],
  };
}
