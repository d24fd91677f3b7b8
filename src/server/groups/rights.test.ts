/**
 * Rights in a group by role: random histories of owner, administrators, moderators, members, strangers
 * and rejected users, held against a small model written from the rules of the standard (csp semantics, Groups) and not
 * from the server. A failure names its seed; IMPS_SEED=n IMPS_HISTORY=m replays one history.
 */
import { describe, expect, it } from 'vitest';
import type { Primitive } from '../../protocol/messages/envelope.ts';
import type { Version } from '../../protocol/version.ts';
import { random } from '../../testing/server/client.ts';
import {
  address,
  code,
  GROUP,
  type GroupUser,
  groupServer,
  propertiesOf,
  valuesOf,
} from '../../testing/server/groups.ts';

const HISTORIES = 250;
const STEPS = 24;
const NAMES = ['alice', 'bob', 'carol', 'dave'] as const;
type Name = (typeof NAMES)[number];
/** Alice makes the group; who is none of these is a stranger. */
type Role = 'Admin' | 'Mod' | 'User';
const OWNER: Name = 'alice';
const ACTIVE_USERS_AT_MOST = 3;

interface Seat {
  readonly screenName: string;
  subscribed: boolean;
}

/** The rights that the standard gives. */
class Model {
  exists = false;
  restricted = false;
  name = '';
  readonly roles = new Map<Name, Role>();
  readonly rejected = new Set<Name>();
  readonly joined = new Map<Name, Seat>();
  readonly showId = new Set<Name>();

  create(): void {
    this.exists = true;
    this.restricted = false;
    this.name = 'Club';
    this.roles.clear();
    this.rejected.clear();
    this.joined.clear();
    this.showId.clear();
    this.roles.set(OWNER, 'Admin');
  }
  administers(who: Name): boolean {
    return who === OWNER || this.roles.get(who) === 'Admin';
  }
  moderates(who: Name): boolean {
    return this.administers(who) || this.roles.get(who) === 'Mod';
  }
  joinCode(who: Name, screenName: string): number {
    if (this.rejected.has(who)) return 809;
    if (this.restricted && who !== OWNER && !this.roles.has(who)) return 816;
    if (this.joined.has(who)) return 807;
    if ([...this.joined.values()].some((seat) => seat.screenName === screenName)) return 811;
    return this.joined.size >= ACTIVE_USERS_AT_MOST ? 817 : 200;
  }
}

class History {
  readonly model = new Model();
  readonly users: Readonly<Record<Name, GroupUser>>;
  /** Users who have to be told to leave, and the reason. */
  readonly forced: { readonly who: Name; readonly code: number }[] = [];
  /** The subscribers when the step began. */
  listening = new Set<Name>();

  constructor(versions: readonly Version[]) {
    const { user } = groupServer(NAMES);
    const at = (name: Name, i: number) => user(name, versions[i] ?? '1.2');
    this.users = { alice: at('alice', 0), bob: at('bob', 1), carol: at('carol', 2), dave: at('dave', 3) };
  }

  /** A request whose code is this; 800 where there is no group. */
  expects(answer: Primitive, wanted: number, what: string): boolean {
    const due = this.model.exists ? wanted : 800;
    expect(code(answer), what).toBe(due);
    return due === 200;
  }

  create(): void {
    const due = this.model.exists ? 801 : 200;
    const made = this.users[OWNER].create({
      properties: { Name: 'Club', MaxActiveUsers: String(ACTIVE_USERS_AT_MOST) },
    });
    expect(code(made), 'alice creates the group').toBe(due);
    if (due === 200) this.model.create();
  }

  join(who: Name, screenName: string, subscribe: boolean, showId: boolean): void {
    const { model } = this;
    const user = this.users[who];
    const own = user.client.version === '1.1' ? undefined : { ShowID: showId ? 'T' : 'F' };
    const answer = user.join(screenName, { subscribe, list: true, ...(own === undefined ? {} : { own }) });
    if (!this.expects(answer, model.joinCode(who, screenName), `${who} joins as ${screenName}`)) return;
    model.joined.set(who, { screenName, subscribed: subscribe });
    if (own !== undefined && showId) model.showId.add(who);
    else if (own !== undefined) model.showId.delete(who);
    expect(new Set(valuesOf(answer.value, 'SName')), 'screen names listed').toEqual(this.screenNames());
    this.hides(who, answer);
  }

  leave(who: Name): void {
    const { model } = this;
    if (this.expects(this.users[who].leave(), model.joined.has(who) ? 200 : 808, `${who} leaves`)) {
      model.joined.delete(who);
    }
  }

  remove(who: Name): void {
    const { model } = this;
    if (!this.expects(this.users[who].remove(), model.administers(who) ? 200 : 816, `${who} deletes the group`)) return;
    for (const one of model.joined.keys()) if (one !== who) this.forced.push({ who: one, code: 800 });
    model.exists = false;
    model.joined.clear();
  }

  readMembers(who: Name): void {
    const { model } = this;
    const answer = this.users[who].members();
    if (!this.expects(answer, model.moderates(who) ? 200 : 816, `${who} reads the members`)) return;
    const { Admin, Mod, Users, UserList } = answer.value as unknown as Readonly<Record<string, unknown>>;
    const shown = { Admin, Mod, User: Users ?? UserList };
    for (const role of ['Admin', 'Mod', 'User'] as const) {
      const wanted = [...model.roles].filter(([, one]) => one === role).map(([name]) => address(name));
      expect(valuesOf(shown[role], 'UserID').toSorted(), `${role} of the group`).toEqual(wanted.toSorted());
    }
  }

  add(who: Name, whom: Name): void {
    const { model } = this;
    if (!this.expects(this.users[who].add(whom), model.moderates(who) ? 200 : 816, `${who} adds ${whom}`)) return;
    if (!model.roles.has(whom)) model.roles.set(whom, 'User');
  }

  /** The rules leave open the rights of a moderator against an administrator, and of anybody against the owner. */
  isOpen(who: Name, whom: Name): boolean {
    return whom === OWNER || (!this.model.administers(who) && this.model.roles.get(whom) === 'Admin');
  }

  drop(who: Name, whom: Name): void {
    const { model } = this;
    if (this.isOpen(who, whom)) return;
    const due = !model.moderates(who) ? 816 : model.roles.has(whom) ? 200 : 810;
    if (!this.expects(this.users[who].drop(whom), due, `${who} removes ${whom}`)) return;
    model.roles.delete(whom);
    if (model.restricted) this.forceOut(whom, 816);
  }

  give(who: Name, whom: Name, role: Role): void {
    const { model } = this;
    if (whom === OWNER) return;
    const answer = this.users[who].give(role, whom);
    if (this.expects(answer, model.administers(who) ? 200 : 816, `${who} makes ${whom} ${role}`)) {
      model.roles.set(whom, role);
    }
  }

  reject(who: Name, whom: Name): void {
    const { model } = this;
    if (this.isOpen(who, whom)) return;
    const answer = this.users[who].reject(whom);
    if (!this.expects(answer, model.moderates(who) ? 200 : 816, `${who} rejects ${whom}`)) return;
    model.rejected.add(whom);
    this.forceOut(whom, 809);
    this.showsRejected(answer);
  }

  forgive(who: Name, whom: Name): void {
    const { model } = this;
    const answer = this.users[who].forgive(whom);
    const what = `${who} takes ${whom} off the reject list`;
    if (!this.expects(answer, model.moderates(who) ? 200 : 816, what)) return;
    model.rejected.delete(whom);
    this.showsRejected(answer);
  }

  showsRejected(answer: Primitive): void {
    const wanted = [...this.model.rejected].map(address).toSorted();
    expect(valuesOf(answer.value, 'UserID').toSorted(), 'reject list').toEqual(wanted);
  }

  forceOut(who: Name, reason: number): void {
    if (this.model.joined.delete(who)) this.forced.push({ who, code: reason });
  }

  readProperties(who: Name): void {
    const { model } = this;
    const inside = model.joined.has(who) || model.roles.has(who);
    const answer = this.users[who].properties();
    if (!this.expects(answer, !model.restricted || inside ? 200 : 816, `${who} reads the properties`)) return;
    expect(propertiesOf(answer)).toMatchObject({ Name: model.name, ActiveUsers: String(model.joined.size) });
    const role = who === OWNER ? 'Admin' : (model.roles.get(who) ?? 'User');
    expect(propertiesOf(answer, 'OwnProperties')).toMatchObject({
      PrivilegeLevel: role,
      IsMember: model.roles.has(who) ? 'T' : 'F',
    });
  }

  change(who: Name, name: string): void {
    const { model } = this;
    const answer = this.users[who].set({ Name: name });
    if (this.expects(answer, model.administers(who) ? 200 : 816, `${who} changes the Name`)) model.name = name;
  }

  restrict(who: Name, restricted: boolean): void {
    const { model } = this;
    const answer = this.users[who].set({ Accesstype: restricted ? 'Restricted' : 'Open' });
    const what = `${who} makes the group ${restricted ? 'restricted' : 'open'}`;
    if (this.expects(answer, model.administers(who) ? 200 : 816, what)) model.restricted = restricted;
  }

  readJoined(who: Name): void {
    const { model } = this;
    const user = this.users[who];
    if (user.client.version === '1.1') return;
    const answer = user.joined();
    if (!this.expects(answer, model.joined.has(who) ? 200 : 808, `${who} reads the joined users`)) return;
    expect(new Set(valuesOf(answer.value, 'SName')), 'joined users').toEqual(this.screenNames());
    expect('AdminMapList' in answer.value, `${who} is told roles`).toBe(model.moderates(who));
    this.hides(who, answer);
  }

  subscribe(who: Name, type: 'S' | 'U'): void {
    const seat = this.model.joined.get(who);
    const answer = this.users[who].subscription(type);
    if (!this.expects(answer, seat === undefined ? 808 : 200, `${who} sends SubscribeType ${type}`)) return;
    if (seat !== undefined) seat.subscribed = type === 'S';
  }

  speak(who: Name): void {
    const answer = this.users[who].say('hello');
    const codes = [code(answer), ...this.detailsOf(answer)];
    if (this.model.exists && this.model.joined.has(who)) expect(code(answer), `${who} speaks`).toBe(200);
    else expect(codes, `${who} speaks from outside`).toContain(this.model.exists ? 808 : 800);
  }
  detailsOf(answer: Primitive): readonly number[] {
    const { Result } = answer.value as { readonly Result?: { readonly DetailedResult?: readonly { Code: number }[] } };
    return (Result?.DetailedResult ?? []).map((detail) => detail.Code);
  }

  screenNames(): ReadonlySet<string> {
    return new Set([...this.model.joined.values()].map((seat) => seat.screenName));
  }

  /** An ordinary user sees no UserID of somebody whose ShowID is F. */
  hides(from: Name, seen: Primitive): void {
    if (this.model.moderates(from)) return;
    const users = valuesOf(seen.value, 'UserID');
    for (const name of NAMES) {
      if (name === from || this.model.showId.has(name)) continue;
      expect(users, `${from} sees who ${name} is in ${seen.name}`).not.toContain(address(name));
    }
  }

  begin(): void {
    this.listening = new Set([...this.model.joined].filter(([, seat]) => seat.subscribed).map(([name]) => name));
    this.forced.length = 0;
  }

  /** The unasked messages: a reason for everybody who has to leave, notices to subscribers alone, no name told. */
  end(actor: Name, shown: ReadonlySet<Name>, staff: ReadonlySet<Name>): void {
    for (const name of NAMES) {
      const news = this.users[name].news();
      const leaves = news.filter((one) => one.name === 'LeaveGroup-Response').map(code);
      const due = this.forced.filter(({ who }) => who === name).map((one) => one.code);
      expect(leaves, `${name} is made to leave`).toEqual(due);
      for (const notice of news.filter((one) => one.name === 'GroupChangeNotice')) {
        expect(this.listening.has(name), `${name} listens`).toBe(true);
        expect(valuesOf(notice.value, 'GroupID')).toContain(GROUP);
        // A new role of one's own, and who was driven out, is told in any case.
        const told = 'GroupProperties' in notice.value || 'Joined' in notice.value;
        if (told) expect(name, 'nobody is told of the own deed').not.toBe(actor);
        // Who was of the staff, or shown, before the step or after it may be named in it.
        if (staff.has(name) || this.model.moderates(name)) continue;
        const hidden = NAMES.filter((one) => one !== name && !shown.has(one) && !this.model.showId.has(one));
        for (const one of hidden) expect(valuesOf(notice.value, 'UserID')).not.toContain(address(one));
      }
    }
  }
}

function play(seed: number): void {
  const next = random(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const versions = NAMES.map(() => pick<Version>(['1.1', '1.2', '1.3']));
  const history = new History(versions);
  history.create();
  for (let step = 0; step < STEPS; step++) {
    const who = pick(NAMES);
    const whom = pick(NAMES);
    const { model } = history;
    const shown = new Set(model.showId);
    const staff = new Set(NAMES.filter((name) => model.moderates(name)));
    history.begin();
    const acts: readonly (() => void)[] = [
      () => history.join(who, pick(['one', 'two', who]), next() < 0.5, next() < 0.3),
      () => history.join(who, who, next() < 0.5, next() < 0.3),
      () => history.join(who, who, true, false),
      () => history.leave(who),
      () => history.readMembers(who),
      () => history.add(who, whom),
      () => history.drop(who, whom),
      () => history.give(who, whom, pick(['Admin', 'Mod', 'User'])),
      () => history.give(OWNER, whom, pick(['Admin', 'Mod', 'User'])),
      () => history.reject(who, whom),
      () => history.forgive(who, whom),
      () => history.readProperties(who),
      () => history.change(who, `Club ${step}`),
      () => history.restrict(who, next() < 0.6),
      () => history.readJoined(who),
      () => history.subscribe(who, pick(['S', 'U'])),
      () => history.speak(who),
      () => (next() < 0.3 ? history.remove(who) : history.create()),
    ];
    pick(acts)();
    history.end(who, shown, staff);
  }
}

describe('rights in groups', () => {
  it(`hold in ${HISTORIES} random histories`, () => {
    const first = Number(process.env.IMPS_SEED);
    const only = process.env.IMPS_HISTORY;
    for (let i = Number(only ?? 0); i < (only === undefined ? HISTORIES : Number(only) + 1); i++) {
      try {
        play(first + i);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(`IMPS_SEED=${first} IMPS_HISTORY=${i}: ${message}`, { cause: error });
      }
    }
  });
});
