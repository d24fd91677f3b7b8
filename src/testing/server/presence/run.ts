/**
 * Carries a random sequence out twice, on the presence element and on the model, and compares: what every client is
 * told and what it must know, what GetPresence shows, whom a publisher is asked about, who is in the watcher list.
 */

import { expect } from 'vitest';
import type { Primitive } from '../../../protocol/messages/envelope.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import { naming, setOf } from '../../../server/presence/attributes.ts';
import type { PresenceChanges } from '../../../server/presence/parts.ts';
import type { Session } from '../../../server/sessions/session.ts';
import { createModel, type ModelSession, type Names } from './model.ts';
import { ATTRIBUTES, type Operation, type OperationNamed, USERS } from './operations.ts';
import {
  createAttributeList,
  createList,
  deleteAttributeList,
  getPresence,
  manageList,
  subscribe,
  unsubscribe,
  update,
} from './requests.ts';
import { at, createWorld, listOf } from './world.ts';

/** A session and what its client was told last, by publisher and attribute. */
interface Follower {
  readonly session: Session;
  readonly name: string;
  readonly known: Map<string, string>;
}

type Actions = {
  readonly [K in Exclude<Operation['op'], 'login'>]: (actor: Follower, op: OperationNamed<K>) => void;
};

type Target = OperationNamed<'attach'>['target'];

const INVALID = '(no valid value)';
const AVAILABILITY = ['AVAILABLE', 'NOT_AVAILABLE', 'DISCREET'];

function valueFor(name: string, value: number): string {
  if (value === 3) return INVALID;
  return name === 'UserAvailability' ? (AVAILABILITY[value] ?? INVALID) : `v${value}`;
}

/** The values in a PresenceSubList by name; several instances of an attribute must agree here. */
function valuesIn(list: object | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, content] of Object.entries(list ?? {})) {
    const instances = [content].flat() as { readonly Qualifier?: boolean; readonly PresenceValue?: string }[];
    const texts = new Set(instances.map((one) => (one.Qualifier === true ? one.PresenceValue : INVALID)));
    if (texts.size !== 1) expect.fail(`${name} has the values ${[...texts].join(', ')} at a time`);
    found.set(name, [...texts][0] ?? '');
  }
  return found;
}

function nameOf(address: string | undefined): string {
  return /^wv:([^@]*)@/.exec(address ?? '')?.[1] ?? '';
}

/** One run of one sequence. */
export function createRun(changes: PresenceChanges = {}) {
  const world = createWorld({ users: USERS, changes });
  const { parts } = world;
  // Requests for all attributes reach beyond those of the sequences; what else there is stands as one more name.
  const model = createModel(USERS, [...ATTRIBUTES, 'the rest']);
  const followers: Follower[] = [];

  const modelled = ({ session }: Follower): ModelSession => {
    const found = model.sessions.get(session.id);
    if (found === undefined) throw new Error(`the model has no session ${session.id}`);
    return found;
  };
  /** In requests that ask, no names at all stand for all attributes. */
  const asked = (given: readonly string[]): Names => (given.length === 0 ? model.all : new Set(given));
  const named = (given: readonly string[]) => (given.length === 0 ? {} : { attributes: given });
  const targetOf = (actor: Follower, target: Target) =>
    target.kind === 'user' ? { users: [target.user] } : { lists: [listOf(actor.name, target.list)] };
  const exists = (actor: Follower, target: Target) => target.kind === 'user' || model.hasList(actor.name, target.list);

  function visibleTo(follower: Follower, publisher: string): readonly string[] {
    const visible = model.visible(publisher, follower.name);
    return [...model.wanted(modelled(follower), publisher)].filter((name) => visible.has(name));
  }

  /** A told value must be visible to the client, and true, at the moment it fetches it. */
  function take(follower: Follower, primitives: readonly Primitive[]): void {
    for (const { name, value } of primitives) {
      if (name !== 'PresenceNotification-Request') continue;
      for (const presence of (value as Value<'PresenceNotification-Request'>).Presence) {
        const publisher = nameOf(presence.UserID);
        for (const [attribute, text] of valuesIn(presence.PresenceSubList?.[0])) {
          const told = `${follower.name} is told that ${attribute} of ${publisher} is ${text}`;
          if (!visibleTo(follower, publisher).includes(attribute)) expect.fail(`leak: ${told}`);
          const value = model.value(publisher, attribute);
          if (text !== value) expect.fail(`stale: ${told}, it is ${value}`);
          follower.known.set(`${publisher} ${attribute}`, text);
        }
      }
    }
  }

  /** Fetches everything; then the client must know all that is visible to it, as it is now. */
  function fetch(follower: Follower, answer: boolean): void {
    const fetched = world.fetch(follower.session);
    take(follower, fetched.primitives);
    if (answer) fetched.answer();
    for (const publisher of USERS) {
      for (const name of visibleTo(follower, publisher)) {
        const value = model.value(publisher, name);
        const known = follower.known.get(`${publisher} ${name}`);
        if (value === undefined || value === known) continue;
        expect.fail(`missing: ${follower.name} knows ${name} of ${publisher} as ${known}, it is ${value}`);
      }
    }
  }

  /** Sessions of the publisher that wait to ask about the watcher. */
  function asking(publisher: string, watcher: string): number {
    return followers
      .filter((one) => one.name === publisher)
      .filter((one) =>
        world
          .waiting(one.session)
          .some((p) => p.name === 'PresenceAuth-Request' && (p.value as { UserID: string }).UserID === at(watcher)),
      ).length;
  }

  const actions: Actions = {
    logout(actor) {
      followers.splice(followers.indexOf(actor), 1);
      world.logout(actor.session);
      model.logout(actor.session.id);
    },
    create({ session, name }, op) {
      if (model.hasList(name, op.list)) return;
      const members = Object.fromEntries(op.members.map((member) => [at(member), member]));
      world.ask(session, 'CreateList-Request', createList(listOf(name, op.list), members));
      model.createList(name, op.list, []);
      for (const member of op.members) model.add(name, op.list, member);
    },
    delete({ session, name }, op) {
      world.ask(session, 'DeleteList-Request', { ContactList: listOf(name, op.list) });
      model.deleteList(name, op.list);
    },
    add({ session, name }, op) {
      const change = manageList(session.version, listOf(name, op.list), { add: [op.user] });
      world.ask(session, 'ListManage-Request', change);
      model.add(name, op.list, op.user);
    },
    remove({ session, name }, op) {
      const change = manageList(session.version, listOf(name, op.list), { remove: [op.user] });
      world.ask(session, 'ListManage-Request', change);
      model.remove(name, op.list, op.user);
    },
    attach(actor, { target, names }) {
      if (!exists(actor, target)) return;
      const { session, name } = actor;
      const request = createAttributeList(session.version, { ...targetOf(actor, target), attributes: names });
      expect(world.code(session, 'CreateAttributeList-Request', request)).toBe(200);
      if (target.kind === 'user') model.attachToUser(name, target.user, new Set(names));
      else model.attachToList(name, target.list, new Set(names));
    },
    detach(actor, { target }) {
      const { session, name } = actor;
      world.ask(session, 'DeleteAttributeList-Request', deleteAttributeList(session.version, targetOf(actor, target)));
      if (target.kind === 'user') model.detachFromUser(name, target.user);
      else model.detachFromList(name, target.list);
    },
    attachDefault({ session, name }, { names }) {
      const request = createAttributeList(session.version, { attributes: names, standard: true });
      expect(world.code(session, 'CreateAttributeList-Request', request)).toBe(200);
      model.setDefault(name, new Set(names), session.version);
    },
    detachDefault({ session, name }) {
      world.ask(session, 'DeleteAttributeList-Request', deleteAttributeList(session.version, { standard: true }));
      model.dropDefault(name);
    },
    decide({ session, name }, { user, names, accept }) {
      if (session.version === '1.3') return;
      const some = session.version === '1.2' && names.length > 0;
      const list = some ? { PresenceSubList: naming(setOf(names), session.version) } : {};
      const request = { UserID: user, Acceptance: accept, ...list } as Value<'PresenceAuth-User'>;
      expect(world.code(session, 'PresenceAuth-User', request)).toBe(200);
      model.decide(name, user, some ? new Set(names) : model.all, accept);
    },
    cancel({ session, name }, { user }) {
      if (session.version === '1.3') return;
      world.ask(session, 'CancelAuth-Request', { UserID: user });
      model.cancel(name, user);
    },
    subscribe(actor, { target, names, auto }) {
      if (!exists(actor, target)) return;
      // With empty queues a question that waits afterwards is one that this subscription raised.
      for (const one of followers) fetch(one, true);
      const { session, name } = actor;
      const automatic = auto && session.version !== '1.1' && target.kind === 'list';
      const request = subscribe(
        session.version,
        { ...targetOf(actor, target), ...named(names) },
        session.version === '1.1' ? undefined : automatic,
      );
      expect(world.code(session, 'SubscribePresence-Request', request)).toBe(200);
      if (target.kind === 'list') {
        model.subscribeList(modelled(actor), target.list, asked(names), automatic);
        return;
      }
      model.subscribe(modelled(actor), target.user, asked(names));
      const able = followers.filter((one) => one.name === target.user && one.session.version !== '1.3').length;
      const due = model.mustAsk(target.user, name, asked(names)) ? able : 0;
      const found = asking(target.user, name);
      if (found !== due) expect.fail(`${found} clients of ${target.user} are asked about ${name}, due are ${due}`);
    },
    unsubscribe(actor, { target }) {
      if (!exists(actor, target)) return;
      const { session } = actor;
      world.ask(session, 'UnsubscribePresence-Request', unsubscribe(session.version, targetOf(actor, target)));
      if (target.kind === 'user') model.unsubscribe(modelled(actor), target.user);
      else model.unsubscribeList(modelled(actor), target.list);
    },
    update({ session, name }, op) {
      const value = valueFor(op.name, op.value);
      const invalid = { PresenceSubList: { [op.name]: { Qualifier: false } } } as Value<'UpdatePresence-Request'>;
      const request = value === INVALID ? invalid : update(session.version, { [op.name]: value });
      expect(world.code(session, 'UpdatePresence-Request', request)).toBe(200);
      model.update(name, op.name, value);
    },
    get({ session, name }, { user, names }) {
      const request = getPresence(session.version, { users: [user], ...named(names) });
      const { value } = world.ask(session, 'GetPresence-Request', request);
      const seen = valuesIn((value as Value<'GetPresence-Response'>).Presence?.[0]?.PresenceSubList?.[0]);
      const visible = model.visible(user, name);
      const expected = [...asked(names)].flatMap((one) => {
        const current = model.value(user, one);
        return visible.has(one) && current !== undefined ? [[one, current] as const] : [];
      });
      expect(Object.fromEntries(seen), `${name} reads ${user}`).toEqual(Object.fromEntries(expected));
    },
    poll: (actor, { answer }) => fetch(actor, answer),
    watchers({ session, name }) {
      const listed = parts.watchers.list(parts.state.of(session.user), 0).map((one) => nameOf(one.user));
      expect(listed.sort()).toEqual([...model.watchersOf(name)].sort());
    },
  };

  return {
    apply(op: Operation): void {
      if (op.op === 'login') {
        const session = world.login(op.user, { version: op.version, client: op.client });
        model.login(session.id, op.user, op.version);
        followers.push({ session, name: op.user, known: new Map() });
      } else {
        const actor = followers[op.by % Math.max(followers.length, 1)];
        if (actor === undefined) return;
        (actions[op.op] as (actor: Follower, op: Operation) => void)(actor, op);
      }
    },
    /** Everybody fetches what waits. */
    finish(): void {
      for (const follower of followers) fetch(follower, true);
    },
  };
}
