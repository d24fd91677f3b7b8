/** A reference server with many users on line. */

import { contentTypeFor } from '../src/protocol/syntax/index.ts';
import { serverProfile } from '../src/server/profile.ts';
import { createServer, type ReferenceServer, type ServerOptions } from '../src/server/server.ts';
import type { NewAccount } from '../src/server/sessions/accounts.ts';
import { ALL_FUNCTIONS } from '../src/testing/server/client.ts';
import { demandCode, LOAD_VERSION, type LoosePrimitive, template, textsOf } from './template.ts';

export interface Member {
  /** `wv:name@domain` */
  readonly user: string;
  /** SessionID. */
  readonly session: string;
}

const DOMAIN = 'example.com';
/** No bound of the profile is to stand in the way. */
const MANY = 1_000_000;
const XML = contentTypeFor(LOAD_VERSION, 'xml');

export function userOf(number: number): string {
  return `wv:user${number}@${DOMAIN}`;
}

/** A server with that many accounts, without bounds on numbers. A programming error in it ends the measurement. */
export function largeServer(
  accounts: number | readonly NewAccount[],
  more: Partial<ServerOptions> = {},
): ReferenceServer {
  const profile = serverProfile({
    homeDomains: [DOMAIN],
    keepAlive: { default: 86_400 },
    limits: { sessions: MANY, messageOctets: 100_000_000, nodes: MANY, waiting: MANY },
    presence: { limits: { subscriptionsPerSession: MANY, contactsPerList: MANY } },
    messaging: { limits: { messagesPerUser: MANY, recipients: MANY } },
    groups: { limits: { membersPerGroup: MANY, activeUsersPerGroup: MANY, groupsPerUser: MANY, joinedPerUser: MANY } },
  });
  const users =
    typeof accounts === 'number'
      ? Array.from({ length: accounts }, (_, i): NewAccount => ({ user: userOf(i), password: 'secret' }))
      : accounts;
  return createServer({
    ...more,
    profile,
    accounts: users,
    onFault: (error, where) => {
      throw new Error(`the reference server failed in ${where}`, { cause: error });
    },
  });
}

/** Hands the octets of an XML message over and returns the answer as text. */
export function ask(server: ReferenceServer, octets: Uint8Array): string {
  const { status, body } = server.handle({ contentType: XML, body: octets });
  if (status !== 200) throw new Error(`HTTP ${status} for ${new TextDecoder().decode(octets)}`);
  return body === undefined ? '' : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
}

const login = template<'user' | 'id'>(
  {
    name: 'Login-Request',
    value: {
      UserID: '%user%',
      ClientID: { URL: 'http://client.example/%user%' },
      Password: 'secret',
      TimeToLive: 86_400,
      SessionCookie: 'cookie',
    },
  },
  { inSession: false },
);
const capabilities = template<'session' | 'id'>({
  name: 'ClientCapability-Request',
  value: {
    CapabilityList: {
      ClientType: 'OTHER',
      InitialDeliveryMethod: 'P',
      AcceptedContentType: ['text/plain'],
      AcceptedContentLength: 32_767,
      SupportedBearer: ['HTTP'],
      MultiTrans: 10,
      ParserSize: 100_000,
    },
  },
});
const services = template<'session' | 'id'>({
  name: 'Service-Request',
  value: { Functions: ALL_FUNCTIONS, AllFunctionsRequest: false },
});

/** Logs a user in and negotiates everything, ten transactions at a time. */
export function join(server: ReferenceServer, user: string): Member {
  const [session] = textsOf(ask(server, login({ user, id: 'l' })), 'SessionID');
  if (session === undefined) throw new Error(`${user} could not log in`);
  ask(server, capabilities({ session, id: 'n' }));
  ask(server, services({ session, id: 's' }));
  return { user, session };
}

/** Logs users `from` up to and not including `to` in. */
export function joinAll(server: ReferenceServer, from: number, to: number): Member[] {
  return Array.from({ length: to - from }, (_, i) => join(server, userOf(from + i)));
}

const polling = template<'session'>({ name: 'Polling-Request', value: {} }, { id: '' });
const accepted = template<'session' | 'id'>({ name: 'Status', value: { Result: { Code: 200 } } }, { mode: 'Response' });
/** The answer to NewMessage. */
export const delivered = template<'session' | 'id' | 'message'>(
  { name: 'MessageDelivered', value: { MessageID: '%message%' } },
  { mode: 'Response' },
);

/** Octets of the poll of every member, made beforehand: a poll is the same every time. */
export function pollsOf(members: readonly Member[]): readonly Uint8Array[] {
  return members.map(({ session }) => polling({ session }));
}

/** Fetches and confirms what waits for a member, polling as long as the server says that more does; returns how much. */
export function fetchAll(server: ReferenceServer, { session }: Member, poll: Uint8Array): number {
  let count = 0;
  for (let more = true; more; ) {
    const came = ask(server, poll);
    more = came.includes('<Poll>T');
    const ids = textsOf(came, 'TransactionID');
    const messages = textsOf(came, 'MessageID');
    for (const [i, id] of ids.entries()) {
      const message = messages[i];
      ask(server, message === undefined ? accepted({ session, id }) : delivered({ session, id, message }));
    }
    count += ids.length;
  }
  return count;
}

/** A request that is sent once: no template worth it. @throws Error for any answer but 200. */
export function request(server: ReferenceServer, { session }: Member, primitive: LoosePrimitive): void {
  demandCode(ask(server, template<'session' | 'id'>(primitive)({ session, id: 'once' })), 200, primitive.name);
}
