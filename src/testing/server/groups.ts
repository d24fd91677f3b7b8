/** For the tests of groups: a server with a few users, and requests in short. */
import type { Primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import { VirtualClock } from '../../server/clock.ts';
import { serverProfile } from '../../server/profile.ts';
import { createServer } from '../../server/server.ts';
import { codeOf, TestClient } from './client.ts';

export const GROUP = 'wv:alice/club@example.com';
export const PUBLIC = 'wv:/lobby@example.com';

export const address = (name: string) => `wv:${name}@example.com`;

/** A server with these users; `user` logs one in, as often as wanted with another client each time. */
export function groupServer(names: readonly string[], limits: Readonly<Record<string, number>> = {}) {
  const clock = new VirtualClock();
  const server = createServer({
    clock,
    profile: serverProfile({
      homeDomains: ['example.com'],
      polling: { minimum: 0, enforce: false },
      groups: { publicGroups: [{ id: PUBLIC, name: 'Lobby' }], limits },
    }),
    accounts: names.map((name) => ({ user: address(name), password: 'secret' })),
  });
  return {
    clock,
    server,
    user: (name: string, version: Version = '1.2', syntax: Syntax = 'wbxml', client = '') =>
      groupUser(
        new TestClient(server, {
          user: address(name),
          version,
          syntax,
          client: `http://client.example/${name}${client}`,
        }).start(),
      ),
  };
}

export interface CreateOptions {
  readonly id?: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly join?: boolean;
  readonly screenName?: string;
  readonly subscribe?: boolean;
}
export interface JoinOptions {
  readonly id?: string;
  readonly list?: boolean;
  readonly subscribe?: boolean;
  readonly own?: Readonly<Record<string, string>>;
}

export type GroupUser = ReturnType<typeof groupUser>;

const listOf = (values: Readonly<Record<string, string>>) => ({
  Property: Object.entries(values).map(([Name, Value]) => ({ Name, Value })),
});
const users = (names: readonly string[]) => ({ User: names.map((name) => ({ UserID: address(name) })) });
type Id = { readonly GroupID: string };

/** One user: every request gives the primitive that answers it. */
function groupUser(client: TestClient) {
  const ask = (name: Primitive['name'], value: object, id = GROUP): Primitive =>
    client.send({ name, value: { GroupID: id, ...value } } as unknown as Primitive);
  return {
    client,
    ask,
    create: ({ id = GROUP, properties = { Name: 'Club' }, ...options }: CreateOptions = {}) =>
      ask(
        'CreateGroup-Request',
        {
          GroupProperties: listOf(properties),
          JoinGroup: options.join ?? false,
          ...(options.screenName === undefined ? {} : { ScreenName: { SName: options.screenName, GroupID: id } }),
          SubscribeNotification: options.subscribe ?? false,
        },
        id,
      ),
    join: (screenName: string | undefined, { id = GROUP, ...options }: JoinOptions = {}) =>
      ask(
        'JoinGroup-Request',
        {
          ...(screenName === undefined ? {} : { ScreenName: { SName: screenName, GroupID: id } }),
          JoinedRequest: options.list ?? false,
          SubscribeNotification: options.subscribe ?? false,
          ...(options.own === undefined ? {} : { OwnProperties: listOf(options.own) }),
        },
        id,
      ),
    leave: (id?: string) => ask('LeaveGroup-Request', {}, id),
    remove: (id?: string) => ask('DeleteGroup-Request', {}, id),
    properties: (id?: string) => ask('GetGroupProps-Request', {}, id),
    set: (values: Readonly<Record<string, string>>, id?: string) =>
      ask('SetGroupProps-Request', { GroupProperties: listOf(values) }, id),
    setOwn: (values: Readonly<Record<string, string>>, id?: string) =>
      ask('SetGroupProps-Request', { OwnProperties: listOf(values) }, id),
    members: (id?: string) => ask('GetGroupMembers-Request', {}, id),
    joined: (id?: string) => ask('GetJoinedUsers-Request', {}, id),
    add: (...names: string[]) => ask('AddGroupMembers-Request', { UserList: users(names) }),
    drop: (...names: string[]) => ask('RemoveGroupMembers-Request', { UserList: users(names) }),
    give(role: 'Admin' | 'Mod' | 'User', ...names: string[]) {
      const list = { UserList: users(names) };
      return ask(
        'MemberAccess-Request',
        role !== 'User' ? { [role]: list } : client.version === '1.3' ? list : { Users: list },
      );
    },
    reject: (...names: string[]) => ask('RejectList-Request', { AddList: { UserID: names.map(address) } }),
    forgive: (...names: string[]) => ask('RejectList-Request', { RemoveList: { UserID: names.map(address) } }),
    subscription: (SubscribeType: 'S' | 'U' | 'G', id?: string) =>
      ask('SubscribeGroupNotice-Request', { SubscribeType }, id),
    say: (text: string, id = GROUP) =>
      client.request('SendMessage-Request', {
        DeliveryReport: false,
        MessageInfo: {
          ContentType: 'text/plain',
          ContentSize: text.length,
          Recipient: { Group: [{ GroupID: id }] },
          Sender: { User: { UserID: client.user } },
        },
        ContentData: text,
      } as Value<'SendMessage-Request'>),
    /** Transactions that came since, without those of other elements. */
    news: () =>
      client
        .drain()
        .filter(({ name }) => name === 'GroupChangeNotice' || name === 'LeaveGroup-Response' || name === 'NewMessage'),
  };
}

/** The code of an answer; a response without Result means 200. */
export function code(answer: Primitive): number {
  return codeOf(answer) ?? 200;
}

/** The properties of GroupProperties or OwnProperties. */
export function propertiesOf(
  answer: Primitive,
  kind: 'GroupProperties' | 'OwnProperties' = 'GroupProperties',
): Readonly<Record<string, string>> {
  const value = answer.value as Partial<
    Record<typeof kind, { readonly Property: readonly { Name: string; Value: string }[] }>
  >;
  return Object.fromEntries((value[kind]?.Property ?? []).map(({ Name, Value }) => [Name, Value]));
}

/** All values of elements of a name, wherever they stand. */
export function valuesOf(value: unknown, name: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === name && typeof child === 'string' ? [child] : valuesOf(child, name),
  );
}

export function groupIdOf(primitive: Primitive): string {
  return (primitive.value as Id).GroupID;
}
