/**
 * Changes of state that outlive the session, read from a request and its answer, each with the request that undoes it.
 * State that ends with the session (searches, subscriptions to notices, delivery methods) is not covered: sessions are
 * ended separately.
 */

import { presenceAttribute } from '../../protocol/facts/presence.ts';
import { anyVersion } from '../../protocol/messages/any-version.ts';
import type { Primitive, PrimitiveName } from '../../protocol/messages/envelope.ts';
import { resultCode } from '../../protocol/messages/result-code.ts';
import type { Version } from '../../protocol/version.ts';

export const STATE_KINDS = [
  'session',
  'contact-list',
  'attribute-list',
  'subscription',
  'authorization',
  'access-lists',
  'group',
  'joined-group',
  'message',
  'invitation',
  'presence-value',
  'public-profile',
] as const;
export type StateKind = (typeof STATE_KINDS)[number];

export interface Change {
  readonly kind: StateKind;
  /** One of the kind: an address, or the name of an attribute. */
  readonly key: string;
  /** True if it was made, false if it was removed. */
  readonly stands: boolean;
  /** The owner, if not the user who asked; `anybody` if the request does not name one. */
  readonly owner?: string | undefined;
  readonly undo?: Primitive | undefined;
}

/** An exchange between a client and the server, as far as one request goes. */
export interface Asked {
  readonly request: Primitive;
  /** Undefined if no answer came: the request may then have been carried out. */
  readonly answer: Primitive | undefined;
  readonly version: Version;
}

type Loose = Readonly<Record<string, unknown>>;

/** All texts of elements with a name, at any depth, outside of presence attributes. */
export function textsIn(value: unknown, name: string): readonly string[] {
  const found: string[] = [];
  const walk = (at: unknown): void => {
    if (Array.isArray(at)) for (const one of at) walk(one);
    else if (typeof at === 'object' && at !== null) {
      for (const [key, child] of Object.entries(at)) {
        if (key === name) for (const one of [child].flat()) if (typeof one === 'string') found.push(one);
        if (key !== 'PresenceSubList') walk(child);
      }
    }
  };
  walk(value);
  return found;
}

const primitive = (name: PrimitiveName, value: unknown): Primitive => ({ name, value }) as Primitive;

interface Targets {
  readonly users: readonly string[];
  readonly lists: readonly string[];
}

function targetsOf(value: unknown): Targets {
  return { users: textsIn(value, 'UserID'), lists: textsIn(value, 'ContactList') };
}

/** Elements by which a request names users and lists. Up to 1.2, `plain` chooses UserID (attribute lists) over User. */
export function naming({ users, lists }: Targets, version: Version, plain: boolean): Loose {
  if (version === '1.3') {
    return {
      ...(users.length > 0 && { UserIDList: { UserID: users } }),
      ...(lists.length > 0 && { ContactListIDList: { ContactList: lists } }),
    };
  }
  const series = plain ? { UserID: users } : { User: users.map((UserID) => ({ UserID })) };
  return { ...(users.length > 0 && series), ...(lists.length > 0 && { ContactList: lists }) };
}

type Reader = (value: Loose, version: Version) => readonly Omit<Change, 'stands'>[];

const ADDED: Readonly<Partial<Record<PrimitiveName, Reader>>> = {
  'CreateList-Request': ({ ContactList }) => [
    {
      kind: 'contact-list',
      key: String(ContactList),
      undo: primitive('DeleteList-Request', { ContactList }),
    },
  ],
  'CreateAttributeList-Request': attributeLists,
  'SubscribePresence-Request': subscriptions,
  'PresenceAuth-User': ({ UserID }) => [
    { kind: 'authorization', key: String(UserID), undo: primitive('CancelAuth-Request', { UserID }) },
  ],
  'BlockEntity-Request': () => [{ kind: 'access-lists', key: '' }],
  'CreateGroup-Request': ({ GroupID }) => [
    { kind: 'group', key: String(GroupID), undo: primitive('DeleteGroup-Request', { GroupID }) },
  ],
  'JoinGroup-Request': ({ GroupID }) => [
    { kind: 'joined-group', key: String(GroupID), undo: primitive('LeaveGroup-Request', { GroupID }) },
  ],
  'Invite-Request': ({ InviteID, Sender, Recipient }) => {
    const value = { InviteID, ...(Sender === undefined ? {} : { Sender }), Recipient };
    return [{ kind: 'invitation', key: String(InviteID), undo: primitive('CancelInvite-Request', value) }];
  },
};

const REMOVED: Readonly<Partial<Record<PrimitiveName, Reader>>> = {
  'DeleteList-Request': ({ ContactList }) => [{ kind: 'contact-list', key: String(ContactList) }],
  'DeleteAttributeList-Request': attributeLists,
  'UnsubscribePresence-Request': subscriptions,
  'CancelAuth-Request': (value) => textsIn(value, 'UserID').map((key) => ({ kind: 'authorization', key })),
  'DeleteGroup-Request': ({ GroupID }) => [{ kind: 'group', key: String(GroupID) }],
  'LeaveGroup-Request': ({ GroupID }) => [{ kind: 'joined-group', key: String(GroupID) }],
  'CancelInvite-Request': ({ InviteID }) => [{ kind: 'invitation', key: String(InviteID) }],
  'InviteUser-Response': ({ InviteID }) => [{ kind: 'invitation', key: String(InviteID), owner: 'anybody' }],
  MessageDelivered: messages,
  'RejectMessage-Request': messages,
};

function messages(value: Loose): readonly Omit<Change, 'stands'>[] {
  return textsIn(value, 'MessageID').map((key) => ({ kind: 'message', key }));
}

/** A message that was accepted for one user waits for this user. */
function messageFor({ request, answer }: Asked): readonly Change[] {
  const [key, ...others] = textsIn(answer?.value, 'MessageID');
  const { MessageInfo } = request.value as { readonly MessageInfo?: Loose };
  const [owner, ...further] = textsIn((MessageInfo?.Recipient as Loose | undefined)?.User, 'UserID');
  if (key === undefined || owner === undefined || others.length > 0 || further.length > 0) return [];
  return [{ kind: 'message', key, owner, stands: true }];
}

/** Codes of refusals that mean there is nothing to undo. */
const NOTHING_THERE: Readonly<Partial<Record<PrimitiveName, readonly number[]>>> = {
  'DeleteList-Request': [700],
  'DeleteAttributeList-Request': [531, 700],
  'UnsubscribePresence-Request': [531, 700],
  'CancelAuth-Request': [531],
  'DeleteGroup-Request': [800],
  'LeaveGroup-Request': [800, 808],
  'CancelInvite-Request': [423],
  MessageDelivered: [426],
  'RejectMessage-Request': [426],
};

function attributeLists(value: Loose, version: Version): readonly Omit<Change, 'stands'>[] {
  const targets = targetsOf(value);
  const of = (named: Targets, standard: boolean) =>
    primitive('DeleteAttributeList-Request', { ...naming(named, version, true), DefaultList: standard });
  const kind = 'attribute-list';
  return [
    ...targets.users.map((user) => ({ kind, key: user, undo: of({ users: [user], lists: [] }, false) }) as const),
    ...targets.lists.map((list) => ({ kind, key: list, undo: of({ users: [], lists: [list] }, false) }) as const),
    ...(value.DefaultList === true ? [{ kind, key: '', undo: of({ users: [], lists: [] }, true) } as const] : []),
  ];
}

function subscriptions(value: Loose, version: Version): readonly Omit<Change, 'stands'>[] {
  const { users, lists } = targetsOf(value);
  const of = (targets: Targets) => primitive('UnsubscribePresence-Request', naming(targets, version, false));
  const kind = 'subscription';
  return [
    ...users.map((user) => ({ kind, key: user, undo: of({ users: [user], lists: [] }) }) as const),
    ...lists.map((list) => ({ kind, key: list, undo: of({ users: [], lists: [list] }) }) as const),
  ];
}

/** Attributes whose value is that of PresenceValue alone, which has to be there to be valid. */
function single(name: string): boolean {
  const first = presenceAttribute(name)?.fields[0]?.path;
  return first === 'PresenceValue' && !['OnlineStatus', 'Registration'].includes(name);
}

/** The attributes of an update: set to a value, or unset. */
function presenceValues(value: Loose, version: Version): readonly Change[] {
  const given = Object.entries(value.PresenceSubList ?? {}).filter(
    ([name, content]) => presenceAttribute(name) !== undefined && content !== undefined,
  );
  return given.map(([name, content]) => {
    const all = [content].flat() as readonly (Loose | undefined)[];
    const unset = { Qualifier: false, ...(single(name) && { PresenceValue: '' }) };
    const repeated = version === '1.3' && presenceAttribute(name)?.class === 'client';
    const undo = primitive('UpdatePresence-Request', { PresenceSubList: { [name]: repeated ? [unset] : unset } });
    return { kind: 'presence-value', key: name, stands: all.some((one) => one?.Qualifier !== false), undo } as const;
  });
}

/** The group made by an extended conversation. */
function conversation(answer: Primitive | undefined): readonly Change[] {
  const { GroupID } = (answer?.value ?? {}) as Loose;
  if (typeof GroupID !== 'string') return [];
  return [{ kind: 'group', key: GroupID, stands: true, undo: primitive('DeleteGroup-Request', { GroupID }) }];
}

/** True if an answer says that the request was carried out, at least in part. */
function done(answer: Primitive | undefined): boolean {
  const code = resultCode(answer);
  return code === undefined || (code >= 200 && code < 300);
}

/** Changes of the state of the server, by a request and its answer. */
export function changesOf({ request, answer, version }: Asked): readonly Change[] {
  const { name } = request;
  const value = anyVersion(request.value);
  const undone =
    answer !== undefined && (done(answer) || NOTHING_THERE[name]?.includes(resultCode(answer) ?? 0) === true);
  const gone = undone ? (REMOVED[name]?.(value, version) ?? []) : [];
  const made = done(answer) ? (ADDED[name]?.(value, version) ?? []) : [];
  return [
    ...gone.map((change) => ({ ...change, stands: false })),
    ...made.map((change) => ({ ...change, stands: true })),
    ...(name === 'UpdatePresence-Request' && done(answer) ? presenceValues(value, version) : []),
    ...(name === 'ExtendConversation-Request' ? conversation(answer) : []),
    ...(name === 'SendMessage-Request' ? messageFor({ request, answer, version }) : []),
  ];
}
