import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../transport/types.ts';
import { SERVER_MONITORS } from './index.ts';
import { type Violation, watchStream } from './monitor.ts';
import { observe } from './stream.ts';

const CSP = 'http://www.openmobilealliance.org/DTD/WV-CSP1.2';
const TRC = 'http://www.openmobilealliance.org/DTD/WV-TRC1.2';

interface Said {
  readonly party?: string;
  readonly id?: string;
  readonly ask?: string;
  /** Mode Response: the client answers something. */
  readonly answering?: boolean;
  readonly came?: string;
  /** The server begins it. */
  readonly begun?: boolean;
  readonly cameId?: string;
}

function message(content: string | undefined, mode: string, id: string): Uint8Array {
  const text =
    content === undefined
      ? ''
      : `<WV-CSP-Message xmlns="${CSP}"><Session><SessionDescriptor><SessionType>Inband</SessionType><SessionID>S</SessionID></SessionDescriptor><Transaction><TransactionDescriptor><TransactionMode>${mode}</TransactionMode><TransactionID>${id}</TransactionID></TransactionDescriptor><TransactionContent xmlns="${TRC}">${content}</TransactionContent></Transaction></Session></WV-CSP-Message>`;
  return new TextEncoder().encode(text);
}

function exchanges(said: readonly Said[]): Exchange[] {
  const headers = [['Content-Type', 'application/vnd.wv.csp.xml']] as const;
  return said.map(({ party = 'alice', id = 'c', ask = '<Polling-Request/>', answering, came, begun, cameId }, i) => ({
    number: i + 1,
    party,
    bearer: 'http',
    request: { method: 'POST', url: 'http://x/', headers, body: message(ask, answering ? 'Response' : 'Request', id) },
    response: {
      status: 200,
      reason: 'OK',
      headers,
      body: message(came, begun ? 'Request' : 'Response', cameId ?? (begun ? 't' : id)),
    },
    failure: undefined,
    sentAt: i,
    answeredAt: i + 0.5,
    connection: undefined,
  }));
}

function watched(
  requirement: string,
  said: readonly Said[],
): { readonly seen: number; readonly observed: readonly string[] } {
  const monitors = SERVER_MONITORS.filter((m) => m.requirement === requirement);
  const configuration = { version: '1.2', syntax: 'xml' } as const;
  let seen = 0;
  const violations: Violation[] = [];
  for (const sighting of watchStream(monitors, observe(exchanges(said), configuration), configuration).values()) {
    seen += sighting.seen;
    violations.push(...sighting.violations);
  }
  return { seen, observed: violations.map(({ observed }) => observed) };
}

const login = (user: string, party = user): Said => ({
  party,
  ask: `<Login-Request><UserID>wv:${user}@example.com</UserID><ClientID><URL>u</URL></ClientID><Password>p</Password><SessionCookie>k</SessionCookie></Login-Request>`,
  came: '<Login-Response><ClientID><URL>u</URL></ClientID><Result><Code>200</Code></Result><SessionID>S</SessionID></Login-Response>',
});
const user = (name: string) => `<User><UserID>${name}</UserID></User>`;
const BOB = `<Recipient>${user('wv:bob@example.com')}</Recipient>`;
const GROUP = '<Recipient><Group><GroupID>wv:alice/g@example.com</GroupID></Group></Recipient>';
const ALI = '<Group><ScreenName><SName>ali</SName><GroupID>wv:alice/g@example.com</GroupID></ScreenName></Group>';
const sends = (recipient = BOB, sender = user('wv:alice@example.com'), more = ''): Said => ({
  id: 's',
  ask: `<SendMessage-Request><DeliveryReport>T</DeliveryReport><MessageInfo><ContentType>text/plain</ContentType><ContentSize>5</ContentSize>${recipient}<Sender>${sender}</Sender>${more}</MessageInfo><ContentData>hello</ContentData></SendMessage-Request>`,
  came: '<SendMessage-Response><Result><Code>200</Code></Result><MessageID>m1</MessageID></SendMessage-Response>',
});
interface Shown {
  readonly recipient?: string;
  readonly sender?: string;
  readonly type?: string;
  readonly size?: number;
  readonly more?: string;
  readonly data?: string;
}
const info = ({
  recipient = BOB,
  sender = user('wv:alice@example.com'),
  type = 'text/plain',
  size = 5,
  more = '',
}: Shown) =>
  `<MessageInfo><MessageID>m1</MessageID><ContentType>${type}</ContentType><ContentSize>${size}</ContentSize>${recipient}<Sender>${sender}</Sender>${more}</MessageInfo>`;
const brought = (shown: Shown = {}): Said => ({
  party: 'bob',
  begun: true,
  came: `<NewMessage>${info(shown)}<ContentData>${shown.data ?? 'hello'}</ContentData></NewMessage>`,
});
const scene = (shown: Shown, sent = sends()) => [login('alice'), login('bob'), sent, brought(shown)];

describe('what is delivered', () => {
  it.each([
    ['as it was sent', {}],
    ['without domain', { sender: user('wv:alice') }],
    ['without scheme, in other letters', { sender: user('ALICE@Example.com') }],
    ['with a parameter of the type', { type: 'TEXT/plain; charset=utf-8' }],
  ])('is right: %s', (_, shown) => {
    expect(watched('CSP-IMS-003', scene(shown))).toEqual({ seen: 2, observed: [] });
  });

  it.each([
    ['in another domain', { sender: user('wv:alice@elsewhere.example') }, 'Sender wv:alice@elsewhere.example'],
    ['by another user', { sender: user('wv:carol@example.com') }, 'Sender wv:carol@example.com'],
    ['by nobody', { sender: ALI }, 'Sender without a UserID'],
    ['of another type', { type: 'text/html' }, 'ContentType text/html'],
  ])('is wrong: %s', (_, shown, observed) => {
    expect(watched('CSP-IMS-003', scene(shown)).observed).toEqual([observed]);
  });

  it('shows the screen name it was sent under', () => {
    const sent = sends(GROUP, ALI);
    expect(watched('CSP-IMS-011', scene({ sender: ALI, recipient: GROUP }, sent))).toEqual({ seen: 1, observed: [] });
    expect(watched('CSP-IMS-011', scene({ recipient: GROUP }, sent)).observed).toEqual(['Sender wv:alice@example.com']);
    expect(watched('CSP-IMS-003', scene({ sender: ALI, recipient: GROUP }, sent)).observed).toEqual([]);
  });

  it('names the group or the user it was sent to', () => {
    expect(watched('CSP-IMS-103', scene({}))).toEqual({ seen: 1, observed: [] });
    expect(watched('CSP-IMS-103', scene({ recipient: `<Recipient>${user('bob')}</Recipient>` })).observed).toEqual([]);
    const other = `<Recipient>${user('wv:carol@example.com')}</Recipient>`;
    expect(watched('CSP-IMS-103', scene({ recipient: other })).observed).toEqual(['Recipient wv:carol@example.com']);
    expect(watched('CSP-IMS-103', scene({ recipient: BOB }, sends(GROUP, ALI))).observed).toHaveLength(1);
    expect(watched('CSP-IMS-103', scene({ recipient: GROUP }, sends(GROUP, ALI))).observed).toEqual([]);
  });

  it.each([
    [{}, []],
    [{ data: 'hell\u00f6', size: 6 }, []],
    [{ data: 'aGVsbG8=', size: 5 }, []],
    [{ data: 'aGVsbG8=', size: 8 }, []],
    [{ data: '\nhello\n', size: 5 }, []],
    [{ data: 'hell\u00f6', size: 5 }, ['ContentSize 5']],
    [{ size: 13 }, ['ContentSize 13']],
  ])('tells its length: %j', (shown, observed) => {
    expect(watched('CSP-IMS-031', scene(shown))).toEqual({ seen: 1, observed });
  });

  it('keeps the time its sender gave', () => {
    const at = '<DateTime>20070123T101500Z</DateTime>';
    const sent = sends(BOB, user('wv:alice@example.com'), at);
    expect(watched('CSP-IMS-104', scene({ more: at }, sent))).toEqual({ seen: 1, observed: [] });
    const local = '<DateTime>20070123T101500</DateTime>';
    expect(watched('CSP-IMS-104', scene({ more: local }, sent)).observed).toEqual(['DateTime 20070123T101500']);
    expect(watched('CSP-IMS-104', scene({ more: at }))).toEqual({ seen: 0, observed: [] });
  });

  it('has a MessageID of its own', () => {
    expect(watched('CSP-IMS-002', [sends(), { ...sends(), id: 'other' }]).observed).toEqual(['MessageID m1 again']);
    expect(watched('CSP-IMS-002', [sends(), sends()])).toEqual({ seen: 2, observed: [] });
  });
});

describe('delivery reports', () => {
  const report = (shown: Shown = {}, party = 'alice'): Said => ({
    party,
    begun: true,
    came: `<DeliveryReport-Request><Result><Code>200</Code></Result>${info(shown)}</DeliveryReport-Request>`,
  });
  const about = (one: Said) => watched('CSP-DLR-040', [login('alice'), login('bob'), sends(), one]);

  it('tell sender and recipient as the message had them, to its sender', () => {
    expect(about(report())).toEqual({ seen: 1, observed: [] });
    expect(about(report({}, 'bob')).observed).toEqual(['a report to wv:bob@example.com']);
    const exchanged = {
      sender: user('wv:bob@example.com'),
      recipient: `<Recipient>${user('wv:alice@example.com')}</Recipient>`,
    };
    expect(about(report(exchanged)).observed).toEqual(['Sender wv:bob@example.com', 'Recipient wv:alice@example.com']);
  });
});

describe('answers', () => {
  it('have details where something failed, and there alone', () => {
    const result = (inner: string): Said[] => [
      { ask: '<Logout-Request/>', came: `<Status><Result>${inner}</Result></Status>` },
    ];
    const detail = (code: number, named = '') => `<DetailedResult><Code>${code}</Code>${named}</DetailedResult>`;
    const user = '<UserID>wv:nobody@example.com</UserID>';
    expect(watched('CSP-SES-014', result('<Code>200</Code>')).observed).toEqual([]);
    expect(watched('CSP-SES-014', result(`<Code>201</Code>${detail(531, user)}`)).observed).toEqual([]);
    // A presence attribute has no place in details.
    expect(watched('CSP-SES-014', result(`<Code>201</Code>${detail(750)}`)).observed).toEqual([]);
    const toTwo = (inner: string): Said[] => [
      {
        ask: `<SubscribePresence-Request>${user}<UserID>wv:bob@example.com</UserID></SubscribePresence-Request>`,
        came: `<Status><Result>${inner}</Result></Status>`,
      },
    ];
    expect(watched('CSP-SES-014', toTwo(`<Code>201</Code>${detail(531)}`)).observed).toEqual([
      'DetailedResult 531 alone',
    ]);
    expect(watched('CSP-SES-014', toTwo(`<Code>201</Code>${detail(531, user)}`)).observed).toEqual([]);
    // A request about one thing needs no name for it.
    expect(watched('CSP-SES-014', result(`<Code>201</Code>${detail(531)}`)).observed).toEqual([]);
    expect(watched('CSP-SES-014', result(`<Code>200</Code>${detail(200)}`)).observed).toEqual([]);
    expect(watched('CSP-SES-014', result('<Code>201</Code>')).observed).toEqual(['201 without DetailedResult']);
    expect(watched('CSP-SES-014', result(`<Code>200</Code>${detail(531)}`)).observed).toEqual([
      '200 with DetailedResult 531',
    ]);
  });

  it('tell the presence of those who were asked about', () => {
    const asking = (shown: string): Said[] => [
      {
        ask: `<GetPresence-Request>${user('wv:bob@example.com')}</GetPresence-Request>`,
        came: `<GetPresence-Response><Result><Code>200</Code></Result><Presence><UserID>${shown}</UserID></Presence></GetPresence-Response>`,
      },
    ];
    expect(watched('CSP-PRE-025', asking('BOB'))).toEqual({ seen: 1, observed: [] });
    expect(watched('CSP-PRE-025', asking('wv:carol@example.com')).observed).toEqual(['wv:carol@example.com']);
  });

  it('bring the message that was asked for', () => {
    const asking = (id: string): Said[] => [
      {
        ask: `<GetMessage-Request><MessageID>${id}</MessageID></GetMessage-Request>`,
        came: `<GetMessage-Response>${info({})}<ContentData>hello</ContentData></GetMessage-Response>`,
      },
    ];
    expect(watched('CSP-IMS-041', asking('m1'))).toEqual({ seen: 1, observed: [] });
    expect(watched('CSP-IMS-041', asking('m2')).observed).toEqual(['MessageID m1']);
  });

  it('carry invitations as they were given', () => {
    const invitation = (type: string, sender: string, note: string): Said[] => [
      login('alice'),
      {
        ask: `<Invite-Request><InviteID>i</InviteID><InviteType>IM</InviteType><Recipient>${user('wv:bob')}</Recipient><InviteNote>come</InviteNote></Invite-Request>`,
        came: '<Status><Result><Code>200</Code></Result></Status>',
      },
      {
        party: 'bob',
        begun: true,
        came: `<InviteUser-Request><InviteID>i</InviteID><InviteType>${type}</InviteType><Sender>${user(sender)}</Sender><InviteNote>${note}</InviteNote></InviteUser-Request>`,
      },
    ];
    expect(watched('CSP-INV-002', invitation('IM', 'wv:alice', 'come')).observed).toEqual([]);
    expect(watched('CSP-INV-002', invitation('PR', 'wv:bob@example.com', 'go')).observed).toEqual([
      'InviteType PR',
      'InviteNote go',
      'Sender wv:bob@example.com',
    ]);
  });

  it('write addresses with the scheme once', () => {
    const notice = (id: string): Said => ({
      begun: true,
      came: `<PresenceNotification-Request><Presence><UserID>${id}</UserID></Presence></PresenceNotification-Request>`,
    });
    for (const id of [
      'wv:bob@example.com',
      'bob',
      'wv:+358401234567',
      'wv:bob/list@example.com',
      'wv:/lobby@example.com',
    ]) {
      expect(watched('CSP-ADR-042', [notice(id)]), id).toEqual({ seen: 1, observed: [] });
    }
    for (const id of ['wv:wv:bob@example.com', 'wv:bob@a@b', 'wv:bob@example.com/x', 'wv:two words@example.com']) {
      expect(watched('CSP-ADR-042', [notice(id)]).observed, id).toEqual([`UserID ${id}`]);
    }
  });

  it('hand nothing out again with the next poll (observed)', () => {
    const first = brought();
    expect(watched('CSP-POL-045', [first, { ...brought(), cameId: 't2' }]).observed).toEqual([]);
    expect(watched('CSP-POL-045', [first, brought()]).observed).toEqual(['TransactionID t again']);
  });
});
