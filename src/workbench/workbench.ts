/**
 * The reference server as a bench for clients: every exchange is logged and judged, and its behaviour can be switched while it
 * runs. Switching a defect or a variant makes a new server behind the same address; clients have to log in again.
 */
import type {
  LoggedExchange,
  LogLine,
  Switches,
  WorkbenchNews,
  WorkbenchSession,
  WorkbenchState,
} from '../explorer/page/data/workbench.ts';
import { NO_SWITCHES } from '../explorer/page/data/workbench.ts';
import type { Exchange } from '../server/exchange-log.ts';
import { serverProfile } from '../server/profile.ts';
import { createServer, type ReferenceServer, type ServerOptions } from '../server/server.ts';
import type { NewAccount } from '../server/sessions/accounts.ts';
import type { SystemMessageElement } from '../server/system-message/index.ts';
import { mediaType } from '../transport/http/headers.ts';
import { type HttpServer, listen, type ServerRequest, type ServerResponse } from '../transport/http/server.ts';
import { AdvancedClock } from './clock.ts';
import { createJudge } from './judge.ts';
import { createLog, type NewLine } from './log.ts';
import { SwitchError, switched } from './switches.ts';

export interface WorkbenchOptions {
  /** The conforming server: profile, accounts. */
  readonly server: ServerOptions;
  /** Changes of a defect or variant; undefined for a name there is none of. */
  readonly seeded: (id: string) => ((options: ServerOptions) => ServerOptions) | undefined;
  readonly host: string;
  readonly port: number;
  readonly switches?: Partial<Switches>;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
  readonly onLine?: (line: LogLine, exchange: Exchange | undefined) => void;
  readonly onFault?: (error: unknown, where: string) => void;
  /** Called after every change that is worth keeping over a restart. */
  readonly onKept?: (state: KeptState) => void;
}

/** State that outlives a restart: accounts and switches. */
export interface KeptState {
  readonly accounts: readonly { readonly user: string; readonly password: string }[];
  readonly switches: Switches;
}

export interface Workbench {
  readonly url: string;
  state(): WorkbenchState;
  /** The news since a moment, and the moment now. */
  news(moment: number): WorkbenchNews & { readonly moment: number; readonly last: number };
  exchange(line: number): LoggedExchange | undefined;
  switch(change: unknown): void;
  /** @throws SwitchError for something that is not there */
  act(action: string, given: Readonly<Record<string, unknown>>): void;
  watch(listener: () => void): () => void;
  close(): Promise<void>;
}

/** Requests of one address in a second; beyond that it is answered 503. */
const MOST_A_SECOND = 200;
/** Exchanges whose octets are kept, and their octets at most. */
const MOST_KEPT = 2_000;
const MOST_OCTETS = 32 * 1024 * 1024;

export const ACTIONS = [
  'disconnect',
  'cir',
  'system-message',
  'clock',
  'add-account',
  'remove-account',
  'reset',
  'snapshot',
  'restore',
] as const;

export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { now = () => performance.now() } = options;
  const clock = new AdvancedClock();
  const log = createLog();
  const judge = createJudge();
  const watchers = new Set<() => void>();
  const since = clock.now();
  const kept = new Map<number, LoggedExchange>();
  const clients = new Map<string, string>();
  const rates = new Map<string, { second: number; n: number }>();
  let keptOctets = 0;
  let exchanges = 0;
  let switches: Switches = { ...NO_SWITCHES, ...options.switches };
  let snapshot: KeptState | undefined;
  /** The exchange that the server told of last. */
  const told: { exchange: Exchange | undefined } = { exchange: undefined };
  const taken = () => told.exchange;
  let server = made();

  function made(accounts: ServerOptions['accounts'] = options.server.accounts): ReferenceServer {
    const strict = switches.reading === 'strict';
    const profile = serverProfile(
      strict
        ? { unknownElements: 'refuse', unreadable: 'http-400' }
        : { unknownElements: 'ignore', unreadable: 'status-400' },
      options.server.profile,
    );
    const conforming: ServerOptions = {
      ...options.server,
      profile,
      clock,
      ...(accounts === undefined ? {} : { accounts }),
      onExchange: (exchange) => {
        told.exchange = exchange;
      },
      ...(options.onFault === undefined ? {} : { onFault: options.onFault }),
    };
    const changes = switches.on.flatMap((id) => options.seeded(id) ?? []);
    return createServer(changes.reduce((now, change) => change(now), conforming));
  }

  function accountsNow(): readonly NewAccount[] {
    return [...server.accounts.all()].map(({ user, password, barred, publicData }) => ({
      user,
      password,
      ...(barred && { barred }),
      publicData,
    }));
  }

  function keptState(): KeptState {
    return { accounts: accountsNow().map(({ user, password }) => ({ user, password })), switches };
  }

  function changed(): void {
    for (const watcher of watchers) watcher();
  }

  function note(line: NewLine, exchange?: Exchange): LogLine {
    const made = log.add(line);
    options.onLine?.(made, exchange);
    changed();
    return made;
  }

  function you(what: string): void {
    note({ ...NOBODY, kind: 'you', at: clock.now(), exchange: what, answer: '' });
  }

  async function handle(request: ServerRequest): Promise<ServerResponse> {
    const { headers, body, path, remoteAddress } = request;
    if (flooding(remoteAddress)) {
      note({
        ...NOBODY,
        kind: 'refused',
        at: clock.now(),
        client: remoteAddress,
        exchange: 'too many requests',
        answer: 'HTTP 503',
      });
      return { status: 503, headers: [['Retry-After', '1']] };
    }
    const sentAt = performance.now();
    told.exchange = undefined;
    const answered = server.handle({ contentType: mediaType(headers), headers, body, path });
    const exchange = taken();
    exchanges += 1;
    const concerned = switches.user === '' || exchange?.user === switches.user;
    const wire = concerned ? onTheWire(answered) : { response: answered, word: '' };
    record(request, wire.response, exchange, sentAt, wire.word);
    if (concerned && switches.delay > 0) await new Promise((go) => setTimeout(go, switches.delay));
    return wire.response;
  }

  function flooding(address: string): boolean {
    const second = Math.floor(now() / 1000);
    const rate = rates.get(address);
    if (rate === undefined || rate.second !== second) {
      if (rates.size > 1_000) rates.clear();
      rates.set(address, { second, n: 1 });
      return false;
    }
    rate.n += 1;
    return rate.n > MOST_A_SECOND;
  }

  function onTheWire(response: ServerResponse): { readonly response: ServerResponse; readonly word: string } {
    const { leaveOut, errorEvery, errorStatus } = switches;
    if (leaveOut > 0 && exchanges % leaveOut === 0) return { response: { status: 200 }, word: 'left out by a switch' };
    if (errorEvery > 0 && exchanges % errorEvery === 0) {
      return { response: { status: errorStatus }, word: `HTTP ${errorStatus} by a switch` };
    }
    return { response, word: '' };
  }

  function record(
    request: ServerRequest,
    response: ServerResponse,
    exchange: Exchange | undefined,
    sentAt: number,
    word: string,
  ): void {
    const user = exchange?.user ?? '';
    const client = clientOf(user, request.remoteAddress, exchange);
    const next = (log.last?.n ?? 0) + 1;
    const { deviations, first } = judge.take(wireOf(request, response, sentAt), client, next);
    const line = note(
      {
        kind: exchange === undefined || exchange.asked.length === 0 ? 'refused' : 'exchange',
        at: exchange?.at ?? clock.now(),
        user,
        client,
        version: exchange?.version ?? '',
        syntax: exchange?.syntax ?? '',
        exchange: exchangeWords(exchange),
        answer: word === '' ? answerWords(exchange, response) : word,
        deviations: deviations.map(({ requirement }) => requirement),
        first: first.map(({ expected, observed }) => `${observed}; expected: ${expected}.`),
        findings: exchange?.findings ?? [],
      },
      exchange,
    );
    if (kept.has(line.n) && first.length === 0) return;
    const body = response.body ?? new Uint8Array();
    keptOctets += request.body.length + body.length;
    kept.set(line.n, {
      n: line.n,
      request: { type: mediaType(request.headers) ?? '', body: Buffer.from(request.body).toString('base64') },
      response: {
        type: mediaType(response.headers ?? []) ?? '',
        status: response.status,
        body: Buffer.from(body).toString('base64'),
      },
      findings: exchange?.findings ?? [],
      deviations,
    });
    for (const [n, old] of kept) {
      if (kept.size <= MOST_KEPT && keptOctets <= MOST_OCTETS) break;
      keptOctets -= Math.floor(((old.request.body.length + old.response.body.length) * 3) / 4);
      kept.delete(n);
    }
  }

  /** The name of a client: the URL or number of its ClientID, where it is logged in; otherwise its address. */
  function clientOf(user: string, address: string, exchange: Exchange | undefined): string {
    const session = user === '' ? undefined : server.access.sessionsOf(user).at(-1);
    const named = session?.clientId.URL ?? session?.clientId.MSISDN;
    if (named !== undefined) clients.set(user, named.replace(/^[a-z]+:\/\//, '').slice(0, 60));
    return `${clients.get(user) ?? address}${exchange?.version === undefined ? '' : `, ${exchange.version}`}`;
  }

  function renew(accounts: readonly NewAccount[] = accountsNow()): void {
    void server.stop();
    server = made(accounts);
    options.onKept?.(keptState());
    changed();
  }

  const actions: Readonly<Record<(typeof ACTIONS)[number], (given: Readonly<Record<string, unknown>>) => string>> = {
    disconnect(given) {
      const session = textOf(given, 'session');
      if (!server.disconnect(session)) throw new SwitchError(`there is no session ${session}`);
      return `disconnected session ${session}`;
    },
    cir(given) {
      const session = textOf(given, 'session');
      if (!server.setCirState(session, given.works === true)) throw new SwitchError(`there is no session ${session}`);
      return `CIR ${given.works === true ? 'works' : 'does not work'} for session ${session}`;
    },
    'system-message'(given) {
      const [user, text] = [textOf(given, 'user'), textOf(given, 'text')];
      const element = server.access.element<SystemMessageElement>('system-message');
      if (element === undefined) throw new SwitchError('this server sends no system messages');
      if (!server.accounts.has(user)) throw new SwitchError(`there is no user ${user}`);
      element.systemMessages.send(user, { text });
      return `system message to ${user}: ${text}`;
    },
    clock(given) {
      const seconds = given.seconds;
      if (typeof seconds !== 'number' || !(seconds > 0 && seconds <= 31_536_000)) {
        throw new SwitchError('clock: seconds is a number above 0, at most a year');
      }
      clock.advance(seconds * 1000);
      return `clock advanced by ${seconds} s`;
    },
    'add-account'(given) {
      try {
        server.accounts.add({ user: textOf(given, 'user'), password: textOf(given, 'password') });
      } catch (error) {
        throw new SwitchError(error instanceof Error ? error.message : String(error));
      }
      options.onKept?.(keptState());
      return `account ${textOf(given, 'user')} added`;
    },
    'remove-account'(given) {
      const user = textOf(given, 'user');
      if (!server.accounts.remove(user)) throw new SwitchError(`there is no user ${user}`);
      options.onKept?.(keptState());
      return `account ${user} removed`;
    },
    reset() {
      snapshot = keptState();
      server.reset();
      return 'reset: no sessions, no lists, no messages; accounts of the start. A snapshot of accounts and switches was taken';
    },
    snapshot() {
      snapshot = keptState();
      return 'snapshot of accounts and switches taken';
    },
    restore() {
      if (snapshot === undefined) throw new SwitchError('there is no snapshot yet');
      switches = snapshot.switches;
      renew(snapshot.accounts);
      return 'accounts and switches restored; clients log in again';
    },
  };

  const http: HttpServer = await listen({
    host: options.host,
    port: options.port,
    limits: { body: server.profile.limits.messageOctets },
    handle,
    onError: (error) => options.onFault?.(error, 'http'),
    onRefused: (status, reason) =>
      note({ ...NOBODY, kind: 'refused', at: clock.now(), exchange: reason, answer: `HTTP ${status}` }),
  });

  const state = (): WorkbenchState => ({
    since,
    now: clock.now(),
    advanced: clock.ahead,
    addresses: [`${http.url}/`],
    users: [...server.accounts.all()].map(({ user }) => user),
    sessions: sessionsOf(server, judge.all, clients),
    deviations: judge.all,
    seen: judge.seen,
    exchanges,
    switches,
  });

  return {
    url: `${http.url}/`,
    state,
    news(moment) {
      const since = log.since(moment);
      return { state: state(), ...since, last: log.last?.n ?? 0 };
    },
    exchange: (line) => kept.get(line),
    switch(change) {
      const before = switches;
      switches = switched(switches, change, (id) => options.seeded(id) !== undefined);
      const anew = before.on.join() !== switches.on.join() || before.reading !== switches.reading;
      you(
        `switched: ${Object.entries(change as object)
          .map(([name, value]) => `${name} ${String(value) || 'nothing'}`)
          .join(', ')}${anew ? '; clients log in again' : ''}`,
      );
      if (anew) renew();
      else options.onKept?.(keptState());
    },
    act(action, given) {
      const does = Object.hasOwn(actions, action) ? actions[action as keyof typeof actions] : undefined;
      if (does === undefined) throw new SwitchError(`there is no ${action}; known are ${ACTIONS.join(', ')}`);
      you(does(given));
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    async close() {
      await http.close();
      await server.stop();
    },
  };
}

const NOBODY = { user: '', client: '', version: '', syntax: '', deviations: [], first: [], findings: [] } as const;

function textOf(given: Readonly<Record<string, unknown>>, name: string): string {
  const value = given[name];
  if (typeof value !== 'string' || value === '' || value.length > 2_000)
    throw new SwitchError(`${name}: a text is expected`);
  return value;
}

function sessionsOf(
  { accounts, access }: ReferenceServer,
  deviations: WorkbenchState['deviations'],
  clients: ReadonlyMap<string, string>,
): readonly WorkbenchSession[] {
  return [...accounts.all()].flatMap(({ user }) =>
    access.sessionsOf(user).map((session) => {
      const client = `${clients.get(user) ?? 'client'}, ${session.version}`;
      return {
        id: session.id,
        user,
        client,
        version: session.version,
        waiting: access.waiting(session),
        lastHeardAt: undefined,
        deviations: deviations.filter((one) => one.client === client).length,
      };
    }),
  );
}

function exchangeWords(exchange: Exchange | undefined): string {
  const names = (all: Exchange['asked']) => all.map(({ name }) => name).join(', ');
  if (exchange === undefined || exchange.asked.length === 0) return 'no CSP';
  return `${names(exchange.asked)} → ${names(exchange.answered) || 'nothing'}`;
}

function answerWords(exchange: Exchange | undefined, response: ServerResponse): string {
  if (exchange?.reason !== undefined) return `HTTP ${response.status}: ${exchange.reason}`;
  const words = (exchange?.answered ?? []).map(({ code, text }) =>
    [code, text].filter((part) => part !== undefined).join(' '),
  );
  return words.filter(Boolean).join(', ') || (response.status === 200 ? '' : `HTTP ${response.status}`);
}

function wireOf(
  { method, path, headers, body, remoteAddress }: ServerRequest,
  response: ServerResponse,
  sentAt: number,
) {
  return {
    bearer: 'http' as const,
    request: { method, url: `http://workbench${path}`, headers, body },
    response: {
      status: response.status,
      reason: '',
      headers: response.headers ?? [],
      body: response.body ?? new Uint8Array(),
    },
    failure: undefined,
    sentAt,
    answeredAt: performance.now(),
    connection: remoteAddress,
  };
}
