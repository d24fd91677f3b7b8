/**
 * The users of a scenario: A is alice, B bob, C carol, D dave; A2 is alice with a second client. Each gets a simulated
 * client when it is first named; what it leaves open is closed at the end of the scenario.
 */

import type { Answer, Reply } from '../../client/answers.ts';
import { defaultCapabilities } from '../../client/capabilities.ts';
import { createClient } from '../../client/client.ts';
import type { ClientClock } from '../../client/clock.ts';
import { AnswerError } from '../../client/errors.ts';
import type { Patience } from '../../client/patience.ts';
import type { SendOptions } from '../../client/send-options.ts';
import type { OpenOptions } from '../../client/session-outcomes.ts';
import type { Client, ClientOptions } from '../../client/types.ts';
import type { Draft } from '../../protocol/messages/any-version.ts';
import type { Primitive, PrimitiveName } from '../../protocol/messages/envelope.ts';
import { primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Configuration } from '../../results/results.ts';
import type { HttpClient } from '../../transport/http/client.ts';
import { type Account, addressOf, type Ixit, type PartyName, type SPECIAL_ACCOUNTS } from '../ics/types.ts';
import { belongsElsewhere } from '../state/elsewhere.ts';
import type { RunContext } from './context.ts';
import { outsideOf, tokensOf } from './live-outside.ts';
import type { Outside } from './outside.ts';
import type { ScenarioRun } from './scenario.ts';
import { failureOf, Inconclusive } from './signals.ts';
import { takeCare } from './take-care.ts';

/** Names of parties in steps: a letter, with a digit for a further client of the same user, or a special account. */
export type PartyKey = string;

const LETTERS: Readonly<Record<string, PartyName>> = { A: 'alice', B: 'bob', C: 'carol', D: 'dave' };
type SpecialAccount = (typeof SPECIAL_ACCOUNTS)[number];

/** A user of the scenario at one client. */
export interface Party {
  /** As in the step: `A`, `B2`, `barred`. */
  readonly key: PartyKey;
  /** As in the transcript: `alice`, `bob-2`. */
  readonly name: string;
  readonly account: Account;
  /** Address of the user as the IXIT has it. */
  readonly user: string;
  readonly client: Client;
  /** Lengths of waits of this party; undefined: always in full. */
  readonly patience: Patience | undefined;
  /** The answer to the last request of this party, and the last reply of any kind. */
  answer: Answer | undefined;
  reply: Reply | undefined;
  /** Logs in and negotiates; failures are prerequisites that point at login, capability or service negotiation. */
  open(options?: OpenOptions): Promise<void>;
  /** Sends a request and keeps its answer. */
  request<N extends PrimitiveName>(name: N, value: Draft<N> | Value<N>, options?: SendOptions): Promise<Answer>;
  /** Sends a primitive made elsewhere, as a request, and keeps its answer. */
  ask(primitive: Primitive, options?: SendOptions): Promise<Answer>;
}

/** The version and syntax a party speaks. */
export type Tongue = Pick<Configuration, 'version' | 'syntax'>;

export interface Parties {
  /** Sets another version or syntax than that of the scenario for a party that was not named yet. */
  speak(key: PartyKey, tongue: Tongue): void;
  /** The party of a key; made when first named. */
  of(key: PartyKey): Party;
  /** The clock that all clients of the scenario wait in. */
  readonly clock: ClientClock;
  /** The transport all parties of the scenario share. */
  readonly transport: HttpClient;
  readonly outside: Outside;
}

/** Requirements to look at when a step of opening a session fails. */
export const ROOTS = { login: 'CSP-LOG-001', capabilities: 'CSP-CAP-001', services: 'CSP-SVC-001' } as const;

export function createParties(context: RunContext, scenario: ScenarioRun): Parties {
  const { ixit, ledger, runId } = context;
  const tongues = new Map<PartyKey, Tongue>();
  const parties = new Map<PartyKey, Party>();
  // The IXIT bounds an answer as a whole.
  const timers = { ...ixit.timers, body: undefined, pollMinimum: ixit.pollMinimum };
  const outside = outsideOf(context, scenario);
  const { transport: http, patience, virtual } = outside;
  let over = false;
  // A step that was given up may still be busy; the server must not hear of it while the next scenario is on.
  const transport: HttpClient = {
    ...http,
    exchange: (request, given) =>
      over ? Promise.reject(new Error('the scenario is over')) : http.exchange(request, given),
  };
  scenario.atEnd(() => {
    over = true;
    http.close();
  });
  const make = (key: PartyKey): Party => {
    const [, letter = '', digit = ''] = /^([A-D])([2-9]?)$/.exec(key) ?? [];
    const named = LETTERS[letter];
    const account = named === undefined ? ixit.specialAccounts[key as SpecialAccount] : ixit.accounts[named];
    if (account === undefined) {
      throw Inconclusive.untestable(`ixit.accounts.${key}`, `the IXIT has no account "${key}"`);
    }
    const name = `${named ?? key}${digit === '' ? '' : `-${digit}`}`;
    const { version, syntax } = tongues.get(key) ?? scenario.scheduled.configuration;
    const options: ClientOptions = {
      url: addressOf(ixit, version, syntax),
      version,
      syntax,
      party: name,
      userId: account.user,
      password: account.password,
      transport,
      timers,
      clock: outside.clock(name),
      token: tokensOf(context, scenario, name),
      ...(virtual && { idlePause: 0 }),
      ...(patience !== undefined && { patience }),
      setAside: (primitive) =>
        belongsElsewhere(primitive, { ledger, run: runId, scenario: scenario.index, user: account.user }),
    };
    const client = marking(createClient(options), scenario);
    scenario.secrets.push(client.secrets);
    const party: Party = {
      key,
      name,
      account,
      user: account.user,
      client,
      patience,
      answer: undefined,
      reply: undefined,
      open: (given) => openSession(party, ixit, given),
      request: async (primitiveName, value, send) => party.ask(primitive(primitiveName, value), send),
      async ask(asked, send) {
        party.answer = undefined;
        party.reply = undefined;
        const answer = await client.request(asked.name, asked.value, send);
        party.answer = answer;
        party.reply = answer.reply;
        return answer;
      },
    };
    return party;
  };
  const of = (key: PartyKey): Party => {
    let party = parties.get(key);
    if (party === undefined) {
      party = make(key);
      parties.set(key, party);
    }
    return party;
  };
  /**
   * The party that undoes what a user left. Plain text has no known code for much of it: then it is a further client of the
   * user, in another syntax that is claimed.
   */
  const caretakerOf = (key: PartyKey): Party => {
    const party = of(key);
    const other = context.ics.syntaxes.find((syntax) => syntax !== 'pts');
    const [letter] = /^[A-D]/.exec(key) ?? [];
    if (party.client.syntax !== 'pts' || other === undefined || letter === undefined) return party;
    const further = `${letter}9`;
    if (!parties.has(further)) tongues.set(further, { version: party.client.version, syntax: other });
    return of(further);
  };
  scenario.care(takeCare(context, scenario, { of: caretakerOf, all: () => [...parties.values()] }));
  return {
    transport,
    outside,
    clock: outside.clock('scenario'),
    of,
    speak: (key, tongue) => void tongues.set(key, tongue),
  };
}

/**
 * A client whose exchanges are marked where a scenario sends something wrong on purpose, octets by hand or a message
 * that is not checked: rules that presume a right request do not apply to them.
 */
function marking(client: Client, scenario: ScenarioRun): Client {
  const { tap, deliberate } = scenario;
  const marked = async <T>(on: boolean, call: () => Promise<T>): Promise<T> => {
    if (!on) return call();
    const before = tap.exchanges.length;
    try {
      return await call();
    } finally {
      for (const exchange of tap.exchanges.slice(before)) {
        if (exchange.party === client.party) deliberate.add(exchange.number);
      }
    }
  };
  const unchecked = (options?: SendOptions) => options?.unchecked === true || options?.contentType !== undefined;
  return {
    ...client,
    request: (name, value, options) => marked(unchecked(options), () => client.request(name, value, options)),
    requests: (items, options) => marked(unchecked(options), () => client.requests(items, options)),
    send: (transactions, options) => marked(unchecked(options), () => client.send(transactions, options)),
    sendDocument: (document, options) => marked(unchecked(options), () => client.sendDocument(document, options)),
    sendRaw: (body, options) => marked(true, () => client.sendRaw(body, options)),
  };
}

async function openSession(party: Party, ixit: Ixit, options: OpenOptions = {}): Promise<void> {
  const { client } = party;
  const { capabilityList = capabilitiesFor(client, ixit), services, ...login } = options;
  const { timeToLive } = ixit.keepAlive;
  await rooted(ROOTS.login, () => client.open({ timeToLive, ...login, capabilityList: false, services: false }));
  if (capabilityList !== false && client.session.capabilities === undefined) {
    await rooted(ROOTS.capabilities, async () => {
      const outcome = await client.negotiateCapabilities(capabilityList);
      outcome.answer.orThrow();
    });
  }
  if (services !== false && login.functions === undefined) {
    await rooted(ROOTS.services, async () => {
      const outcome = await client.negotiateServices(services);
      outcome.answer.orThrow();
    });
  }
}

/**
 * The capabilities that the client offers. The time between polls is that of the IXIT, in whole seconds; below a second the
 * client asks for none, and what the server sets by itself holds.
 */
export function capabilitiesFor(
  { version, syntax }: Tongue,
  { pollMinimum }: Pick<Ixit, 'pollMinimum'>,
): Value<'CapabilityList'> {
  const { ServerPollMin: _, ...rest } = defaultCapabilities(version, syntax);
  const list = pollMinimum < 1000 ? rest : { ...rest, ServerPollMin: Math.ceil(pollMinimum / 1000) };
  return list;
}

/** Lets a fault of an answer point at the requirement that is about it. */
export async function rooted<T>(root: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof AnswerError ? failureOf(error, root) : error;
  }
}
