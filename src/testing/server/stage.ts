/** A whole server with some users on a clock that is moved: what the tests of the common services talk to. */
import type { Primitive, PrimitiveName } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import { VirtualClock } from '../../server/clock.ts';
import { type ProfileChanges, serverProfile } from '../../server/profile.ts';
import { createServer, type ReferenceServer, type ServerOptions } from '../../server/server.ts';
import type { NewAccount } from '../../server/sessions/accounts.ts';
import { codeOf, TestClient } from './client.ts';

export interface StageOptions {
  readonly users?: readonly string[];
  readonly accounts?: readonly NewAccount[];
  readonly profile?: ProfileChanges;
  readonly elements?: ServerOptions['elements'];
  readonly hooks?: ServerOptions['hooks'];
}

export interface ClientOptions {
  readonly syntax?: Syntax;
  /** URL of the ClientID. */
  readonly client?: string;
  readonly capabilities?: Readonly<Record<string, unknown>>;
}

export interface Stage {
  readonly server: ReferenceServer;
  readonly clock: VirtualClock;
  /** A client of a user, logged in and with everything negotiated. */
  client(name: string, version?: Version, options?: ClientOptions): TestClient;
}

export function at(name: string): string {
  return `wv:${name}@example.com`;
}

/** A fault of the server's code fails the test that brought it about. */
export function stage(options: StageOptions = {}): Stage {
  const clock = new VirtualClock();
  const users = options.users ?? ['alice', 'bob', 'carol', 'dave'];
  const server = createServer({
    clock,
    accounts: [...users.map((user) => ({ user, password: 'secret' })), ...(options.accounts ?? [])],
    // Unanswered requests come again with the next poll, unless a test is about the pause.
    profile: serverProfile({ polling: { repeatAfter: 0 }, ...options.profile }),
    ...(options.elements === undefined ? {} : { elements: options.elements }),
    ...(options.hooks === undefined ? {} : { hooks: options.hooks }),
    onFault(error, where) {
      throw new Error(`${where}: ${error instanceof Error ? error.stack : String(error)}`);
    },
  });
  return {
    server,
    clock,
    client(name, version = '1.2', { syntax = 'xml', client, capabilities = {} } = {}) {
      const user = at(name);
      const made = new TestClient(server, { user, version, syntax, ...(client === undefined ? {} : { client }) });
      made.login();
      if (made.sessionId === undefined) throw new Error(`${name} cannot log in`);
      made.negotiate(undefined, capabilities);
      return made;
    },
  };
}

/** Sends a request whose parameters differ from version to version. */
export function ask(client: TestClient, name: PrimitiveName, value: object): Primitive {
  return client.request(name, value as Value<typeof name>);
}

/** The parameters of the answer, whatever it is. */
export function answerOf(client: TestClient, name: PrimitiveName, value: object): Readonly<Record<string, unknown>> {
  const answer = ask(client, name, value);
  return { is: answer.name, ...(answer.value as object) };
}

export function codeFor(client: TestClient, name: PrimitiveName, value: object): number | undefined {
  return codeOf(ask(client, name, value));
}

/** Code and items of the DetailedResults of an answer. */
export function detailsOf(answer: Primitive): readonly Readonly<Record<string, unknown>>[] {
  const { Result } = answer.value as { Result?: Value<'Result'> };
  return (Result?.DetailedResult ?? []).map(({ Description: _, ...rest }) => rest as Record<string, unknown>);
}

/** Transactions of one primitive that wait for a client. */
export function received(client: TestClient, name: PrimitiveName): readonly Readonly<Record<string, unknown>>[] {
  return client
    .drain()
    .filter((primitive) => primitive.name === name)
    .map((primitive) => primitive.value as Record<string, unknown>);
}

export interface GroupOptions {
  readonly name?: string;
  readonly topic?: string;
  readonly searchable?: boolean;
  readonly more?: Readonly<Record<string, string>>;
  /** The screen name to join under at once. */
  readonly as?: string;
}

/** Creates a group `wv:owner/id@example.com` and returns its address. */
export function createGroup(owner: TestClient, id: string, options: GroupOptions = {}): string {
  const { name = id, topic, searchable = true, more = {}, as } = options;
  const group = owner.user.replace('@', `/${id}@`);
  const properties = {
    Name: name,
    ...(topic === undefined ? {} : { Topic: topic }),
    Searchable: searchable ? 'T' : 'F',
    ...more,
  };
  const code = codeFor(owner, 'CreateGroup-Request', {
    GroupID: group,
    GroupProperties: { Property: Object.entries(properties).map(([Name, Value]) => ({ Name, Value })) },
    JoinGroup: as !== undefined,
    ...(as === undefined ? {} : { ScreenName: { SName: as, GroupID: group } }),
    SubscribeNotification: false,
  });
  if (code !== 200) throw new Error(`${group} cannot be created: ${code}`);
  return group;
}

export function joinGroup(client: TestClient, group: string, as: string): void {
  const answer = ask(client, 'JoinGroup-Request', {
    GroupID: group,
    ScreenName: { SName: as, GroupID: group },
    JoinedRequest: false,
    SubscribeNotification: false,
  });
  if (answer.name !== 'JoinGroup-Response') throw new Error(`${client.user} cannot join: ${codeOf(answer)}`);
}
