/** Actions of a user as requests of the protocol. */
import type { Draft } from '../protocol/messages/any-version.ts';
import { type Primitive, type PrimitiveName, primitive } from '../protocol/messages/envelope.ts';
import type { Version } from '../protocol/version.ts';

type Parameters = Readonly<Record<string, unknown>>;

export interface RequestContext {
  readonly user: string;
  readonly version: Version;
  readonly parameters: Parameters;
  /** A number that was not used yet. */
  next(): number;
}

type Make = (context: RequestContext) => Primitive;

const text = ({ parameters }: RequestContext, name: string, otherwise = ''): string => {
  const value = parameters[name];
  return value === undefined ? otherwise : String(value);
};
const list = ({ parameters }: RequestContext, name: string): readonly string[] => {
  const value = parameters[name];
  return Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];
};
const flag = ({ parameters }: RequestContext, name: string): boolean => parameters[name] === true;

/** A request whose elements depend on the version; the client checks it against the model before it is sent. */
function draft(name: PrimitiveName, value: object): Primitive {
  return primitive(name, value);
}

const sender = (context: RequestContext) => ({ User: { UserID: context.user } });

function message(context: RequestContext, recipient: Draft<'Recipient'>): Primitive {
  const content = text(context, 'text');
  const size = new TextEncoder().encode(content).length;
  return draft('SendMessage-Request', {
    DeliveryReport: flag(context, 'report'),
    MessageInfo: {
      ContentType: 'text/plain; charset=utf-8',
      ContentSize: size,
      Recipient: recipient,
      Sender: sender(context),
    },
    ContentData: content,
  });
}

const group = (context: RequestContext) => text(context, 'group');
const list1 = (context: RequestContext) => text(context, 'list');

const screenName = (context: RequestContext) => ({
  SName: text(context, 'name', 'a-screen-name'),
  GroupID: group(context),
});

/** Attributes without values: those that are wanted. */
const wanted = ({ version }: RequestContext) => {
  const empty = version === '1.3' ? [{}] : {};
  return { OnlineStatus: empty, UserAvailability: {} };
};

const users = (context: RequestContext) =>
  context.version === '1.3'
    ? { UserIDList: { UserID: list(context, 'user') } }
    : { User: list(context, 'user').map((UserID) => ({ UserID })) };

const since = (context: RequestContext, version: Version, value: object): object =>
  context.version >= version ? value : {};

const attribute = (context: RequestContext) => {
  const name = text(context, 'attribute', 'UserAvailability');
  const value = { Qualifier: true, PresenceValue: text(context, 'value', 'AVAILABLE') };
  return { [name]: value };
};

/** The switch of the blocked list, which 1.3 does without. */
const inUse = ({ version }: RequestContext): object => (version === '1.3' ? {} : { InUse: true });

const searchPairs = (context: RequestContext) => {
  const [element, value] = [text(context, 'element', 'USER_ALIAS'), text(context, 'value')];
  return context.version === '1.3'
    ? [{ SearchElement: [element], SearchString: [value] }]
    : [{ SearchElement: element, SearchString: value }];
};

const nicks = (context: RequestContext, key: string) => ({
  NickName: list(context, key).map((UserID) => ({ Name: UserID.replace(/^wv:|@.*$/g, ''), UserID })),
});

const BY_ACTION: Readonly<Record<string, Make>> = {
  'send-message': (c) => message(c, { User: list(c, 'to').map((UserID) => ({ UserID })) }),
  'send-to-group': (c) => message(c, { Group: [{ GroupID: group(c) }] }),
  'get-message': (c) => draft('GetMessage-Request', { MessageID: text(c, 'message') }),
  'reject-message': (c) => draft('RejectMessage-Request', { MessageID: [text(c, 'message')] }),
  'forward-message': (c) =>
    draft('ForwardMessage-Request', {
      MessageID: text(c, 'message'),
      Recipient: { User: list(c, 'to').map((UserID) => ({ UserID })) },
    }),
  'subscribe-presence': (c) =>
    draft('SubscribePresence-Request', {
      ...users(c),
      PresenceSubList: wanted(c),
      ...since(c, '1.2', { AutoSubscribe: false }),
    }),
  'unsubscribe-presence': (c) => draft('UnsubscribePresence-Request', users(c)),
  'get-presence': (c) => draft('GetPresence-Request', { ...users(c), PresenceSubList: wanted(c) }),
  'update-presence': (c) => draft('UpdatePresence-Request', { PresenceSubList: attribute(c) }),
  'authorize-presence': (c) =>
    draft('PresenceAuth-User', {
      UserID: text(c, 'user'),
      Acceptance: flag(c, 'accept'),
    }),
  'create-attribute-list': (c) =>
    draft('CreateAttributeList-Request', {
      PresenceSubList: wanted(c),
      ...(c.version === '1.3' ? { UserIDList: { UserID: list(c, 'user') } } : { UserID: list(c, 'user') }),
      DefaultList: false,
    }),
  'get-watchers': () => draft('GetWatcherList-Request', {}),
  'get-lists': () => draft('GetList-Request', {}),
  'create-list': (c) =>
    draft('CreateList-Request', {
      ContactList: list1(c),
      NickList: nicks(c, 'members'),
      ContactListProperties: { Property: [{ Name: 'DisplayName', Value: text(c, 'name', 'Friends') }] },
    }),
  'delete-list': (c) => draft('DeleteList-Request', { ContactList: list1(c) }),
  'add-contact': (c) =>
    draft('ListManage-Request', {
      ContactList: list1(c),
      AddNickList: nicks(c, 'user'),
      ...since(c, '1.2', { ReceiveList: true }),
    }),
  'remove-contact': (c) =>
    draft('ListManage-Request', {
      ContactList: list1(c),
      RemoveNickList: { UserID: list(c, 'user') },
      ...since(c, '1.2', { ReceiveList: true }),
    }),
  search: (c) =>
    draft('Search-Request', {
      SearchPairList: searchPairs(c),
      SearchLimit: Number(c.parameters.limit ?? 10),
    }),
  invite: (c) =>
    draft('Invite-Request', {
      InviteID: `invite-${c.next()}`,
      InviteType: group(c) === '' ? 'IM' : 'GR',
      Recipient: { User: list(c, 'user').map((UserID) => ({ UserID })) },
      ...(group(c) !== '' && { GroupID: group(c) }),
      InviteNote: text(c, 'note', 'Join us'),
      Validity: 600,
    }),
  'share-content': (c) =>
    draft('Invite-Request', {
      InviteID: `invite-${c.next()}`,
      InviteType: 'SC',
      Recipient: { User: list(c, 'user').map((UserID) => ({ UserID })) },
      URLList: { URL: list(c, 'url') },
      InviteNote: text(c, 'note', 'Look'),
      Validity: 600,
    }),
  block: (c) =>
    draft('BlockEntity-Request', {
      BlockList: { ...inUse(c), AddList: { UserID: list(c, 'user') } },
    }),
  unblock: (c) =>
    draft('BlockEntity-Request', {
      BlockList: { ...inUse(c), RemoveList: { UserID: list(c, 'user') } },
    }),
  'create-group': (c) =>
    draft('CreateGroup-Request', {
      GroupID: group(c),
      GroupProperties: { Property: [{ Name: 'Name', Value: text(c, 'title', 'A group') }] },
      JoinGroup: flag(c, 'join'),
      ...(flag(c, 'join') && { ScreenName: screenName(c) }),
      SubscribeNotification: false,
    }),
  'delete-group': (c) => draft('DeleteGroup-Request', { GroupID: group(c) }),
  'join-group': (c) =>
    draft('JoinGroup-Request', {
      GroupID: group(c),
      ScreenName: screenName(c),
      JoinedRequest: true,
      SubscribeNotification: false,
    }),
  'leave-group': (c) => draft('LeaveGroup-Request', { GroupID: group(c) }),
  'subscribe-notices': (c) =>
    draft('SubscribeGroupNotice-Request', {
      GroupID: group(c),
      SubscribeType: 'S',
    }),
  'unsubscribe-notices': (c) =>
    draft('SubscribeGroupNotice-Request', {
      GroupID: group(c),
      SubscribeType: 'U',
    }),
  'add-member': (c) =>
    draft('AddGroupMembers-Request', {
      GroupID: group(c),
      UserIDList: { UserID: list(c, 'user') },
    }),
};

/** The request for an action; undefined where it is none of one request. */
export function requestFor(action: string, context: RequestContext): Primitive | undefined {
  return BY_ACTION[action]?.(context);
}
