import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryMessage } from '../../../testing/protocol/arbitrary.ts';
import type { Document } from '../../messages/document.ts';
import { primitive, seal, unseal } from '../../messages/envelope.ts';
import { PTS_PRIMITIVES, PtsError, readPts, whyNotPlainText, writePts } from './index.ts';
import { modeOf } from './read.ts';

const octets = (text: string) => new TextEncoder().encode(text);
const written = (document: Document) => new TextDecoder().decode(writePts(document));
const problems = (text: string) => readPts(octets(text)).findings.map(({ message }) => message);

/** A random message as far as its envelope goes in plain text: the mode of its primitive, a number, no flags. */
function asPlain(random: Document, id: string): Document {
  const envelope = unseal(random);
  const [transaction] = envelope?.transactions ?? [];
  if (envelope === undefined || transaction === undefined) throw new Error('a random message has a transaction');
  const { name } = transaction.primitive;
  const inside = !name.startsWith('Login-');
  return seal({
    version: envelope.version,
    sessionType: inside ? 'Inband' : 'Outband',
    sessionId: inside ? (envelope.sessionId ?? 's') : undefined,
    transactions: [{ mode: modeOf(name), id, primitive: transaction.primitive }],
  });
}

/** A message without the elements that have no form, and its text; no text where the primitive itself has none then. */
function writable(document: Document): readonly [Document, Uint8Array | undefined] {
  try {
    return [document, writePts(document)];
  } catch (error) {
    if (!(error instanceof PtsError)) throw error;
    const less = without(document.content, error.element);
    return less === undefined ? [document, undefined] : writable({ ...document, content: less } as Document);
  }
}

/** The value without the elements of a name; undefined where there was none. */
function without<T>(value: T, name: string): T | undefined {
  let found = false;
  const text = JSON.stringify(value, (key, inner: unknown) => {
    found ||= key === name;
    return key === name ? undefined : inner;
  });
  return found ? (JSON.parse(text) as T) : undefined;
}

/** Messages of our own, as they are written. */
const MESSAGES = [
  'WV13LR1 CI=http://phone.example/imps TL=1200 SC=cookie.7 PW=open UI=wv:ann@example.com',
  'WV13LR2 CI=+358401234567 SH=(SHA,MD5) UI=wv:ann@example.com',
  'WV13LR3 CI=http://phone.example/imps DB="q1w2e3==" UI=wv:ann@example.com',
  'WV13RL3 SI=s.1 CI=http://phone.example/imps KA=900 CR=F ST=200',
  'WV13RL2 CI=http://phone.example/imps ST=(401,"Say who you are") NO=n-5 DI=SHA',
  'WV13OR4 SI=s.1',
  'WV13DI900 SI=s.1 ST=(601,"Closing, bye")',
  'WV13KA5 SI=s.1 TL=60',
  'WV13AK5 SI=s.1 ST=200 KA=60',
  'WV13CP6 SI=s.1 CA=((CT,PD),(DL,fin),(ID,N),(MT,2),(PS,65535),(PM,10),(SB,SMS),(SB,HTTP),(SC,SS),(SC,SHTTP),(UP,3717))',
  'WV13PC6 SI=s.1 AP=((CI,http://phone.example/cir),(PM,30),(SB,SMS),(SC,WS))',
  'WV13SQ7 SI=s.1 RF=(FF,PF) AR=T',
  'WV13QS7 SI=s.1 AF=(WV) NF=(IF,GE)',
  'WV12PO0 SI=s.1',
  'WV13ST8 SI=s.1 ST=(531,"Nobody of that name: ""zed""")',
  'WV13GL9 SI=s.1',
  'WV12LG9 SI=s.1 CL=(wv:ann/a@example.com,wv:ann/b@example.com) DC=wv:ann/a@example.com',
  'WV13LG9 SI=s.1 CL=wv:ann/a@example.com DC=wv:ann/a@example.com',
  'WV13CL10 SI=s.1 UN=(("Zoë (home)",wv:zoe@example.com),(,wv:dan@example.com)) CP=((DN,"Old & new"),(DE,T)) CL=wv:ann/c@example.com',
  'WV12DL11 SI=s.1 CL=wv:ann/c@example.com',
  'WV13LM12 SI=s.1 AN=((,wv:dan@example.com)) RL=F CL=wv:ann/a@example.com',
  'WV13LM13 SI=s.1 RN=((,wv:dan@example.com)) CL=wv:ann/a@example.com',
  'WV13ML12 SI=s.1 ST=200 UN=((Dan,wv:dan@example.com)) CP=((DE,F))',
  'WV12GP14 SI=s.1 PS=ST UI=(wv:dan@example.com,wv:zoe@example.com)',
  'WV13GP15 SI=s.1 PS=(OS,UA) CL=wv:ann/a@example.com',
  'WV13PG15 SI=s.1 ST=200 PR=(wv:dan@example.com,((OS,T,T),(UA,T,DI),(ST,F,)))',
  'WV12PG16 SI=s.1 ST=200 PR=((wv:dan@example.com,((OS,T,F))),(wv:zoe@example.com,((UA,AV))))',
  'WV13SB17 SI=s.1 PS=(OS,ST,SC) AS=T CL=wv:ann/a@example.com',
  'WV13PN901 SI=s.1 PR=(wv:dan@example.com,((SC,T,((RC,http://example.com/a.png),(CY,image/png)))))',
  'WV13UP18 SI=s.1 UV=((CF,T,((CT,MP),(CP,Example),(CV,2.1))))',
  'WV12CA19 SI=s.1 PS=UA DL=T UI=wv:dan@example.com',
  'WV13GB20 SI=s.1',
] as const;

describe('messages in plain text', () => {
  it.each(MESSAGES)('are read whole and written the same: %s', (text) => {
    const read = readPts(octets(text));
    expect(read.findings).toEqual([]);
    expect(read.document === undefined ? undefined : written(read.document)).toBe(text);
  });

  it('cover every primitive with a known code', () => {
    const names = MESSAGES.map((text) => {
      const { document } = readPts(octets(text));
      return document === undefined ? undefined : unseal(document)?.transactions[0]?.primitive.name;
    });
    expect(new Set(names)).toEqual(new Set(PTS_PRIMITIVES));
  });

  it('hold the same elements as a message in XML', () => {
    const { document } = readPts(octets('WV13PN901 SI=s.1 PR=(wv:dan@example.com,((UA,T,NA),(ST,"here, now")))'));
    expect(document).toEqual(
      seal({
        version: '1.3',
        sessionType: 'Inband',
        sessionId: 's.1',
        transactions: [
          {
            mode: 'Request',
            id: '901',
            primitive: primitive('PresenceNotification-Request', {
              Presence: [
                {
                  UserID: 'wv:dan@example.com',
                  PresenceSubList: [
                    {
                      UserAvailability: { Qualifier: true, PresenceValue: 'NOT_AVAILABLE' },
                      StatusText: { PresenceValue: 'here, now' },
                    },
                  ],
                },
              ],
            }),
          },
        ],
      }),
    );
  });

  it('say where each value stands, in octets', () => {
    const text = 'WV13ST8 SI=ü ST=(531,"über alles")';
    const { tree } = readPts(octets(text));
    const find = (node: typeof tree, name: string): typeof tree =>
      node?.name === name ? node : node?.children.map((child) => find(child, name)).find((one) => one !== undefined);
    const at = (name: string) => {
      const { start = 0, end = 0 } = find(tree, name)?.span ?? {};
      return new TextDecoder().decode(octets(text).subarray(start, end));
    };
    expect([at('SessionID'), at('Code'), at('Description'), at('TransactionID')]).toEqual([
      'ü',
      '531',
      '"über alles"',
      'WV13ST8',
    ]);
  });

  it('take codes in any letters, and parameters in any order', () => {
    const same = readPts(octets('WV13gl9 si=s.1')).document;
    expect(same).toEqual(readPts(octets('WV13GL9 SI=s.1')).document);
    const turned = readPts(octets('WV13LR2 UI=wv:ann@example.com SH=SHA SH=MD5 CI=+358401234567'));
    expect(turned.findings).toEqual([]);
    expect(turned.document).toEqual(readPts(octets(MESSAGES[1])).document);
  });

  it('name one attribute with names inside, with brackets around it or without', () => {
    const [one, other] = ['PS=(SC,(RC,CY))', 'PS=((SC,(RC,CY)))'].map(
      (list) => readPts(octets(`WV13SB1 SI=s ${list} UI=wv:dan@example.com`)).document,
    );
    expect(one).toEqual(other);
  });
});

describe('a slip in plain text', () => {
  it.each([
    ['LR1 UI=x', 'WV, two digits or XX, two letters and a transaction identifier expected at the start'],
    ['WV13GL SI=s', 'a transaction identifier of one to three digits expected'],
    ['WV13GL07 SI=s', 'transaction identifier 0 to 999 without a leading zero expected, 07 found'],
    ['WV13GL1000 SI=s', 'transaction identifier 0 to 999 without a leading zero expected, 1000 found'],
    ['WV13GL1  SI=s', 'one space expected between parameters, 2 found'],
    ['WV13GL1 SI=s ', 'no space expected at the end'],
    ['WV13GL1 SI=a b', '= and a value expected after "b"'],
    ['WV13GL1 SI=a=b', '"=" expected only inside double quotes'],
    ['WV13GL1 SI=a&b', '"&" expected only inside double quotes'],
    ['WV13GL1 SI="a', 'the double quote is not closed'],
    ['WV13GL1 SI=a"b"', '"\\"" expected only inside double quotes'],
    ['WV13DL1 SI=s CL=(a', ') expected at the end of a group'],
    ['WV13GL1 SI=(a,b)', 'a simple value expected, a group found'],
    ['WV13GL1 SI=s QQ=1', 'QQ is no known parameter of GetList-Request'],
    ['WV13GL1 S=s', 'a code of two letters expected, "S" found'],
    ['WV13GL1 SI=', 'a value expected after ='],
    ['WV13GL1cb SI=s', 'the letters of a part and of the last part expected, cb found'],
    ['WV13GL1ac SI=s', 'part 1 of 3 is no whole message'],
    ['WV14GL1 SI=s', 'version 11, 12 or 13 expected, 14 found'],
    ['WV13ZZ1 SI=s', '"ZZ" is no element of 1.3'],
    ['WV13UP1 SI=s UV=((XX,T,1))', 'a code of PresenceSubList expected, "XX" found'],
    ['WV13CP1 SI=s CA=((QQ,1))', 'a code of CapabilityList expected, "QQ" found'],
    ['WV13ST1 SI=s ST=ok', '"ok" is not an Integer, which has decimal digits only'],
  ])('is told: %s', (text, message) => {
    expect(problems(text)).toContain(message);
  });

  it('leaves the rest to be read', () => {
    const { document } = readPts(octets('WV13ST7  SI=s.1 ST=(404,"oops)'));
    const envelope = document === undefined ? undefined : unseal(document);
    expect(envelope?.sessionId).toBe('s.1');
    expect(envelope?.transactions[0]?.primitive.value).toEqual({ Result: { Code: 404, Description: 'oops)' } });
  });

  it('never throws, and does not read without end', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'WV13GLPR1=(,)"& aü\n'), maxLength: 80 }), (tail) => {
        expect(readPts(octets(`WV13GP1 ${tail}`)).syntax).toBe('pts');
        expect(readPts(octets(tail)).syntax).toBe('pts');
      }),
    );
    const deep = readPts(octets(`WV13GP1 PR=${'('.repeat(100_000)}`));
    expect(deep.findings.map(({ kind }) => kind)).toContain('limit');
    const wide = readPts(octets(`WV13GP1 PR=(${','.repeat(100_000)})`));
    expect(wide.findings.map(({ kind }) => kind)).toContain('limit');
    const large = readPts(new Uint8Array(1_000), { limits: { size: 999 } });
    expect(large.findings.map(({ message }) => message)).toEqual(['the message has 1000 octets, 999 are read at most']);
  });
});

describe('a message that plain text has no form for', () => {
  const sent = (name: Parameters<typeof primitive>[0], value: object) =>
    seal({
      version: '1.3',
      sessionType: 'Inband',
      sessionId: 's',
      transactions: [{ mode: 'Request', id: '1', primitive: primitive(name, value as never) }],
    });

  it.each([
    ['SendMessage-Request has no known code', sent('SendMessage-Request', {})],
    [
      'AuthorizeAndGrant in ListManage-Request has no known code',
      sent('ListManage-Request', { AuthorizeAndGrant: true }),
    ],
    ['Alias in PresenceSubList has no known code', sent('UpdatePresence-Request', { PresenceSubList: { Alias: {} } })],
    [
      'DirectContent in StatusContent has no known code',
      sent('UpdatePresence-Request', { PresenceSubList: { StatusContent: { DirectContent: 'x' } } }),
    ],
    [
      'MF in FundamentalFeat has no known code',
      sent('Service-Request', { Functions: { WVCSPFeat: { FundamentalFeat: { MF: {} } } } }),
    ],
    [
      'the value MP of ClientType would be read as a code',
      sent('ClientCapability-Request', { CapabilityList: { ClientType: 'MP' } }),
    ],
    ['PresenceSubList has no form when it is empty', sent('UpdatePresence-Request', { PresenceSubList: {} })],
  ])('is refused: %s', (message, document) => {
    expect(() => writePts(document)).toThrow(message);
  });

  it.each([
    [{ poll: true }, 'Poll has no known code'],
    [{ cir: true }, 'CIR has no known code'],
    [{ transactions: [] }, 'only a message with one transaction has a form'],
    [
      { transactions: [{ mode: 'Request', id: 'a-1', primitive: primitive('GetList-Request', {}) }] },
      'TransactionID 0 to 999 has a form, "a-1" has not',
    ],
    [
      { transactions: [{ mode: 'Response', id: '1', primitive: primitive('GetList-Request', {}) }] },
      'GetList-Request in mode Response has no form',
    ],
  ] as const)('is refused: %j', (change, message) => {
    const transactions = [{ mode: 'Request', id: '1', primitive: primitive('GetList-Request', {}) }] as const;
    const envelope = { version: '1.3', sessionType: 'Inband', sessionId: 's', transactions, ...change } as const;
    expect(() => writePts(seal(envelope))).toThrow(message);
  });
});

describe('the legal variants of writing', () => {
  const text = 'WV13ST8 SI=s.1 ST=(531,"Nobody of that name: ""zed""")';

  it.each([
    [{ codes: 'small' }, 'WV13st8 si=s.1 st=(531,"Nobody of that name: ""zed""")'],
    [{ order: 'turned' }, 'WV13ST8 ST=(531,"Nobody of that name: ""zed""") SI=s.1'],
    [{ quotes: 'always' }, 'WV13ST8 SI="s.1" ST=("531","Nobody of that name: ""zed""")'],
  ] as const)('are read as the usual form: %j', (variant, expected) => {
    const { document } = readPts(octets(text));
    if (document === undefined) throw new Error('the usual form is read');
    const other = writePts(document, { syntax: 'pts', ...variant });
    expect(new TextDecoder().decode(other)).toBe(expected);
    expect(readPts(other).document).toEqual(document);
  });
});

describe('a primitive that cannot be assessed', () => {
  it.each([
    ['SendMessage-Request', 'the code of SendMessage-Request in plain text is not known'],
    [
      'GetBlockedList-Request',
      'the code of GetBlockedList-Response, which answers GetBlockedList-Request, is not known in plain text',
    ],
    ['GetList-Request', undefined],
    // Answered by Status as well.
    ['CreateList-Request', undefined],
  ])('is told with its reason: %s', (name, why) => {
    expect(whyNotPlainText(name, '1.3')).toBe(why);
  });
});

describe.each(['1.2', '1.3'] as const)('random messages of %s', (version) => {
  it.each(PTS_PRIMITIVES)('with %s come back as they were written', (name) => {
    let kept = 0;
    fc.assert(
      fc.property(arbitraryMessage(version, name), fc.integer({ min: 0, max: 999 }), (random, id) => {
        const [document, text] = writable(asPlain(random, String(id)));
        if (text === undefined) return;
        kept += 1;
        expect(readPts(text).document).toEqual(document);
      }),
      { numRuns: 60 },
    );
    expect(kept).toBeGreaterThan(0);
  });
});
