/**
 * The ledger of a run: all changes that scenarios made to the state of the implementation, read from the exchanges, so
 * that no step has to report them. Each scenario has its own page.
 */

import { answerRead, requestRead } from '../../client/read-messages.ts';
import { answers, sameId } from '../../client/transaction-kinds.ts';
import { anyVersion } from '../../protocol/messages/any-version.ts';
import { type Envelope, type EnvelopeTransaction, type Primitive, unseal } from '../../protocol/messages/envelope.ts';
import { resultCode } from '../../protocol/messages/result-code.ts';
import type { Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import type { Leftover } from '../../results/results.ts';
import type { Exchange } from '../../transport/types.ts';
import type { Ixit } from '../ics/types.ts';
import { type Change, changesOf, textsIn } from './changes.ts';
import type { ContactLists } from './contact-lists.ts';

export interface OpenSession {
  readonly id: string;
  readonly user: string;
  /** The party that opened it. */
  readonly party: string;
  readonly version: Version;
  readonly syntax: Syntax;
}

export interface Standing extends Change {
  readonly user: string;
  /** Number of the exchange that made it. */
  readonly exchange: number;
  /** Changes that are undone together. */
  readonly parts?: readonly Standing[];
}

/** A message that was accepted and not seen by its recipient. */
export interface Waiting {
  readonly user: string;
  /** The recipient was not logged in when it was accepted. */
  readonly offline: boolean;
  readonly scenario: string;
}

/** Scenario and configuration named with each leftover. */
export interface Origin {
  readonly scenario: string;
  readonly configuration: string;
}

/** A request of the scenario with its answer, as later rules look at it. */
export interface Deed {
  readonly user: string;
  readonly party: string;
  readonly request: Primitive;
  readonly answer: Primitive | undefined;
  readonly exchange: number;
}

/** The page of one scenario. */
export interface Page {
  readonly origin: Origin;
  /** Requests with their answers, so far. */
  readonly deeds: readonly Deed[];
  /** Requests of the server, each with the user it was for. */
  readonly told: readonly { readonly user: string; readonly primitive: Primitive }[];
  /** Changes made here that still stand, in the order in which they were made. */
  readonly standing: readonly Standing[];
  /** Reads the exchanges since the last time. */
  read(exchanges: readonly Exchange[]): void;
  /** Messages accepted here, for users who were logged in or for groups, that nobody received. */
  readonly lost: ReadonlySet<string>;
  /** Removes a change: its owner was seen without it. */
  gone(standing: Standing): void;
}

export interface Ledger {
  /** State that could not be undone, in the order in which it was found. */
  readonly leftovers: readonly Leftover[];
  /** Those of them that still stand, as far as known. */
  readonly standing: readonly Leftover[];
  leave(leftover: Leftover): void;
  /** Everything left is gone: the implementation was put back to its beginning. */
  forget(): void;
  /** Sessions that are still open as far as known. */
  readonly sessions: ReadonlyMap<string, OpenSession>;
  /** Gives up a session, which becomes a leftover. */
  dropSession(id: string): void;
  /** Presence subscriptions that ended with the session, `watcher>publisher`: a server may still name them. */
  readonly lingering: ReadonlySet<string>;
  /** Contact lists from before the run, if known. */
  readonly lists: Map<string, ContactLists>;
  /** Messages of earlier scenarios that were accepted for a user who never received them. */
  unseen(user: string): readonly Waiting[];
  page(origin: Origin): Page;
  /** An address in the form for comparison: without scheme, in lower case, with its domain. */
  plain(address: string): string;
}

const SESSION_END_CODES: ReadonlySet<number> = new Set([600, 601, 604]);

export function createLedger(ixit: Pick<Ixit, 'domain' | 'accounts' | 'specialAccounts'>): Ledger {
  const leftovers: Leftover[] = [];
  let standing: Leftover[] = [];
  const sessions = new Map<string, OpenSession>();
  const userOf = new Map<string, string>();
  const lingering = new Set<string>();
  const waiting = new Map<string, Waiting>();
  const plain = (address: string) => {
    const text = address.trim().toLowerCase().replace(/^wv:/, '');
    return text.includes('@') ? text : `${text}@${ixit.domain.toLowerCase()}`;
  };

  function accountOf(party: string): string {
    const name = party.replace(/-\d$/, '');
    const { accounts, specialAccounts } = ixit;
    const known = { ...specialAccounts, ...accounts } as Readonly<
      Record<string, { readonly user: string } | undefined>
    >;
    return plain(known[name]?.user ?? name);
  }

  /** Records sessions that began or ended in an exchange. Returns the users whose session ended. */
  function followSession(
    asked: Envelope | undefined,
    got: Envelope | undefined,
    exchange: Exchange,
  ): readonly string[] {
    const ended: string[] = [];
    if (got === undefined) return ended;
    for (const { primitive } of got.transactions) {
      const code = resultCode(primitive);
      const { SessionID: opened } = anyVersion(primitive.value);
      if (primitive.name === 'Login-Response' && opened !== undefined && opened !== '' && (code ?? 200) < 300) {
        const named = asked?.transactions.flatMap((t) => textsIn(t.primitive.value, 'UserID'))[0];
        const user = named === undefined ? accountOf(exchange.party) : plain(named);
        const { version } = asked ?? got;
        const syntax = exchange.request.headers.some(([, value]) => /wbxml/i.test(value)) ? 'wbxml' : 'xml';
        sessions.set(opened, { id: opened, user, party: exchange.party, version, syntax });
        userOf.set(opened, user);
      }
      const id = asked?.sessionId;
      const loggedOut = asked?.transactions.some((t) => t.primitive.name === 'Logout-Request') && (code ?? 200) < 300;
      const over = primitive.name === 'Disconnect' || loggedOut || (code !== undefined && SESSION_END_CODES.has(code));
      if (id !== undefined && over) ended.push(sessions.get(id)?.user ?? '');
      if (id !== undefined && over) sessions.delete(id);
    }
    return ended;
  }

  function page(origin: Origin): Page {
    let read = 0;
    const deeds: Deed[] = [];
    const told: { user: string; primitive: Primitive }[] = [];
    const made: Standing[] = [];
    const lost = new Set<string>();
    const online = (user: string) => [...sessions.values()].some((one) => one.user === user);

    function note(change: Change, user: string, exchange: number): void {
      const owner = change.owner === undefined || change.owner === 'anybody' ? user : plain(change.owner);
      const same = (one: Standing) =>
        one.kind === change.kind &&
        plain(one.key) === plain(change.key) &&
        (change.owner === 'anybody' || one.user === owner);
      const at = made.findIndex(same);
      if (at >= 0) made.splice(at, 1);
      if (change.stands) made.push({ ...change, user: owner, exchange });
      else if (change.kind === 'group') forgetJoined(change.key);
      if (change.kind === 'message') {
        const { scenario } = origin;
        if (change.stands) waiting.set(change.key, { user: owner, offline: !online(owner), scenario });
        else waiting.delete(change.key);
      }
    }

    /** Nobody is joined to a group that is gone. */
    function forgetJoined(group: string): void {
      for (let i = made.length - 1; i >= 0; i--) {
        const one = made[i];
        if (one?.kind === 'joined-group' && plain(one.key) === plain(group)) made.splice(i, 1);
      }
    }

    function readOne(exchange: Exchange): void {
      const asked = envelopeOf(requestRead(exchange));
      const got = envelopeOf(answerRead(exchange));
      for (const user of followSession(asked, got, exchange)) {
        for (const one of made.filter((some) => some.kind === 'subscription' && some.user === user)) {
          lingering.add(`${user}>${plain(one.key)}`);
        }
      }
      const user = userOf.get(asked?.sessionId ?? '') ?? accountOf(exchange.party);
      const version = asked?.version ?? '1.2';
      const rest = new Set<EnvelopeTransaction>(got?.transactions ?? []);
      for (const { primitive: request, id, mode } of asked?.transactions ?? []) {
        const found = [...rest].find((one) => sameId(one.id, id) && answers(request.name, one, version));
        if (found !== undefined) rest.delete(found);
        // A response of the client changes state, too, and gets no answer.
        if (mode === 'Request' && exchange.response !== undefined && exchange.response.status !== 200) continue;
        const answer =
          found?.primitive ?? (mode === 'Response' ? { name: 'Status', value: { Result: { Code: 200 } } } : undefined);
        deeds.push({ user, party: exchange.party, request, answer: found?.primitive, exchange: exchange.number });
        for (const change of changesOf({ request, answer: answer, version })) {
          note(change, user, exchange.number);
        }
        if (found?.primitive.name === 'GetMessage-Response') seen(found.primitive);
        if (found?.primitive.name === 'SendMessage-Response') accepted(found.primitive);
      }
      for (const { primitive } of rest) {
        told.push({ user, primitive });
        if (primitive.name === 'NewMessage') seen(primitive);
      }
    }

    function accepted({ value }: Primitive): void {
      for (const id of textsIn(value, 'MessageID')) if (waiting.get(id)?.offline !== true) lost.add(id);
    }

    function seen({ value }: Primitive): void {
      for (const id of textsIn(value, 'MessageID')) {
        waiting.delete(id);
        lost.delete(id);
      }
    }

    return {
      origin,
      deeds,
      told,
      standing: made,
      lost,
      read(exchanges) {
        for (; read < exchanges.length; read++) {
          const exchange = exchanges[read];
          if (exchange !== undefined) readOne(exchange);
        }
      },
      gone(one) {
        const at = made.indexOf(one);
        if (at >= 0) made.splice(at, 1);
      },
    };
  }

  return {
    leftovers,
    get standing() {
      return standing;
    },
    leave(leftover) {
      leftovers.push(leftover);
      standing.push(leftover);
    },
    forget() {
      standing = [];
      sessions.clear();
      lingering.clear();
      waiting.clear();
    },
    sessions,
    dropSession: (id) => sessions.delete(id),
    lingering,
    lists: new Map(),
    unseen: (user) => [...waiting.values()].filter((one) => one.user === plain(user)),
    page,
    plain,
  };
}

function envelopeOf(read: ReturnType<typeof answerRead>): Envelope | undefined {
  return read?.document === undefined ? undefined : unseal(read.document);
}
