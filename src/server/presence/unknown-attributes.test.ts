/** Attributes outside the schema, as they come over the wire: the reader leaves them out, presence must not forget them. */

import { describe, expect, it } from 'vitest';
import { contentTypeFor, read } from '../../protocol/syntax/index.ts';
import { VERSIONS, type Version } from '../../protocol/version.ts';
import { TestClient } from '../../testing/server/client.ts';
import { at } from '../../testing/server/presence/world.ts';
import { type ProfileChanges, serverProfile } from '../profile.ts';
import { createServer } from '../server.ts';
import { createPresence } from './index.ts';
import type { PresenceParts } from './parts.ts';

const NAMESPACES: Readonly<Record<Version, string>> = {
  '1.1': 'http://www.wireless-village.org/',
  '1.2': 'http://www.openmobilealliance.org/DTD/WV-',
  '1.3': 'http://www.openmobilealliance.org/DTD/IMPS-',
};
/** An attribute nobody defined, and one of a namespace of its own. */
const UNKNOWN = '<Weather/>';
const FOREIGN = '<Weather xmlns="http://vendor.example/weather"/>';

function stage(version: Version, presence: ProfileChanges['presence'] = {}) {
  let parts: PresenceParts | undefined;
  const server = createServer({
    profile: serverProfile({ presence }),
    accounts: ['alice', 'bob'].map((user) => ({ user, password: 'secret' })),
    elements: [
      (access, { presence: settings }) =>
        createPresence(access, settings, {
          element(_previous, made) {
            parts = made;
            return {};
          },
        }),
    ],
  });
  const bob = new TestClient(server, { version, user: at('bob') }).start();
  const ns = NAMESPACES[version];
  const users =
    version === '1.3'
      ? `<UserIDList><UserID>${at('alice')}</UserID></UserIDList>`
      : `<User><UserID>${at('alice')}</UserID></User>`;
  return {
    record: () => parts?.state.of(at('bob')),
    requested: () =>
      [...(parts?.state.of(at('bob')).sessions.values() ?? [])].flatMap((session) =>
        [...session.subscriptions.values()].map((subscription) => subscription.requested),
      ),
    users,
    list: (inner: string) => `<PresenceSubList xmlns="${ns}PA${version}">${inner}</PresenceSubList>`,
    /** The code of the answer to a primitive. */
    send(primitive: string): number {
      const xml = `<WV-CSP-Message xmlns="${ns}CSP${version}"><Session>
        <SessionDescriptor><SessionType>Inband</SessionType><SessionID>${bob.sessionId}</SessionID></SessionDescriptor>
        <Transaction><TransactionDescriptor><TransactionMode>Request</TransactionMode>
        <TransactionID>${bob.nextId()}</TransactionID></TransactionDescriptor>
        <TransactionContent xmlns="${ns}TRC${version}">${primitive}</TransactionContent></Transaction></Session></WV-CSP-Message>`;
      const body = new TextEncoder().encode(xml);
      const response = server.handle({ contentType: contentTypeFor(version, 'xml'), body });
      const text = JSON.stringify(read(response.body ?? new Uint8Array(), 'xml').document);
      return Number(/"Code":(\d+)/.exec(text)?.[1] ?? 0);
    },
  };
}

describe.each(VERSIONS)('an attribute nobody defined, in %s', (version) => {
  const tail = version === '1.2' ? '<AutoSubscribe>F</AutoSubscribe>' : '';

  it('is refused with 750 wherever attributes are named, with nothing done', () => {
    const { send, list, users, requested, record } = stage(version);
    const mixed = list(`<StatusText/>${UNKNOWN}`);
    const attached = version === '1.3' ? users : `<UserID>${at('alice')}</UserID>`;
    expect(send(`<SubscribePresence-Request>${users}${mixed}${tail}</SubscribePresence-Request>`)).toBe(750);
    expect(send(`<GetPresence-Request>${users}${mixed}</GetPresence-Request>`)).toBe(750);
    expect(
      send(
        `<CreateAttributeList-Request>${mixed}${attached}<DefaultList>T</DefaultList></CreateAttributeList-Request>`,
      ),
    ).toBe(750);
    const value = '<Qualifier>T</Qualifier><PresenceValue>x</PresenceValue>';
    const update = list(`<StatusText>${value}</StatusText><Weather>${value}</Weather>`);
    expect(send(`<UpdatePresence-Request>${update}</UpdatePresence-Request>`)).toBe(750);
    expect(requested()).toEqual([]);
    expect(record()?.userAttributeLists.size).toBe(0);
    expect(record()?.defaultAttributeList).toBeUndefined();
    expect(record()?.userValues.size).toBe(0);
  });

  it('does not turn a list into the empty one, which means all attributes', () => {
    const { send, list, users, requested } = stage(version, { unsupportedAttribute: 'ignore' });
    expect(send(`<SubscribePresence-Request>${users}${list(UNKNOWN)}${tail}</SubscribePresence-Request>`)).toBe(200);
    expect(requested()).toEqual([0]);
    expect(send(`<SubscribePresence-Request>${users}${list('')}${tail}</SubscribePresence-Request>`)).toBe(200);
    expect(requested()[0]).not.toBe(0);
  });

  it('may come from a namespace of its own: it is passed over', () => {
    const { send, list, users, requested } = stage(version);
    expect(send(`<SubscribePresence-Request>${users}${list(FOREIGN)}${tail}</SubscribePresence-Request>`)).toBe(200);
    expect(requested()).toEqual([0]);
  });
});

it('is not granted as everything in 1.2', () => {
  const { send, list, record } = stage('1.2');
  const grant = (attributes: string) =>
    send(
      `<PresenceAuth-User><UserID>${at('alice')}</UserID><Acceptance>T</Acceptance>${attributes}</PresenceAuth-User>`,
    );
  expect(grant(list(UNKNOWN))).toBe(750);
  expect(grant(list(FOREIGN))).toBe(200);
  expect(record()?.reactive.get(at('alice'))?.granted).toBe(0);
});
