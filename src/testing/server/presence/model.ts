/**
 * The rights to see presence, once more and in the plainest way: a model to check the presence element against. It is written
 * from Features and Functions 1.2, section 5.3 (and Architecture 1.3, B.1.3, for the general public), with sets of
 * names and no memory of its own but the facts; nothing of it comes from the server.
 */
import type { Version } from '../../../protocol/version.ts';

export type Names = ReadonlySet<string>;

/** Attributes that a user wants to see of another: directly, and through own contact lists with automatic subscription. */
interface Interest {
  direct: Names | undefined;
  readonly through: Map<string, Names>;
}

export interface ModelSession {
  readonly id: string;
  readonly user: string;
  readonly version: Version;
  readonly interests: Map<string, Interest>;
  readonly autoLists: Map<string, Names>;
}

interface ModelUser {
  readonly lists: Map<string, Set<string>>;
  readonly ofUsers: Map<string, Names>;
  readonly ofLists: Map<string, Names>;
  standard: { readonly attributes: Names; readonly forEverybody: boolean } | undefined;
  readonly decisions: Map<string, Map<string, boolean>>;
  readonly values: Map<string, string>;
}

export type Model = ReturnType<typeof createModel>;

export function createModel(users: readonly string[], attributes: readonly string[]) {
  const all: Names = new Set(attributes);
  const none: Names = new Set();
  const sessions = new Map<string, ModelSession>();
  const everSeen = new Set<string>();
  const people = new Map<string, ModelUser>(
    users.map((user) => [
      user,
      {
        lists: new Map(),
        ofUsers: new Map(),
        ofLists: new Map(),
        standard: undefined,
        decisions: new Map(),
        values: new Map(),
      },
    ]),
  );

  function person(user: string): ModelUser {
    const found = people.get(user);
    if (found === undefined) throw new Error(`the model knows no user ${user}`);
    return found;
  }

  /** 5.3.2: proactive authorization, or undefined where the publisher authorized nothing in advance. */
  function inAdvance(publisher: string, watcher: string): Names | undefined {
    const { lists, ofUsers, ofLists, standard } = person(publisher);
    // The individual authorization has priority over that of contact lists.
    const individual = ofUsers.get(watcher);
    if (individual !== undefined) return individual;
    const holding = [...lists].filter(([, members]) => members.has(watcher)).map(([list]) => list);
    // In several contact lists with attribute lists the combination of all is authorized.
    const attached = holding.map((list) => ofLists.get(list)).filter((names) => names !== undefined);
    if (attached.length > 0) return new Set(attached.flatMap((names) => [...names]));
    // Members of contact lists may access the default attribute list; in 1.3 so may the general public.
    if (standard !== undefined && (holding.length > 0 || standard.forEverybody)) return standard.attributes;
    return undefined;
  }

  function visible(publisher: string, watcher: string): Names {
    if (publisher === watcher) return all;
    const advance = inAdvance(publisher, watcher);
    if (advance !== undefined) return advance;
    // 5.3.3: what was granted on request and not denied later.
    const decisions = person(publisher).decisions.get(watcher) ?? new Map<string, boolean>();
    return new Set([...decisions].filter(([, granted]) => granted).map(([name]) => name));
  }

  function wanted(session: ModelSession, publisher: string): Names {
    const interest = session.interests.get(publisher);
    if (interest === undefined) return none;
    return new Set([...(interest.direct ?? []), ...[...interest.through.values()].flatMap((names) => [...names])]);
  }

  /** A request for a user replaces whatever was asked for before. */
  function interestIn(session: ModelSession, publisher: string, names: Names, list: string | undefined): void {
    const interest = session.interests.get(publisher) ?? { direct: undefined, through: new Map<string, Names>() };
    if (list === undefined || interest.direct !== undefined) interest.direct = names;
    for (const through of interest.through.keys()) interest.through.set(through, names);
    if (list !== undefined) interest.through.set(list, names);
    session.interests.set(publisher, interest);
  }

  function loseInterest(session: ModelSession, publisher: string, list: string): void {
    const interest = session.interests.get(publisher);
    if (!interest?.through.delete(list)) return;
    if (interest.direct === undefined && interest.through.size === 0) session.interests.delete(publisher);
  }

  const sessionsOf = (user: string) => [...sessions.values()].filter((session) => session.user === user);

  return {
    all,
    visible,
    wanted,
    inAdvance,
    sessions,
    login(id: string, user: string, version: Version) {
      everSeen.add(user);
      sessions.set(id, { id, user, version, interests: new Map(), autoLists: new Map() });
    },
    logout: (id: string) => void sessions.delete(id),
    hasList: (user: string, list: string) => person(user).lists.has(list),
    createList(user: string, list: string, members: readonly string[]) {
      person(user).lists.set(list, new Set(members));
    },
    deleteList(user: string, list: string) {
      for (const session of sessionsOf(user)) {
        if (session.autoLists.delete(list)) {
          for (const member of person(user).lists.get(list) ?? []) loseInterest(session, member, list);
        }
      }
      person(user).lists.delete(list);
      person(user).ofLists.delete(list);
    },
    add(user: string, list: string, member: string) {
      const members = person(user).lists.get(list);
      if (members === undefined || members.has(member)) return;
      members.add(member);
      for (const session of sessionsOf(user)) {
        const names = session.autoLists.get(list);
        if (names === undefined) continue;
        const interest = session.interests.get(member) ?? { direct: undefined, through: new Map<string, Names>() };
        interest.through.set(list, names);
        session.interests.set(member, interest);
      }
    },
    remove(user: string, list: string, member: string) {
      if (!person(user).lists.get(list)?.delete(member)) return;
      for (const session of sessionsOf(user)) {
        if (session.autoLists.has(list)) loseInterest(session, member, list);
      }
    },
    attachToUser: (user: string, watcher: string, names: Names) => void person(user).ofUsers.set(watcher, names),
    attachToList: (user: string, list: string, names: Names) => void person(user).ofLists.set(list, names),
    setDefault(user: string, attributesNamed: Names, version: Version) {
      person(user).standard = { attributes: attributesNamed, forEverybody: version === '1.3' };
    },
    detachFromUser: (user: string, watcher: string) => void person(user).ofUsers.delete(watcher),
    detachFromList: (user: string, list: string) => void person(user).ofLists.delete(list),
    dropDefault(user: string) {
      person(user).standard = undefined;
    },
    decide(user: string, watcher: string, names: Names, granted: boolean) {
      const decisions = person(user).decisions.get(watcher) ?? new Map<string, boolean>();
      for (const name of names) decisions.set(name, granted);
      person(user).decisions.set(watcher, decisions);
    },
    cancel: (user: string, watcher: string) => void person(user).decisions.delete(watcher),
    /** 5.3.6: somebody the publisher must be asked about, because nothing was authorized or decided. */
    mustAsk(user: string, watcher: string, names: Names): boolean {
      if (user === watcher || inAdvance(user, watcher) !== undefined) return false;
      const decisions = person(user).decisions.get(watcher);
      return [...names].some((name) => decisions?.has(name) !== true);
    },
    subscribe(session: ModelSession, publisher: string, names: Names) {
      interestIn(session, publisher, names, undefined);
    },
    subscribeList(session: ModelSession, list: string, names: Names, auto: boolean) {
      if (auto) session.autoLists.set(list, names);
      else session.autoLists.delete(list);
      for (const member of person(session.user).lists.get(list) ?? []) {
        if (!auto) session.interests.get(member)?.through.delete(list);
        interestIn(session, member, names, auto ? list : undefined);
      }
    },
    unsubscribe: (session: ModelSession, publisher: string) => void session.interests.delete(publisher),
    unsubscribeList(session: ModelSession, list: string) {
      session.autoLists.delete(list);
      for (const member of person(session.user).lists.get(list) ?? []) session.interests.delete(member);
    },
    update: (user: string, name: string, value: string) => void person(user).values.set(name, value),
    /** The value of an attribute; undefined where there is none. The server's own follow from the sessions. */
    value(user: string, name: string): string | undefined {
      const online = sessionsOf(user).length > 0 ? 'T' : 'F';
      if (name === 'OnlineStatus') return online;
      if (name === 'Registration') return everSeen.has(user) ? online : undefined;
      return person(user).values.get(name);
    },
    /** 5.3.4: everybody with a subscription. */
    watchersOf: (user: string): Names =>
      new Set([...sessions.values()].filter((session) => session.interests.has(user)).map((session) => session.user)),
  };
}
