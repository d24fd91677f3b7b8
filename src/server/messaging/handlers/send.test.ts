import { describe, expect, it } from 'vitest';
import { codeOf, FORMS, type TestClient } from '../../../testing/server/client.ts';
import { codeOfSending, message, polled, send, sent, texts, toUsers } from '../../../testing/server/messaging.ts';
import {
  ask,
  at,
  codeFor,
  createGroup,
  detailsOf,
  joinGroup,
  type StageOptions,
  stage,
} from '../../../testing/server/stage.ts';

describe.each(FORMS)('SendMessage in %s, %s', (version, syntax) => {
  function three(options: StageOptions = {}) {
    const made = stage(options);
    const client = (name: string) => made.client(name, version, { syntax });
    return { ...made, alice: client('alice'), bob: client('bob'), carol: client('carol') };
  }

  it('is accepted under a MessageID of its own and reaches the recipient unchanged (CSP-IMS-001 to 003)', () => {
    const { alice, bob } = three();
    const ids = ['one', 'two & <three>', '\u{1f44d} \u05e9\u05dc\u05d5\u05dd'].map((text) => sent(alice, text));
    expect(new Set(ids).size).toBe(3);
    const came = bob.drain().map(({ value }) => value as { MessageInfo: Record<string, unknown>; ContentData: string });
    expect(came.map(({ ContentData }) => ContentData)).toEqual([
      'one',
      'two & <three>',
      '\u{1f44d} \u05e9\u05dc\u05d5\u05dd',
    ]);
    expect(came[0]?.MessageInfo).toMatchObject({
      MessageID: ids[0],
      ContentType: 'text/plain',
      ContentSize: 3,
      Sender: { User: { UserID: at('alice') } },
      Recipient: { User: [{ UserID: at('bob') }] },
      DateTime: expect.stringMatching(/^\d{8}T\d{6}Z$/),
    });
  });

  it('reaches users and contact lists at a time, everybody once (CSP-IMS-004, 005, 072)', () => {
    const { alice, bob, carol } = three();
    const ContactList = at('alice/friends');
    const names = (user: string) => ({ Name: user, UserID: at(user) });
    ask(alice, 'CreateList-Request', { ContactList, NickList: { NickName: [names('carol'), names('bob')] } });
    const id = sent(alice, 'hi', { recipient: { ...toUsers('bob'), ContactList: [ContactList] } });
    expect(polled(bob)).toMatchObject([{ data: 'hi', info: { MessageID: id } }]);
    expect(texts(carol)).toEqual(['hi']);
    expect(texts(bob)).toEqual(['hi']);
  });

  it('tells of each recipient that cannot be reached by its code (CSP-IMS-016 to 020, 024, 025)', () => {
    const { alice, bob } = three();
    const group = createGroup(bob, 'lounge', { as: 'b' });
    const cases: readonly (readonly [object, number])[] = [
      [toUsers('nobody'), 531],
      [{ User: [{ UserID: 'wv:bob@elsewhere.example' }] }, 516],
      [{ ContactList: [at('alice/none')] }, 700],
      [{ ContactList: [at('bob/none')] }, 700],
      [{ Group: [{ GroupID: at('alice/none') }] }, 800],
      [{ Group: [{ GroupID: group }] }, 808],
      [{ Group: [{ GroupID: 'wv:/none@elsewhere.example' }] }, 516],
    ];
    for (const [recipient, code] of cases) {
      const answer = send(alice, 'lost', { recipient });
      expect([codeOf(answer), 'MessageID' in answer.value], JSON.stringify(recipient)).toEqual([code, false]);
    }
    const mixed = send(alice, 'partly', { to: ['bob', 'nobody'] });
    expect(codeOf(mixed)).toBe(201);
    expect(detailsOf(mixed)).toEqual([{ Code: 531, UserID: [at('nobody')] }]);
    expect(mixed.value).toHaveProperty('MessageID');
    const lost = send(alice, 'lost', { recipient: { ...toUsers('nobody'), ContactList: [at('alice/none')] } });
    expect(codeOf(lost)).toBe(900);
    expect(detailsOf(lost).map(({ Code }) => Code)).toEqual([531, 700]);
    expect(texts(bob)).toEqual(['partly']);
  });

  it.each([
    '',
    ' ',
    'wv:',
    'mailto:bob@example.com',
    'wv:bob@@example.com',
    'wv:b ob',
    'wv:bob@',
    'wv:bob/a/b@x',
    'wv:%zz',
    '\u{1f44d} \u{1f44d}',
  ])('refuses a recipient that is no address and lives on: "%s"', (UserID) => {
    const { alice, bob } = three();
    const code = version === '1.1' ? 402 : 901;
    expect(codeOfSending(alice, 'lost', { recipient: { User: [{ UserID }] } })).toBe(code);
    const mixed = send(alice, 'partly', { recipient: { User: [{ UserID }, { UserID: at('bob') }] } });
    expect([codeOf(mixed), detailsOf(mixed)[0]?.Code]).toEqual([201, code]);
    expect(codeFor(alice, 'KeepAlive-Request', {})).toBe(200);
    expect(texts(bob)).toEqual(['partly']);
  });

  it('keeps private messages in a group private, and the user behind a screen name secret (CSP-IMS-010, 011)', () => {
    const { alice, bob, carol } = three();
    const group = createGroup(alice, 'lounge', { as: 'ali', more: { PrivateMessaging: 'T' } });
    joinGroup(bob, group, 'bobby');
    joinGroup(carol, group, 'caz');
    for (const client of [alice, bob, carol]) client.drain();
    const to = (SName: string) => ({ Group: [{ ScreenName: { SName, GroupID: group } }] });
    sent(alice, 'psst', { recipient: to('bobby') });
    const [came] = polled(bob);
    expect(came).toMatchObject({ data: 'psst', info: { Sender: { Group: { ScreenName: { SName: 'ali' } } } } });
    expect(JSON.stringify(came)).not.toContain(at('alice'));
    expect(polled(carol)).toEqual([]);
    expect(codeOfSending(alice, 'psst', { recipient: to('nobody') })).toBe(410);
    expect(
      codeOfSending(alice, 'no', { info: { Sender: { Group: { ScreenName: { SName: 'caz', GroupID: group } } } } }),
    ).toBe(402);
    expect(codeOfSending(alice, 'no', { info: { Sender: { Group: { GroupID: group } } } })).toBe(402);
  });

  it('reaches those joined at that time, and not the sender (CSP-IMS-006 to 008)', () => {
    const { alice, bob, carol } = three();
    const group = createGroup(alice, 'lounge', { as: 'ali' });
    joinGroup(bob, group, 'bobby');
    for (const client of [alice, bob, carol]) client.drain();
    sent(alice, 'to all', { recipient: { Group: [{ GroupID: group }] } });
    joinGroup(carol, group, 'caz');
    expect([texts(alice), texts(bob), texts(carol)]).toEqual([[], ['to all'], []]);
  });

  it('refuses the name of another, and content that is not what it says (CSP-IMS-026)', () => {
    const { alice, bob } = three();
    const info = (more: object) => codeOfSending(alice, 'texts', { info: more as Record<string, unknown> });
    expect(info({ Sender: { User: { UserID: at('carol') } } })).toBe(402);
    expect(info({ Sender: { User: { UserID: 'wv: ' } } })).toBe(402);
    expect(info({ ContentEncoding: 'BASE64' })).toBe(402);
    expect(info({ ContentEncoding: 'gzip' })).toBe(402);
    expect(info({ ContentType: 'nonsense' })).toBe(402);
    expect(texts(bob)).toEqual([]);
    // Nothing says that a wrong size is refused (AMB-068).
    for (const ContentSize of [6, 4_000]) {
      expect(info({ ContentSize })).toBe(200);
      expect(bob.drain()[0]?.value).toMatchObject({ MessageInfo: { ContentSize: 5 }, ContentData: 'texts' });
    }
  });

  it('refuses users without credit, and nobody else (CSP-IMS-030)', () => {
    const made = stage({ accounts: [{ user: 'ursula', password: 'secret', unfunded: true }] });
    const [alice, ursula] = [made.client('alice', version, { syntax }), made.client('ursula', version, { syntax })];
    expect(codeOfSending(ursula, 'free', { to: ['alice'] })).toBe(version === '1.1' ? 403 : 902);
    expect(codeOfSending(alice, 'paid', { to: ['ursula'] })).toBe(200);
    expect([texts(alice), texts(ursula)]).toEqual([[], ['paid']]);
  });
});

// ClientID stands in a recipient from 1.2 on.
describe.each(FORMS.filter(([version]) => version !== '1.1'))(
  'SendMessage to a client in %s, %s',
  (version, syntax) => {
    it('goes to the client named in the address alone', () => {
      const made = stage();
      const alice = made.client('alice', version, { syntax });
      const [one, two] = ['http://one', 'http://two'].map((url) =>
        made.client('bob', version, { syntax, client: url }),
      );
      if (one === undefined || two === undefined) throw new Error('two clients');
      const to = (URL: string) => ({ User: [{ UserID: at('bob'), ClientID: { URL } }] });
      sent(alice, 'to one', { recipient: to('http://one') });
      expect([texts(two), texts(one)]).toEqual([[], ['to one']]);
      expect(codeOfSending(alice, 'to none', { recipient: to('http://three') })).toBe(410);
    });
  },
);

describe('many recipients', () => {
  const many = (count: number) => ({
    User: Array.from({ length: count }, (_, i) => ({ UserID: `wv:u${i}@example.com` })),
  });
  const limits = { recipients: 500 };

  it('are taken up to the limit, and more are refused before anything is done', () => {
    const { client } = stage({ profile: { messaging: { limits } } });
    const [alice, bob] = [client('alice'), client('bob')];
    const bobToo = (count: number) => ({ User: [{ UserID: at('bob') }, ...many(count - 1).User] });
    expect(codeOfSending(alice, 'many', { recipient: bobToo(500) })).toBe(201);
    expect(codeOfSending(alice, 'too many', { recipient: bobToo(501) })).toBe(402);
    expect(texts(bob)).toEqual(['many']);
  });

  it.each(['xml', 'wbxml'] as const)(
    'a hundred thousand are refused at once, and the session lives on (%s)',
    (syntax) => {
      const { server, client } = stage();
      const alice: TestClient = client('alice', '1.2', { syntax });
      const request = message(alice, 'x', { recipient: many(100_000) });
      const octets = alice.octetsOf({
        root: 'WV-CSP-Message',
        version: '1.2',
        content: {
          Session: {
            SessionDescriptor: { SessionType: 'Inband', SessionID: alice.sessionId },
            Transaction: [
              {
                TransactionDescriptor: { TransactionMode: 'Request', TransactionID: 'big' },
                TransactionContent: { 'SendMessage-Request': request },
              },
            ],
          },
        },
      } as never);
      expect(octets.length).toBeGreaterThan(1_000_000);
      expect(alice.postOctets(octets).status).toBe(413);
      expect(codeFor(alice, 'KeepAlive-Request', {})).toBe(200);
      expect(server.accounts.size).toBe(4);
    },
  );

  it('as many as a message can hold are refused by their number', () => {
    const { client } = stage();
    const alice = client('alice');
    expect(codeOfSending(alice, 'x', { recipient: many(12_000) })).toBe(402);
    expect(codeFor(alice, 'KeepAlive-Request', {})).toBe(200);
  });

  it('named twice or thrice get one copy', () => {
    const { client } = stage();
    const [alice, bob] = [client('alice'), client('bob')];
    const ways = [at('bob'), 'wv:bob', 'WV:BOB@EXAMPLE.COM', 'bob'].map((UserID) => ({ UserID }));
    expect(codeOfSending(alice, 'once', { recipient: { User: ways } })).toBe(200);
    expect(texts(bob)).toEqual(['once']);
  });

  it('none at all are nothing to do', () => {
    const { client } = stage();
    expect(codeOfSending(client('alice'), 'x', { recipient: {} })).toBe(400);
  });
});
