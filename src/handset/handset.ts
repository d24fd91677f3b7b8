/**
 * The simulated client as a whole: what a user holds in his hand. It logs in, negotiates, polls, keeps its session alive and
 * answers the server by itself, and does what its user wants. The parts it is made of are those of src/client.
 */

import { type Answer, describe, type Received } from '../client/answers.ts';
import { createClient } from '../client/client.ts';
import type { ClientClock } from '../client/clock.ts';
import type { ServiceOutcome } from '../client/session-outcomes.ts';
import type { Client } from '../client/types.ts';
import { functionOf } from '../protocol/facts/primitives.ts';
import { anyVersion } from '../protocol/messages/any-version.ts';
import type { Primitive, PrimitiveName } from '../protocol/messages/envelope.ts';
import type { Syntax } from '../protocol/syntax/types.ts';
import type { Version } from '../protocol/version.ts';
import { createHttpClient, type HttpClient } from '../transport/http/client.ts';
import { createTap } from '../transport/tap.ts';
import { requestFor } from './requests.ts';
import { type HandsetHooks, type HandsetRules, standardRules } from './rules.ts';

/** Time as the handset needs it: that of the server it meets, where both are in one process. */
export interface HandsetClock {
  /** Milliseconds. */
  now(): number;
  after(ms: number, call: () => void): () => void;
}

export interface HandsetOptions {
  readonly clock: HandsetClock;
  readonly rules?: ((rules: HandsetRules) => HandsetRules) | undefined;
  readonly hooks?: readonly HandsetHooks[] | undefined;
  /** Sends a message again that nothing came back to. */
  readonly repeatsLost?: boolean | undefined;
}

export interface HandsetSettings {
  readonly server: string;
  readonly user: string;
  readonly password: string;
  readonly version: Version;
  readonly syntax: Syntax;
}

export type HandsetOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'cannot'; readonly why: string };

const DONE: HandsetOutcome = { kind: 'done' };
/** Messages in a row that a server can make the handset send by saying that more waits. */
const MOST_AT_ONCE = 50;

export class Handset {
  readonly #clock: HandsetClock;
  readonly #rules: HandsetRules;
  readonly #hooks: readonly HandsetHooks[];
  readonly #repeatsLost: boolean;
  #settings: HandsetSettings | undefined;
  #client: Client | undefined;
  #services: ServiceOutcome | undefined;
  #polling: (() => void) | undefined;
  #keeping: (() => void) | undefined;
  #numbers = 0;
  #search: { readonly id: string; readonly next: number; readonly complete: boolean } | undefined;
  #invitation: string | undefined;
  #shownUntil = 0;
  /** Ends of waits that the client is in: a client that is put away does not wake up again. */
  readonly #waits = new Set<() => void>();
  readonly #groups = new Set<string>();
  /** Exchanges under way. */
  inHand = 0;
  readonly shown: { readonly what: string; readonly [detail: string]: string }[] = [];

  constructor({ clock, rules, hooks = [], repeatsLost = false }: HandsetOptions) {
    this.#repeatsLost = repeatsLost;
    this.#clock = clock;
    this.#rules = rules?.(standardRules) ?? standardRules;
    this.#hooks = hooks;
  }

  async begin(settings: HandsetSettings): Promise<void> {
    await this.end();
    this.#settings = settings;
    this.shown.length = 0;
    this.#shownUntil = 0;
    const http = createHttpClient({ tap: createTap(() => this.#clock.now()) });
    const client = createClient({
      url: settings.server,
      version: settings.version,
      syntax: settings.syntax,
      party: 'handset',
      userId: settings.user,
      password: settings.password,
      clientId: { URL: 'http://imps-conformance.invalid/handset' },
      transport: this.#watched(http),
      clock: clientClock(this.#clock, (stop) => this.#waits.add(stop)),
    });
    for (const name of ANSWERED) client.respond(name, (received) => this.#rules.answerTo(received));
    this.#client = client;
  }

  async end(): Promise<void> {
    this.#rest();
    for (const stop of this.#waits) stop();
    this.#waits.clear();
    const client = this.#client;
    this.#client = undefined;
    this.#services = undefined;
    this.#search = undefined;
    this.#invitation = undefined;
    this.#groups.clear();
    await client?.close();
    client?.transport.close();
  }

  async perform(action: string, parameters: Readonly<Record<string, unknown>>): Promise<HandsetOutcome> {
    try {
      return await this.#perform(action, parameters);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.shown.push({ what: 'refusal', text: why });
      return { kind: 'failed', why };
    } finally {
      await this.#afterwards();
    }
  }

  get #own(): { readonly client: Client; readonly settings: HandsetSettings } {
    if (this.#client === undefined || this.#settings === undefined) throw new Error('the handset is switched off');
    return { client: this.#client, settings: this.#settings };
  }

  async #perform(action: string, parameters: Readonly<Record<string, unknown>>): Promise<HandsetOutcome> {
    if (action === 'log-in') return this.#logIn(parameters.digest === true);
    if (action === 'log-out') {
      this.#rest();
      return told(await this.#own.client.logout());
    }
    if (action === 'get-provider-info') return told(await this.#own.client.getSPInfo());
    if (action === 'search') return this.#searchFor(this.#requestFor(action, parameters));
    if (action === 'search-on') return this.#searchOn();
    if (action === 'answer-invitation') return this.#answerInvitation(parameters.accept !== false);
    if (action === 'cancel-invitation' || action === 'withdraw-content') return this.#cancel(parameters);
    const request = this.#requestFor(action, parameters);
    if (request === undefined) return { kind: 'cannot', why: `this client has no function for "${action}"` };
    return this.#ask(request);
  }

  /** Tells the server that a message it gave out is here. */
  async #acknowledge(answer: Answer): Promise<void> {
    const { MessageInfo } = answer.primitive.value as { readonly MessageInfo?: { readonly MessageID?: string } };
    const id = MessageInfo?.MessageID;
    if (answer.primitive.name !== 'GetMessage-Response' || id === undefined || !this.#rules.acknowledgesFetched) return;
    await this.#own.client.request('MessageDelivered', { MessageID: id });
  }

  #requestFor(action: string, parameters: Readonly<Record<string, unknown>>): Primitive | undefined {
    const { user, version } = this.#own.settings;
    return requestFor(action, { user, version, parameters, next: () => ++this.#numbers });
  }

  async #ask(request: Primitive): Promise<HandsetOutcome> {
    const { client } = this.#own;
    const code = functionOf(request.name, client.version);
    const agreed = this.#services?.agreed;
    const named = code !== undefined && code !== 'none' && code !== 'mandatory';
    if (named && !this.#rules.mayUse(agreed?.has(code) ?? false)) {
      return { kind: 'failed', why: `${code} was not agreed` };
    }
    const group = groupOf(request);
    if (group !== undefined && !this.#groups.has(group) && this.#rules.keepsToItsGroups) {
      return { kind: 'failed', why: 'the user has not joined this group' };
    }
    const answer = await client.request(request.name, request.value);
    this.#note(request, answer);
    await this.#acknowledge(answer);
    return told(answer);
  }

  #note(request: Primitive, answer: Answer): void {
    const { GroupID, JoinGroup } = anyVersion(request.value);
    const joins =
      request.name === 'JoinGroup-Request' || (request.name === 'CreateGroup-Request' && JoinGroup === true);
    if (GroupID !== undefined && joins && answer.success) this.#groups.add(GroupID);
    if (GroupID !== undefined && request.name === 'LeaveGroup-Request') this.#groups.delete(GroupID);
    if (request.name === 'Invite-Request') this.#invitation = String(anyVersion(request.value).InviteID);
    if (!answer.success || (answer.code ?? 200) > 200) this.shown.push({ what: 'refusal', code: String(answer.code) });
  }

  async #searchFor(request: Primitive | undefined): Promise<HandsetOutcome> {
    if (request === undefined) return { kind: 'cannot', why: 'no search' };
    const answer = await this.#own.client.request(request.name, request.value);
    this.#found(answer);
    return told(answer);
  }

  #found({ primitive: came }: Answer): void {
    const value = anyVersion(came.value);
    const id = String(value.SearchID ?? this.#search?.id ?? '');
    if (id === '') return;
    this.#search = { id, next: Number(value.SearchIndex ?? 0), complete: value.CompletionFlag === true };
  }

  async #searchOn(): Promise<HandsetOutcome> {
    const { client } = this.#own;
    const search = this.#search;
    if (search === undefined) return { kind: 'failed', why: 'there is no search to go on with' };
    if (search.complete && !this.#rules.searchesOn) return DONE;
    const answer = await client.request('Search-Request', { SearchID: search.id, SearchIndex: search.next });
    this.#found(answer);
    return told(answer);
  }

  async #answerInvitation(accept: boolean): Promise<HandsetOutcome> {
    const { client } = this.#own;
    const came = client.inbox.all.findLast(({ name }) => name === 'InviteUser-Request');
    if (came === undefined) return { kind: 'failed', why: 'nobody invited the user' };
    const value = anyVersion(came.value);
    const answer = await client.request('InviteUser-Response', {
      InviteID: value.InviteID,
      Acceptance: accept,
    });
    return told(answer);
  }

  async #cancel(parameters: Readonly<Record<string, unknown>>): Promise<HandsetOutcome> {
    if (this.#invitation === undefined) return { kind: 'failed', why: 'no invitation is open' };
    const users = Array.isArray(parameters.user) ? parameters.user : [parameters.user];
    const answer = await this.#own.client.request('CancelInvite-Request', {
      InviteID: this.#invitation,
      Recipient: { User: users.map((UserID) => ({ UserID: String(UserID) })) },
    });
    return told(answer);
  }

  async #logIn(digest: boolean): Promise<HandsetOutcome> {
    const { client, settings } = this.#own;
    const rules = this.#rules;
    const { version, syntax } = settings;
    const options = rules.login({ version, syntax, capabilityRequest: true });
    const { capabilityList, services, ...rest } = options;
    const method = digest ? 'four-way' : 'two-way';
    const outcome = await client.login({ method, ...rest });
    if (!outcome.success) {
      this.shown.push({ what: 'refusal', code: String(outcome.code) });
      return { kind: 'failed', why: `login refused with ${outcome.code}` };
    }
    const want = services === false ? undefined : services;
    const negotiate = async () => {
      if (services !== false) this.#services = await client.negotiateServices(want);
    };
    if (rules.servicesFirst) await negotiate();
    if (capabilityList !== false && rules.tellsCapabilities(outcome.capabilityRequest === true)) {
      await client.negotiateCapabilities(capabilityList);
    }
    if (!rules.servicesFirst) await negotiate();
    this.#setPolling();
    return DONE;
  }

  // By itself --------------------------------------------------------------------------------------------------------

  #rest(): void {
    this.#polling?.();
    this.#keeping?.();
    this.#polling = undefined;
    this.#keeping = undefined;
  }

  #setPolling(): void {
    const { client } = this.#own;
    this.#polling?.();
    this.#polling = this.#clock.after(this.#rules.pollPause(client.session), () => {
      this.#setPolling();
      this.#byItself((one) => one.poll());
    });
  }

  #setKeeping(): void {
    this.#keeping?.();
    this.#keeping = undefined;
    const seconds = this.#client?.session.keepAliveTime;
    if (this.#client?.session.sessionId === undefined || seconds === undefined) return;
    const pause = this.#rules.keepAlivePause(seconds);
    if (pause === undefined) return;
    this.#keeping = this.#clock.after(pause, () => this.#byItself((one) => one.keepAlive()));
  }

  /** Something that nobody waits for. */
  #byItself(call: (client: Client) => Promise<unknown>): void {
    const client = this.#client;
    if (client?.session.sessionId === undefined) return;
    void call(client)
      .catch((error: unknown) => {
        this.shown.push({ what: 'refusal', text: error instanceof Error ? error.message : String(error) });
      })
      .then(() => this.#afterwards());
  }

  /** After every message: polls as long as the server says that something waits, and sets the timers anew. */
  async #afterwards(): Promise<void> {
    const client = this.#client;
    if (client === undefined) return;
    for (let count = 0; count < MOST_AT_ONCE; count++) {
      const { session } = client;
      if (session.sessionId === undefined || !session.pollFlag || !this.#rules.pollsWhenTold(session)) break;
      try {
        const { initiated } = await client.poll();
        if (initiated.length === 0) break;
      } catch (error) {
        this.shown.push({ what: 'refusal', text: error instanceof Error ? error.message : String(error) });
        break;
      }
    }
    if (client.session.sessionId === undefined) this.#rest();
    else this.#setKeeping();
    this.#show(client);
  }

  #show(client: Client): void {
    for (const received of client.inbox.all.slice(this.#shownUntil)) this.shown.push(shownOf(received));
    this.#shownUntil = client.inbox.all.length;
  }

  #watched(http: HttpClient): HttpClient {
    return {
      ...http,
      tap: http.tap,
      exchange: async (given, options) => {
        const request = this.#hooks.reduce<typeof given | undefined>(
          (message, hook) => (message === undefined || hook.request === undefined ? message : hook.request(message)),
          given,
        );
        if (request === undefined) throw new Error('the client keeps this message to itself');
        this.inHand += 1;
        try {
          const first = await http.exchange(request, options);
          const lost = first.response === undefined && this.#repeatsLost;
          const done = lost ? await http.exchange(request, options) : first;
          const { response } = done;
          if (response === undefined) return done;
          const seen = this.#hooks.reduce((answer, hook) => hook.response?.(answer, request) ?? answer, response);
          return seen === response ? done : { ...done, response: seen };
        } finally {
          this.inHand -= 1;
        }
      },
    };
  }
}

/** Requests of the server that the rules may answer otherwise. */
const ANSWERED: readonly PrimitiveName[] = [
  'NewMessage',
  'MessageNotification',
  'DeliveryReport-Request',
  'PresenceNotification-Request',
  'PresenceAuth-Request',
  'GroupChangeNotice',
  'InviteUser-Request',
  'Invite-Response',
  'CancelInviteUser-Request',
  'Notification-Request',
  'SystemMessage-Request',
  'LeaveGroup-Response',
  'Disconnect',
];

/** The group that a request presumes to be joined. */
function groupOf({ name, value }: Primitive): string | undefined {
  const loose = value as {
    readonly GroupID?: string;
    readonly MessageInfo?: { readonly Recipient?: { readonly Group?: readonly { readonly GroupID?: string }[] } };
  };
  if (name === 'SendMessage-Request') return loose.MessageInfo?.Recipient?.Group?.[0]?.GroupID;
  return name === 'SubscribeGroupNotice-Request' ? loose.GroupID : undefined;
}

function told(answer: Answer): HandsetOutcome {
  return answer.success ? DONE : { kind: 'failed', why: describe(answer.primitive) };
}

function shownOf({ name, value }: Received): { readonly what: string; readonly [detail: string]: string } {
  const loose = value as { readonly ContentData?: unknown; readonly MessageInfo?: { readonly MessageID?: string } };
  return {
    what: name,
    ...(loose.MessageInfo?.MessageID !== undefined && { message: loose.MessageInfo.MessageID }),
    ...(typeof loose.ContentData === 'string' && { text: loose.ContentData }),
  };
}

function clientClock(clock: HandsetClock, waits: (stop: () => void) => void): ClientClock {
  return {
    now: () => clock.now(),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const stop = clock.after(ms, resolve);
        waits(stop);
        signal?.addEventListener('abort', () => {
          stop();
          resolve();
        });
      }),
  };
}
