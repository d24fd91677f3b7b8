/**
 * The documents the codecs are measured with: everything that went over the wire in a session of two users who use all
 * service elements, in every version, once in XML and once, message for message, in WBXML.
 */

import type { Primitive, PrimitiveName } from '../src/protocol/messages/envelope.ts';
import { type Document, read, type Syntax } from '../src/protocol/syntax/index.ts';
import { VERSIONS, type Version } from '../src/protocol/version.ts';
import { createServer } from '../src/server/server.ts';
import { codeOf, TestClient } from '../src/testing/server/client.ts';

export interface Sample {
  readonly octets: Uint8Array;
  readonly document: Document;
}

const FRIENDS = 20;

/** @throws Error when a document is not flawless: the readers would be measured at something else. */
export function corpus(syntax: Syntax): readonly Sample[] {
  return VERSIONS.flatMap((version) => record(version, syntax)).map((octets) => {
    const { document, findings } = read(octets, syntax);
    const [first] = findings;
    if (document === undefined || first !== undefined) {
      throw new Error(`a document of the session has findings: ${first?.path}: ${first?.message}`);
    }
    return { octets, document };
  });
}

function record(version: Version, syntax: Syntax): readonly Uint8Array[] {
  const names = ['alice', 'bob', ...Array.from({ length: FRIENDS }, (_, i) => `friend${i}`)];
  const server = createServer({
    accounts: names.map((user) => ({ user, password: 'secret', publicData: { firstName: `${user} the First` } })),
  });
  const octets: Uint8Array[] = [];
  const taped: typeof server = {
    ...server,
    handle(post) {
      const response = server.handle(post);
      octets.push(post.body);
      if (response.body !== undefined && response.body.length > 0) octets.push(response.body);
      return response;
    },
  };
  const options = { version, syntax } as const;
  const alice = new TestClient(taped, { ...options, user: 'wv:alice@example.com' }).start();
  const bob = new TestClient(taped, { ...options, user: 'wv:bob@example.com' }).start();
  for (const [client, name, value] of conversation(version, alice, bob)) {
    const answer = client.send({ name, value } as unknown as Primitive);
    const code = codeOf(answer) ?? 200;
    if (code !== 200) throw new Error(`${version}: ${name} was answered with ${code}`);
    alice.drain();
    bob.drain();
  }
  bob.request('Logout-Request', {});
  return octets;
}

type Turn = readonly [client: TestClient, name: PrimitiveName, value: object];

function* conversation(version: Version, alice: TestClient, bob: TestClient): Iterable<Turn> {
  const newest = version === '1.3';
  const friends = Array.from({ length: FRIENDS }, (_, i) => `wv:friend${i}@example.com`);
  const list = 'wv:alice/friends@example.com';
  const group = 'wv:alice/club@example.com';
  yield [alice, 'KeepAlive-Request', {}];
  yield [alice, 'GetSPInfo-Request', { ClientID: alice.clientId }];
  const nicknames = [bob.user, ...friends].map((UserID, i) => ({ Name: `Friend & neighbour ${i}`, UserID }));
  yield [alice, 'CreateList-Request', { ContactList: list, NickList: { NickName: nicknames } }];
  yield [alice, 'GetList-Request', {}];
  const everybody = { StatusText: {}, StatusMood: {}, UserAvailability: {}, OnlineStatus: {} };
  const attach = newest
    ? { ContactListIDList: { ContactList: [list] }, DefaultNotify: false }
    : { ContactList: [list] };
  yield [alice, 'CreateAttributeList-Request', { PresenceSubList: everybody, ...attach, DefaultList: false }];
  const named = newest ? { UserIDList: { UserID: [alice.user] } } : { User: [{ UserID: alice.user }] };
  yield [bob, 'SubscribePresence-Request', { ...named, PresenceSubList: everybody }];
  const presence = {
    StatusText: { Qualifier: true, PresenceValue: 'in a meeting until three o’clock' },
    StatusMood: { Qualifier: true, PresenceValue: 'HAPPY' },
    UserAvailability: { Qualifier: true, PresenceValue: 'DISCREET' },
  };
  yield [
    alice,
    'UpdatePresence-Request',
    {
      PresenceSubList: newest
        ? { ...presence, StatusMood: [presence.StatusMood], UserAvailability: [presence.UserAvailability] }
        : presence,
    },
  ];
  const whom = newest ? { ContactListIDList: { ContactList: [list] } } : { ContactList: [list] };
  yield [alice, 'GetPresence-Request', whom];
  for (const text of ['Hello!', 'Shall we meet at the station at seven? Then we can walk over together. '.repeat(3)]) {
    yield [alice, 'SendMessage-Request', message(alice.user, { User: [{ UserID: bob.user }] }, text)];
  }
  const property = (Name: string, Value: string) => ({ Name, Value });
  const properties = [property('Name', 'The club'), property('Accesstype', 'Open'), property('Searchable', 'T')];
  yield [
    alice,
    'CreateGroup-Request',
    { GroupID: group, GroupProperties: { Property: properties }, JoinGroup: true, SubscribeNotification: true },
  ];
  yield [bob, 'JoinGroup-Request', { GroupID: group, JoinedRequest: true, SubscribeNotification: true }];
  yield [alice, 'SendMessage-Request', message(alice.user, { Group: [{ GroupID: group }] }, 'Welcome, everybody')];
  yield [bob, 'GetGroupProps-Request', { GroupID: group }];
  yield [bob, 'LeaveGroup-Request', { GroupID: group }];
  const pair = { SearchElement: 'USER_FIRST_NAME', SearchString: 'friend' };
  yield [bob, 'Search-Request', { SearchPairList: newest ? [{ SearchPair: [pair] }] : [pair], SearchLimit: 10 }];
}

function message(from: string, recipient: object, text: string): object {
  return {
    DeliveryReport: true,
    MessageInfo: {
      ContentType: 'text/plain',
      ContentSize: new TextEncoder().encode(text).length,
      Recipient: recipient,
      Sender: { User: { UserID: from } },
      DateTime: '20030615T120000Z',
      Validity: 600,
    },
    ContentData: text,
  };
}
