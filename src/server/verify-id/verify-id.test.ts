import { describe, expect, it } from 'vitest';
import { MARKUP } from '../../testing/markup.ts';
import { codeOf, TestClient } from '../../testing/server/client.ts';
import {
  ask,
  at,
  codeFor,
  createGroup,
  detailsOf,
  joinGroup,
  type StageOptions,
  stage,
} from '../../testing/server/stage.ts';

const PHONE = { user: 'frank', password: 'secret', publicData: { mobileNumber: '+358 40 123' } };
const FORMS = (['1.2', '1.3'] as const).flatMap((version) => MARKUP.map((syntax) => [version, syntax] as const));

describe.each(FORMS)('VerifyID in %s, %s', (version, syntax) => {
  function alice(options: StageOptions = {}) {
    const made = stage({ accounts: [PHONE], ...options });
    const client = made.client('alice', version, { syntax });
    const verify = (IDList: object) => ask(client, 'VerifyID-Request', { IDList });
    return { ...made, alice: client, verify };
  }

  it('gives every kind of ID its own code (CSP-VID-001 to 006)', () => {
    const { alice: owner, client, verify } = alice();
    const group = createGroup(owner, 'party', { as: 'SA' });
    joinGroup(client('bob', version), group, 'SB');
    ask(owner, 'CreateList-Request', { ContactList: 'wv:alice/friends@example.com' });
    const ScreenName = (SName: string, GroupID = group) => ({ SName, GroupID });
    const answer = verify({
      UserID: [at('bob'), at('nobody'), 'wv:x@far.example', 'wv:a b'],
      ContactList: ['wv:alice/friends@example.com', 'wv:alice/none@example.com', 'wv:bob/friends@example.com'],
      GroupID: [group, at('alice/none')],
      ScreenName: [ScreenName('SB'), ScreenName('Nobody'), ScreenName('SB', at('alice/none'))],
      Domain: ['Example.COM', 'nosuch.invalid'],
    });
    expect(codeOf(answer)).toBe(201);
    expect(detailsOf(answer)).toEqual([
      {
        Code: 200,
        UserID: [at('bob')],
        ContactList: ['wv:alice/friends@example.com'],
        GroupID: [group],
        ScreenName: [ScreenName('SB')],
        Domain: ['Example.COM'],
      },
      { Code: 531, UserID: [at('nobody')] },
      { Code: 516, UserID: ['wv:x@far.example'] },
      { Code: 901, UserID: ['wv:a b'], ScreenName: [ScreenName('Nobody')] },
      { Code: 700, ContactList: ['wv:alice/none@example.com', 'wv:bob/friends@example.com'] },
      { Code: 800, GroupID: [at('alice/none')], ScreenName: [ScreenName('SB', at('alice/none'))] },
      { Code: 404, Domain: ['nosuch.invalid'] },
    ]);
  });

  it('is 200 when all are good (CSP-VID-007), the one code when all fail alike, 900 when they fail in several ways', () => {
    const { verify } = alice();
    expect([codeOf(verify({ UserID: [at('bob')] })), detailsOf(verify({ UserID: [at('bob')] }))]).toEqual([200, []]);
    expect(codeOf(verify({ UserID: [at('x'), at('y')] }))).toBe(531);
    expect(codeOf(verify({ UserID: [at('x')], Domain: ['nosuch.invalid'] }))).toBe(900);
  });

  it('names the wrong ones only, where the operator wants it so', () => {
    const { verify } = alice({ profile: { verifyId: { namesGood: false } } });
    expect(detailsOf(verify({ UserID: [at('bob'), at('x')] }))).toEqual([{ Code: 531, UserID: [at('x')] }]);
  });

  it('is refused without IDs and with too many', () => {
    const { verify } = alice();
    const many = (length: number) => ({ UserID: Array.from({ length }, () => at('bob')) });
    expect([codeOf(verify({})), codeOf(verify(many(500))), codeOf(verify(many(501)))]).toEqual([400, 200, 402]);
    expect(codeOf(verify(many(10_000)))).toBe(402);
  });
});

describe('VerifyID', () => {
  it('knows users of 1.3 by their telephone number', () => {
    const client = stage({ accounts: [PHONE] }).client('alice', '1.3');
    const verify = (id: string) => codeFor(client, 'VerifyID-Request', { IDList: { UserID: [id] } });
    expect([verify('wv:+35840123@example.com'), verify('wv:+35840124@example.com')]).toEqual([200, 920]);
  });

  it('is no part of 1.1: refused, and the session goes on (CSP-VID-008)', () => {
    const { server, client } = stage();
    const alice = client('alice', '1.1');
    const { sessionId } = alice;
    const xml = new TextDecoder()
      .decode(
        new TestClient(server, { version: '1.1' }).octetsOf({
          version: '1.1',
          root: 'WV-CSP-Message',
          content: {
            Session: {
              SessionDescriptor: { SessionType: 'Inband', SessionID: sessionId },
              Transaction: [
                {
                  TransactionDescriptor: { TransactionMode: 'Request', TransactionID: 'v' },
                  TransactionContent: { 'Polling-Request': {} },
                },
              ],
            },
          },
        } as Parameters<TestClient['octetsOf']>[0]),
      )
      .replace(
        '<Polling-Request/>',
        `<VerifyID-Request><IDList><UserID>${at('bob')}</UserID></IDList></VerifyID-Request>`,
      );
    const reply = alice.postOctets(new TextEncoder().encode(xml));
    const [answer] = reply.envelope?.transactions ?? [];
    expect(answer === undefined ? undefined : codeOf(answer.primitive)).toBe(501);
    expect(codeFor(alice, 'KeepAlive-Request', {})).toBe(200);
  });

  it('is refused where it was not agreed', () => {
    const { client } = stage();
    const alice = client('alice');
    alice.negotiate({ WVCSPFeat: { IMFeat: {} } });
    expect(codeFor(alice, 'VerifyID-Request', { IDList: { UserID: [at('bob')] } })).toBe(506);
  });
});
