/** A presence element on an access point that only keeps queues: what the tests of this folder talk to. */

import type { Primitive, PrimitiveName } from '../../../protocol/messages/envelope.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import type { Version } from '../../../protocol/version.ts';
import { VirtualClock } from '../../../server/clock.ts';
import { type AccessPoint, type Handler, Refusal, type SendOptions } from '../../../server/element.ts';
import { createPresence } from '../../../server/presence/index.ts';
import type { PresenceChanges, PresenceElement, PresenceLinks, PresenceParts } from '../../../server/presence/parts.ts';
import type { PresenceProfile } from '../../../server/presence/profile.ts';
import { type ProfileChanges, serverProfile } from '../../../server/profile.ts';
import { status } from '../../../server/results.ts';
import { type Accounts, createAccounts } from '../../../server/sessions/accounts.ts';
import { defaultCapabilities } from '../../../server/sessions/capabilities.ts';
import type { Session } from '../../../server/sessions/session.ts';
import { clientKeyOf } from '../../../server/sessions/sessions.ts';

interface Waiting {
  readonly primitive: Primitive;
  readonly options: SendOptions;
}

export interface WorldOptions {
  readonly changes?: PresenceChanges;
  readonly links?: PresenceLinks;
  readonly users?: readonly string[];
  readonly presence?: ProfileChanges<PresenceProfile>;
  /** Transactions that may wait for a session. */
  readonly room?: number;
}

export interface LoginOptions {
  readonly version?: Version;
  /** URL of the ClientID. */
  readonly client?: string;
  /** Functions that were not agreed. */
  readonly without?: readonly string[];
}

export interface World {
  readonly presence: PresenceElement;
  readonly parts: PresenceParts;
  readonly clock: VirtualClock;
  readonly accounts: Accounts;
  login(user: string, options?: LoginOptions): Session;
  logout(session: Session): void;
  /** Carries out a request; refusals come back as the Status the client would get. */
  ask<N extends PrimitiveName>(session: Session, name: N, request: Value<N>): Primitive;
  /** The code of the answer, from whatever primitive. */
  code<N extends PrimitiveName>(session: Session, name: N, request: Value<N>): number;
  /** Transactions that wait for the session, without fetching them. */
  waiting(session: Session): readonly Primitive[];
  /** Fetches and answers everything that waits. */
  poll(session: Session): readonly Primitive[];
  /** Fetches everything that waits and leaves it unanswered; the function returned answers it. */
  fetch(session: Session): { readonly primitives: readonly Primitive[]; answer(): void };
}

/** The canonical address of a test user. */
export function at(name: string): string {
  return `wv:${name}@example.com`;
}

/** The address of a contact list of a test user. */
export function listOf(name: string, list: string): string {
  return `wv:${name}/${list}@example.com`;
}

export function createWorld(options: WorldOptions = {}): World {
  const users = options.users ?? ['alice', 'bob', 'carol', 'dave'];
  const clock = new VirtualClock();
  const profile = serverProfile({ presence: options.presence ?? {} });
  const accounts = createAccounts(
    profile.homeDomains,
    users.map((user) => ({ user, password: 'secret' })),
  );
  const sessions = new Map<string, Session>();
  const queues = new Map<string, Waiting[]>();
  let counter = 0;
  const access: AccessPoint = {
    clock,
    profile,
    accounts,
    sessionsOf: (user) => [...sessions.values()].filter((session) => session.user === user),
    session: (id) => sessions.get(id),
    send(session, primitive, sendOptions = {}) {
      const queue = queues.get(session.id);
      if (queue === undefined) return 'closed';
      const entry = { primitive, options: sendOptions };
      const old = queue.findIndex(
        (one) => sendOptions.replaces !== undefined && one.options.replaces === sendOptions.replaces,
      );
      const replaced = queue[old];
      if (replaced === undefined) {
        if (queue.length >= (options.room ?? Number.POSITIVE_INFINITY)) return 'full';
        queue.push(entry);
      } else {
        queue[old] = entry;
        replaced.options.onOutcome?.({ kind: 'lost', why: 'replaced' });
      }
      return 'queued';
    },
    withdraw(session, replaces) {
      const queue = queues.get(session.id);
      if (queue !== undefined) {
        queues.set(
          session.id,
          queue.filter((one) => one.options.replaces !== replaces),
        );
      }
    },
    waiting: (session) => queues.get(session.id)?.length ?? 0,
    newId(prefix) {
      counter += 1;
      return `${prefix}${counter}`;
    },
    element: () => undefined,
  };
  let parts: PresenceParts | undefined;
  const shown: PresenceChanges = {
    ...options.changes,
    element(previous, made) {
      parts = made;
      return options.changes?.element?.(previous, made) ?? {};
    },
  };
  const presence = createPresence(access, profile.presence, shown, options.links);
  if (parts === undefined) throw new Error('presence was made without its parts');

  const world: World = {
    presence,
    parts,
    clock,
    accounts,
    login(user, { version = '1.2', client = 'http://phone.example', without = [] } = {}) {
      counter += 1;
      const clientId = { URL: client };
      const session: Session = {
        id: `s${counter}`,
        user: at(user),
        version,
        clientId,
        clientKey: clientKeyOf(clientId),
        applicationId: undefined,
        cookie: undefined,
        capabilities: defaultCapabilities({ ...profile.capability }),
        agreed: (name) => !without.includes(name),
        alive: true,
      };
      sessions.set(session.id, session);
      queues.set(session.id, []);
      presence.sessionOpened?.(session);
      presence.capabilitiesAgreed?.(session);
      presence.servicesAgreed?.(session);
      return session;
    },
    logout(session) {
      sessions.delete(session.id);
      const queue = queues.get(session.id) ?? [];
      queues.delete(session.id);
      for (const { options: sent } of queue) sent.onOutcome?.({ kind: 'lost', why: 'session-ended' });
      presence.sessionClosed?.(session, 'logout');
    },
    ask(session, name, request) {
      const handler = presence.handlers[name] as Handler<typeof name> | undefined;
      if (handler === undefined) throw new Error(`presence does not handle ${name}`);
      try {
        const answer = handler(request, {
          session,
          version: session.version,
          transactionId: 't',
          later: () => () => false,
        });
        return typeof answer === 'number' ? status(answer) : answer;
      } catch (error) {
        if (error instanceof Refusal) return status(error.code, error.details ?? [], error.description);
        throw error;
      }
    },
    code(session, name, request) {
      const { value } = world.ask(session, name, request);
      return (value as { readonly Result?: Value<'Result'> }).Result?.Code ?? 200;
    },
    waiting: (session) => (queues.get(session.id) ?? []).map((one) => one.primitive),
    poll(session) {
      const { primitives, answer } = world.fetch(session);
      answer();
      return primitives;
    },
    fetch(session) {
      const taken = queues.get(session.id)?.splice(0) ?? [];
      return {
        primitives: taken.map((one) => one.primitive),
        answer() {
          for (const { options: sent } of taken) {
            sent.onOutcome?.({ kind: 'answered', primitive: status(200) });
          }
        },
      };
    },
  };
  return world;
}

/** The values of a publisher in the notifications among these primitives: the last of each attribute. */
export function toldOf(primitives: readonly Primitive[], publisher: string): Readonly<Record<string, unknown>> {
  const told: Record<string, unknown> = {};
  for (const { name, value } of primitives) {
    if (name !== 'PresenceNotification-Request') continue;
    for (const presence of (value as Value<'PresenceNotification-Request'>).Presence) {
      if (presence.UserID !== publisher) continue;
      for (const list of presence.PresenceSubList ?? []) Object.assign(told, list);
    }
  }
  return told;
}

/** The names of the primitives, for a look at what waits. */
export function names(primitives: readonly Primitive[]): readonly string[] {
  return primitives.map((primitive) => primitive.name);
}
