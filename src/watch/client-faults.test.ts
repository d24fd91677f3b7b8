import { describe, expect, it } from 'vitest';
import { catalogue } from '../conformance/catalogue/catalogue.ts';
import type { Version } from '../protocol/version.ts';
import { VERSION_FACTS } from '../protocol/version-facts.ts';
import { Watcher } from './watcher.ts';
import type { WireExchange } from './wire/conversation.ts';

interface Part {
  readonly mode?: 'Request' | 'Response';
  readonly id?: string;
  readonly content: string;
}
interface Step {
  readonly asked: readonly Part[];
  readonly answered?: readonly Part[];
  readonly poll?: boolean;
  readonly session?: string;
  /** Seconds from the beginning. */
  readonly at?: number;
  readonly type?: string;
  readonly method?: string;
  readonly status?: number;
  readonly version?: Version;
  /** Octets instead of the message. */
  readonly raw?: string;
}

function message(parts: readonly Part[], session: string | undefined, version: Version, poll = false): string {
  const { CSP, TRC } = VERSION_FACTS[version].namespaces;
  const descriptor =
    session === undefined
      ? '<SessionType>Outband</SessionType>'
      : `<SessionType>Inband</SessionType><SessionID>${session}</SessionID>`;
  const transactions = parts.map(
    ({ mode = 'Request', id = '', content }) =>
      `<Transaction><TransactionDescriptor><TransactionMode>${mode}</TransactionMode><TransactionID>${id}</TransactionID>` +
      `</TransactionDescriptor><TransactionContent xmlns="${TRC}">${content}</TransactionContent></Transaction>`,
  );
  const flag = poll ? '<Poll>T</Poll>' : '';
  return `<WV-CSP-Message xmlns="${CSP}"><Session><SessionDescriptor>${descriptor}</SessionDescriptor>${transactions.join('')}${flag}</Session></WV-CSP-Message>`;
}

function exchange(step: Step, i: number): WireExchange {
  const { asked, answered = [], session, version = '1.2', at = i, poll } = step;
  const octets = (text: string) => new TextEncoder().encode(text);
  const type = step.type ?? 'application/vnd.wv.csp.xml';
  const login = answered.some(({ content }) => content.includes('<SessionID>'));
  const body =
    answered.length === 0 && poll !== true ? '' : message(answered, login ? undefined : session, version, poll);
  return {
    bearer: 'http',
    request: {
      method: step.method ?? 'POST',
      url: 'http://x/',
      headers: type === '' ? [] : [['Content-Type', type]],
      body: octets(step.raw ?? message(asked, session, version)),
    },
    response: {
      status: step.status ?? 200,
      reason: '',
      headers: [
        ['Content-Type', type],
        ['Content-Length', String(body.length)],
      ],
      body: octets(body),
    },
    failure: undefined,
    sentAt: at * 1_000,
    answeredAt: at * 1_000 + 10,
    connection: 'c1',
  };
}

const OK = '<Result><Code>200</Code></Result>';
const status = (id: string, code = 200): Part => ({
  mode: 'Response',
  id,
  content: `<Status><Result><Code>${code}</Code></Result></Status>`,
});
const CLIENT = '<ClientID><URL>u</URL></ClientID>';
const credentials = (secret: string) =>
  `<Login-Request><UserID>wv:a@x</UserID>${CLIENT}${secret}<SessionCookie>k</SessionCookie></Login-Request>`;
const opened = (extra = '') =>
  `<Login-Response>${CLIENT}${OK}<SessionID>S</SessionID><KeepAliveTime>60</KeepAliveTime>${extra}</Login-Response>`;
const login = (extra = ''): Step => ({
  asked: [{ id: 'l', content: credentials('<Password>p</Password>') }],
  answered: [{ mode: 'Response', id: 'l', content: opened(extra) }],
});
const FUNCTIONS = '<Functions><WVCSPFeat><IMFeat/><PresenceFeat/></WVCSPFeat></Functions>';
const services: Step = {
  asked: [
    { id: 's', content: `<Service-Request>${FUNCTIONS}<AllFunctionsRequest>F</AllFunctionsRequest></Service-Request>` },
  ],
  answered: [{ mode: 'Response', id: 's', content: '<Service-Response/>' }],
  session: 'S',
};
const CAPABILITIES =
  '<ClientType>MOBILE_PHONE</ClientType><InitialDeliveryMethod>P</InitialDeliveryMethod><AcceptedContentLength>1000</AcceptedContentLength>' +
  '<SupportedBearer>HTTP</SupportedBearer><MultiTrans>1</MultiTrans><ParserSize>9000</ParserSize><ServerPollMin>30</ServerPollMin>';
const capabilities = (list = CAPABILITIES): Step => ({
  asked: [
    {
      id: 'c',
      content: `<ClientCapability-Request><CapabilityList>${list}</CapabilityList></ClientCapability-Request>`,
    },
  ],
  answered: [
    {
      mode: 'Response',
      id: 'c',
      content: `<ClientCapability-Response><AgreedCapabilityList><SupportedBearer>HTTP</SupportedBearer><ServerPollMin>30</ServerPollMin></AgreedCapabilityList></ClientCapability-Response>`,
    },
  ],
  session: 'S',
});
const alive = (id: string, extra: Partial<Step> = {}): Step => ({
  asked: [{ id, content: '<KeepAlive-Request/>' }],
  answered: [{ mode: 'Response', id, content: `<KeepAlive-Response>${OK}</KeepAlive-Response>` }],
  session: 'S',
  ...extra,
});
const poll = (told?: Part, extra: Partial<Step> = {}): Step => ({
  asked: [{ id: '', content: '<Polling-Request/>' }],
  ...(told && { answered: [told] }),
  session: 'S',
  ...extra,
});
const reply = (id: string, content: string): Step => ({ asked: [{ mode: 'Response', id, content }], session: 'S' });
const logout: Step = { asked: [{ id: 'o', content: '<Logout-Request/>' }], answered: [status('o')], session: 'S' };
const INFO =
  '<MessageInfo><MessageID>m1</MessageID><ContentType>text/plain</ContentType><ContentSize>2</ContentSize>' +
  '<Recipient><User><UserID>wv:a@x</UserID></User></Recipient><Sender><User><UserID>wv:b@x</UserID></User></Sender></MessageInfo>';
const newMessage: Part = { id: 't1', content: `<NewMessage>${INFO}<ContentData>hi</ContentData></NewMessage>` };
const NOTICE: Part = {
  id: 't1',
  content: '<PresenceNotification-Request><Presence><UserID>wv:b@x</UserID></Presence></PresenceNotification-Request>',
};
const invitation: Part = {
  id: 't1',
  content:
    '<InviteUser-Request><InviteID>i</InviteID><InviteType>IM</InviteType><Sender><User><UserID>wv:b@x</UserID></User></Sender></InviteUser-Request>',
};
const REPORT: Part = { id: 't1', content: `<DeliveryReport-Request>${OK}${INFO}</DeliveryReport-Request>` };
const announced: Part = { id: 't1', content: `<MessageNotification>${INFO}</MessageNotification>` };
const many = (count: number, extra: Partial<Step> = {}) =>
  Array.from({ length: count }, (_, i) => alive(`k${i}`, extra));
const presence = (list: string): Step => ({
  asked: [{ id: 'p', content: `<UpdatePresence-Request>${list}</UpdatePresence-Request>` }],
  answered: [status('p')],
  session: 'S',
});

/** Requirements of one side that the watcher finds violated. */
function named(steps: readonly Step[], side: 'server' | 'client'): readonly string[] {
  const watcher = new Watcher();
  for (const [i, step] of steps.entries()) watcher.take(exchange(step, i));
  watcher.flush();
  expect(watcher.faults).toEqual([]);
  const wrong = watcher.tallies.all.filter(({ violations }) => violations > 0).map(({ requirement }) => requirement);
  return [...new Set(wrong)].filter((id) => catalogue.requirement(id)?.actor === side).sort();
}

/** The faults of clients that watching decides: what passes, and what is named. */
const FAULTS: readonly (readonly [what: string, names: string, steps: readonly Step[]])[] = [
  [
    'asks for something before the login',
    'CSP-CLT-001',
    [alive('k', { session: undefined, answered: [status('k', 604)] })],
  ],
  [
    'logs in without a cookie',
    'CSP-CLT-001',
    [
      {
        asked: [
          { id: 'l', content: `<Login-Request><UserID>wv:a@x</UserID>${CLIENT}<Password>p</Password></Login-Request>` },
        ],
        answered: [status('l', 400)],
      },
    ],
  ],
  [
    'logs in without a ClientID',
    'CSP-LOG-031',
    [
      {
        asked: [
          {
            id: 'l',
            content:
              '<Login-Request><UserID>wv:a@x</UserID><Password>p</Password><SessionCookie>k</SessionCookie></Login-Request>',
          },
        ],
        answered: [status('l', 400)],
      },
    ],
  ],
  [
    'sends the password beside the digest',
    'CSP-LOG-030',
    [
      {
        asked: [{ id: 'l', content: credentials('<Password>p</Password><DigestBytes>AAAA</DigestBytes>') }],
        answered: [status('l', 409)],
      },
    ],
  ],
  [
    'offers no MD5',
    'CSP-CLT-004',
    [{ asked: [{ id: 'l', content: credentials('<DigestSchema>SHA</DigestSchema>') }], answered: [status('l', 409)] }],
  ],
  [
    'uses services before the capabilities asked for',
    'CSP-LOG-034',
    [login('<CapabilityRequest>T</CapabilityRequest>'), services],
  ],
  [
    'uses services that were not asked for',
    'CSP-SVC-015',
    [login(), { asked: [{ id: 'g', content: '<GetList-Request/>' }], answered: [status('g', 506)], session: 'S' }],
  ],
  [
    'uses a function that was not agreed',
    'CSP-SVC-016',
    [
      login(),
      services,
      {
        asked: [{ id: 'g', content: '<GetGroupProps-Request><GroupID>wv:a/g@x</GroupID></GetGroupProps-Request>' }],
        answered: [status('g', 506)],
        session: 'S',
      },
    ],
  ],
  [
    'leaves out what the capabilities must say',
    'CSP-CAP-016',
    [login(), capabilities(CAPABILITIES.replace('<ParserSize>9000</ParserSize>', ''))],
  ],
  [
    'names a bearer that there is not',
    'TRN-TLS-002',
    [login(), capabilities(CAPABILITIES.replace('>HTTP<', '>HTTPS<'))],
  ],
  ['goes on after its logout', 'CSP-OUT-014', [login(), logout, alive('k', { answered: [status('k', 604)] })]],
  [
    'goes on after a Disconnect',
    'CSP-OUT-013',
    [
      login(),
      poll({ id: 'd', content: '<Disconnect><Result><Code>601</Code></Result></Disconnect>' }),
      alive('k', { answered: [status('k', 604)] }),
    ],
  ],
  [
    'goes on in a session that is gone',
    'CSP-SES-033',
    [login(), alive('k', { answered: [status('k', 604)] }), alive('k2', { answered: [status('k2', 604)] })],
  ],
  ['lets the keep-alive time run out', 'CSP-KA-010', [login(), alive('k', { at: 100 })]],
  [
    'lets the time run out that a keep-alive agreed',
    'CSP-KA-012',
    [
      login(),
      {
        ...alive('k'),
        answered: [
          {
            mode: 'Response',
            id: 'k',
            content: `<KeepAlive-Response>${OK}<KeepAliveTime>10</KeepAliveTime></KeepAlive-Response>`,
          },
        ],
      },
      alive('k2', { at: 30 }),
    ],
  ],
  [
    'has two open requests under one TransactionID',
    'CSP-SES-031',
    [
      login(),
      {
        asked: [
          { id: 'k', content: '<KeepAlive-Request/>' },
          { id: 'k', content: '<KeepAlive-Request/>' },
        ],
        answered: [{ mode: 'Response', id: 'k', content: `<KeepAlive-Response>${OK}</KeepAlive-Response>` }],
        session: 'S',
      },
    ],
  ],
  ['sends a request without TransactionID', 'CSP-SES-031', [login(), alive('')]],
  ['ignores the Poll flag', 'CSP-SES-034', [login(), alive('w', { poll: true }), ...many(10, { poll: true })]],
  ['polls too often', 'TRN-HTTP-020', [login(), capabilities(), poll(), poll()]],
  [
    'polls under a TransactionID',
    'TRN-HTTP-008',
    [login(), { ...poll(), asked: [{ id: 'p1', content: '<Polling-Request/>' }] }],
  ],
  [
    'opens more transactions than granted',
    'TRN-HTTP-023',
    [
      login(),
      capabilities(),
      {
        asked: ['a', 'b'].map((id) => ({ id, content: '<KeepAlive-Request/>' })),
        answered: ['a', 'b'].map((id) => ({
          mode: 'Response' as const,
          id,
          content: `<KeepAlive-Response>${OK}</KeepAlive-Response>`,
        })),
        session: 'S',
      },
    ],
  ],
  ['sends messages by PUT', 'TRN-HTTP-001', [{ ...login(), method: 'PUT' }]],
  ['says no media type', 'TRN-HTTP-004', [{ ...login(), type: '' }]],
  ['says the media type of 1.3 in 1.2', 'TRN-XML-001', [{ ...login(), type: 'application/vnd.wv.csp+xml' }]],
  ['says the media type of 1.2 in 1.3', 'TRN-XML-002', [{ ...login(), version: '1.3' }]],
  [
    'writes a message that is not well formed',
    'SYN-XML-010',
    [{ ...login(), raw: '<WV-CSP-Message><Session></WV-CSP-Message>' }],
  ],
  [
    'writes an element that the version does not have',
    'SYN-XML-013',
    [login(), { ...alive('k'), asked: [{ id: 'k', content: '<KeepAlive-Request><Unheard-Of/></KeepAlive-Request>' }] }],
  ],
  [
    'mixes the namespaces of versions',
    'SYN-XML-011',
    [
      {
        ...login(),
        raw: message([{ id: 'l', content: credentials('<Password>p</Password>') }], undefined, '1.2').replace(
          VERSION_FACTS['1.2'].namespaces.TRC,
          VERSION_FACTS['1.1'].namespaces.TRC,
        ),
      },
    ],
  ],
  [
    'writes presence values into another namespace',
    'PA-XML-006',
    [
      login(),
      presence(
        '<PresenceSubList><StatusText><Qualifier>T</Qualifier><PresenceValue>x</PresenceValue></StatusText></PresenceSubList>',
      ),
    ],
  ],
  ['answers nothing', 'CSP-SES-030', [login(), poll(newMessage), ...many(10)]],
  ['answers nothing and logs out', 'CSP-SES-030', [login(), poll(newMessage), ...many(2), logout]],
  [
    'answers under another TransactionID',
    'CSP-SES-030',
    [login(), poll(newMessage), reply('zz', '<MessageDelivered><MessageID>m1</MessageID></MessageDelivered>')],
  ],
  [
    'answers in mode Request',
    'CSP-SES-030',
    [login(), poll(NOTICE), { asked: [{ id: 't1', content: `<Status>${OK}</Status>` }], session: 'S' }],
  ],
  [
    'confirms another message',
    'CSP-IMS-067',
    [login(), poll(newMessage), reply('t1', '<MessageDelivered><MessageID>m2</MessageID></MessageDelivered>')],
  ],
  ['answers NewMessage with Status', 'CSP-IMS-067', [login(), poll(newMessage), reply('t1', `<Status>${OK}</Status>`)]],
  [
    'refuses plain text',
    'CSP-CAP-017',
    [login(), poll(newMessage), reply('t1', '<Status><Result><Code>415</Code></Result></Status>')],
  ],
  [
    'answers an announcement with MessageDelivered',
    'CSP-IMS-068',
    [login(), poll(announced), reply('t1', '<MessageDelivered><MessageID>m1</MessageID></MessageDelivered>')],
  ],
  [
    'refuses a notification of presence',
    'CSP-PRE-041',
    [login(), poll(NOTICE), reply('t1', '<Status><Result><Code>400</Code></Result></Status>')],
  ],
  [
    'refuses a delivery report',
    'CSP-DLR-010',
    [login(), poll(REPORT), reply('t1', '<Status><Result><Code>501</Code></Result></Status>')],
  ],
  [
    'refuses a notice about a group',
    'CSP-GCN-013',
    [
      login(),
      poll({ id: 't1', content: '<GroupChangeNotice><GroupID>wv:a/g@x</GroupID></GroupChangeNotice>' }),
      reply('t1', '<Status><Result><Code>501</Code></Result></Status>'),
    ],
  ],
  [
    'answers an invitation with the decision',
    'CSP-INV-029',
    [
      login(),
      poll(invitation),
      reply('t1', '<InviteUser-Response><InviteID>i</InviteID><Acceptance>T</Acceptance></InviteUser-Response>'),
    ],
  ],
  [
    'decides about an invitation that never was',
    'CSP-INV-030',
    [
      login(),
      {
        asked: [
          {
            id: 'd',
            content: '<InviteUser-Response><InviteID>x</InviteID><Acceptance>T</Acceptance></InviteUser-Response>',
          },
        ],
        answered: [status('d', 423)],
        session: 'S',
      },
    ],
  ],
  [
    'sends a Status without a Code',
    'CSP-CLT-012',
    [login(), poll(NOTICE), reply('t1', '<Status><Result></Result></Status>')],
  ],
  [
    'does not confirm what it fetched',
    'CSP-IMS-069',
    [
      login(),
      {
        asked: [{ id: 'g', content: '<GetMessage-Request><MessageID>m1</MessageID></GetMessage-Request>' }],
        answered: [
          {
            mode: 'Response',
            id: 'g',
            content: `<GetMessage-Response>${INFO}<ContentData>hi</ContentData></GetMessage-Response>`,
          },
        ],
        session: 'S',
      },
      ...many(10),
    ],
  ],
];

describe('the watcher names the fault of a client that', () => {
  for (const [what, requirement, steps] of FAULTS) {
    it(`${what} (${requirement})`, () => {
      expect(named(steps, 'client')).toContain(requirement);
    });
  }
});

describe('the watcher leaves alone', () => {
  const right: readonly (readonly [string, readonly Step[]])[] = [
    [
      'a session in order',
      [
        login(),
        capabilities(),
        services,
        poll(newMessage),
        reply('t1', '<MessageDelivered><MessageID>m1</MessageID></MessageDelivered>'),
        logout,
      ],
    ],
    [
      'a client that polls at its own, slower pace',
      [login(), capabilities(), poll(undefined, { at: 10 }), poll(undefined, { at: 55 }), poll(undefined, { at: 100 })],
    ],
    [
      'a poll at once after Poll T',
      [
        login(),
        capabilities(),
        poll(undefined, { at: 10, poll: true }),
        poll(NOTICE, { at: 11 }),
        reply('t1', `<Status>${OK}</Status>`),
      ],
    ],
    [
      'a session that was joined in the middle',
      [
        reply('t9', `<Status>${OK}</Status>`),
        alive('k', { at: 500 }),
        {
          asked: [{ id: 'g', content: '<GetList-Request/>' }],
          answered: [{ mode: 'Response', id: 'g', content: '<GetList-Response/>' }],
          session: 'S',
          at: 501,
        },
      ],
    ],
    [
      'the same request once more after it was lost',
      [login(), { ...alive('k'), status: 503, answered: [] }, alive('k')],
    ],
    ['a login after the session is gone', [login(), alive('k', { answered: [status('k', 604)] }), login()]],
  ];
  for (const [what, steps] of right) {
    it(what, () => {
      // Recommendations that are not followed are notes.
      const judged = named(steps, 'client').filter((id) => catalogue.requirement(id)?.level === 'MUST');
      expect(judged).toEqual([]);
    });
  }
});
