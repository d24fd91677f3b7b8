import { describe, expect, it } from 'vitest';
import type { Version } from '../../protocol/version.ts';
import { VERSION_FACTS } from '../../protocol/version-facts.ts';
import type { Exchange } from '../../transport/types.ts';
import { SERVER_MONITORS } from './index.ts';
import { type Violation, watchStream } from './monitor.ts';
import { elementsNamed, observe } from './stream.ts';

const octets = (text: string) => new TextEncoder().encode(text);

/** A message as XML: `content` is what stands in TransactionContent. */
function xml(
  content: string,
  options: Partial<{ version: Version; id: string; mode: string; session: string }> = {},
): string {
  const { version = '1.2', id = 'c1', mode = 'Request', session } = options;
  const { CSP, TRC } = VERSION_FACTS[version].namespaces;
  const descriptor =
    session === undefined
      ? '<SessionType>Outband</SessionType>'
      : `<SessionType>Inband</SessionType><SessionID>${session}</SessionID>`;
  return (
    `<WV-CSP-Message xmlns="${CSP}"><Session><SessionDescriptor>${descriptor}</SessionDescriptor><Transaction>` +
    `<TransactionDescriptor><TransactionMode>${mode}</TransactionMode><TransactionID>${id}</TransactionID></TransactionDescriptor>` +
    `<TransactionContent xmlns="${TRC}">${content}</TransactionContent></Transaction></Session></WV-CSP-Message>`
  );
}

const LOGIN =
  '<Login-Request><UserID>wv:a</UserID><ClientID><URL>u</URL></ClientID><Password>p</Password><SessionCookie>k</SessionCookie></Login-Request>';
const OPENED =
  '<Login-Response><ClientID><URL>u</URL></ClientID><Result><Code>200</Code></Result><SessionID>S</SessionID><KeepAliveTime>600</KeepAliveTime></Login-Response>';
const ALIVE = '<KeepAlive-Response><Result><Code>200</Code></Result></KeepAlive-Response>';
const response = (content: string, session?: string, id = 'c1') =>
  xml(content, { mode: 'Response', id, ...(session && { session }) });

/** Exchanges of one party from pairs of request and answer; an empty answer is HTTP 200 without octets. */
function stream(...pairs: readonly (readonly [request: string, answer: string])[]): Exchange[] {
  return pairs.map(([request, answer], i) => ({
    number: i + 1,
    party: 'alice',
    bearer: 'http',
    request: {
      method: 'POST',
      url: 'http://x/',
      headers: [['Content-Type', 'application/vnd.wv.csp.xml']],
      body: octets(request),
    },
    response: {
      status: 200,
      reason: 'OK',
      headers: [['Content-Type', 'application/vnd.wv.csp.xml']],
      body: octets(answer),
    },
    failure: undefined,
    sentAt: i,
    answeredAt: i + 0.5,
    connection: undefined,
  }));
}

/** The reports of the monitors of one requirement on a stream. */
function watched(
  requirement: string,
  exchanges: readonly Exchange[],
  version: Version = '1.2',
  deliberate?: ReadonlySet<number>,
) {
  const monitors = SERVER_MONITORS.filter((m) => m.requirement === requirement);
  const configuration = { version, syntax: 'xml' as const };
  let seen = 0;
  const violations: Violation[] = [];
  for (const sighting of watchStream(monitors, observe(exchanges, configuration, deliberate), configuration).values()) {
    seen += sighting.seen;
    violations.push(...sighting.violations);
  }
  return { seen, violations };
}

const session: readonly (readonly [string, string])[] = [
  [xml(LOGIN), response(OPENED)],
  [xml('<KeepAlive-Request/>', { session: 'S', id: 'c2' }), response(ALIVE, 'S', 'c2')],
];

describe('monitors over a right session', () => {
  it('see its messages and find nothing', () => {
    for (const id of [
      'CSP-SES-001',
      'CSP-SES-004',
      'CSP-SES-013',
      'CSP-SES-018',
      'CSP-LOG-016',
      'TRN-HTTP-010',
      'SYN-XML-001',
      'SYN-XML-002',
      'SYN-XML-003',
      'SYN-XML-006',
    ]) {
      const { seen, violations } = watched(id, stream(...session));
      expect([id, seen > 0, violations]).toEqual([id, true, []]);
    }
  });

  it('see nothing where the rule has nothing to apply to', () => {
    expect(watched('CSP-PAT-013', stream(...session)).seen).toBe(0);
    expect(watched('SYN-XML-004', stream(...session)).seen).toBe(0);
    expect(watched('SYN-WBX-006', stream(...session)).seen).toBe(0);
  });
});

describe('the transaction monitors', () => {
  it('find an answer under another TransactionID, and where it stands', () => {
    const { violations } = watched(
      'CSP-SES-001',
      stream([xml('<KeepAlive-Request/>', { session: 'S' }), response(ALIVE, 'S', 'zz')]),
    );
    expect(violations).toHaveLength(1);
    expect(violations[0]).toMatchObject({
      expected: 'TransactionID c1',
      observed: 'TransactionID zz',
      place: { exchange: 1, side: 'response' },
    });
    expect(violations[0]?.place.span?.start).toBeGreaterThan(0);
  });

  it('find an answer in mode Request, and take a transaction of the server for what it is', () => {
    const status = '<Status><Result><Code>200</Code></Result></Status>';
    const wrong = xml(status, { session: 'S', id: 'c1', mode: 'Request' });
    expect(
      watched('CSP-SES-001', stream([xml('<KeepAlive-Request/>', { session: 'S' }), wrong])).violations[0]?.expected,
    ).toBe('TransactionMode Response');
    const begun = xml('<Disconnect><Result><Code>601</Code></Result></Disconnect>', {
      session: 'S',
      id: 'c1',
      mode: 'Request',
    });
    expect(
      watched('CSP-SES-001', stream([xml('<Polling-Request/>', { session: 'S', id: '' }), begun])).violations,
    ).toEqual([]);
  });

  it('find an answer outside the session, but not the refusal of a session that is gone', () => {
    const outside = stream(...session.slice(0, 1), [
      xml('<KeepAlive-Request/>', { session: 'S', id: 'c2' }),
      response(ALIVE, undefined, 'c2'),
    ]);
    expect(watched('CSP-SES-004', outside).violations[0]?.observed).toBe('SessionType Outband, no SessionID');
    const gone = response('<Status><Result><Code>604</Code></Result></Status>', undefined, 'c2');
    expect(
      watched(
        'CSP-SES-004',
        stream(...session.slice(0, 1), [xml('<KeepAlive-Request/>', { session: 'S', id: 'c2' }), gone]),
      ).violations,
    ).toEqual([]);
  });

  it('find an answer in another version, except the refusal of a version', () => {
    const other = (content: string) => xml(content, { version: '1.1', mode: 'Response' });
    expect(watched('CSP-SES-013', stream([xml('<KeepAlive-Request/>'), other(ALIVE)])).violations[0]?.observed).toBe(
      'version 1.1',
    );
    const refused = other('<Status><Result><Code>505</Code></Result></Status>');
    expect(watched('CSP-SES-013', stream([xml('<KeepAlive-Request/>'), refused])).violations).toEqual([]);
  });

  it('find details that name what the request did not', () => {
    const request = xml('<GetPresence-Request><User><UserID>wv:Bob@example.com</UserID></User></GetPresence-Request>', {
      session: 'S',
    });
    const partial = (user: string) =>
      response(
        `<Status><Result><Code>201</Code><DetailedResult><Code>531</Code><UserID>${user}</UserID></DetailedResult></Result></Status>`,
        'S',
      );
    expect(watched('CSP-SES-015', stream([request, partial('wv:bob@example.com')])).violations).toEqual([]);
    expect(watched('CSP-SES-015', stream([request, partial('wv:eve@example.com')])).violations[0]?.observed).toBe(
      'UserID wv:eve@example.com',
    );
  });

  it('find codes that are none', () => {
    const { violations } = watched(
      'CSP-SES-018',
      stream([xml('<KeepAlive-Request/>'), response(ALIVE.replace('200', '20'))]),
    );
    expect(violations[0]).toMatchObject({ expected: 'Code of three digits', observed: 'Code 20' });
  });

  it('find what a login must not grant', () => {
    const zero = response(OPENED.replace('600', '0'));
    expect(watched('CSP-LOG-016', stream([xml(LOGIN), zero])).violations[0]?.observed).toBe('KeepAliveTime 0');
    const odd = response(
      OPENED.replace('</KeepAliveTime>', '</KeepAliveTime><CapabilityRequest>yes</CapabilityRequest>'),
    );
    expect(watched('CSP-LOG-017', stream([xml(LOGIN), odd])).violations[0]?.observed).toBe('CapabilityRequest yes');
  });

  it('find an empty answer, but not to a poll nor to what was wrong on purpose', () => {
    const empty = stream([xml('<KeepAlive-Request/>', { session: 'S' }), '']);
    expect(watched('TRN-HTTP-010', empty).violations[0]?.observed).toBe('HTTP 200, 0 octets');
    expect(watched('TRN-HTTP-010', empty, '1.2', new Set([1])).violations).toEqual([]);
    expect(
      watched('TRN-HTTP-010', stream([xml('<Polling-Request/>', { session: 'S', id: '' }), ''])).violations,
    ).toEqual([]);
  });
});

describe('the syntax monitors', () => {
  const answered = (answer: string) => stream([xml('<KeepAlive-Request/>', { session: 'S' }), answer]);

  it('find what is not well formed', () => {
    expect(watched('SYN-XML-001', answered(response(ALIVE, 'S').replace('</Result>', ''))).violations).not.toEqual([]);
    expect(watched('SYN-XML-001', answered('<html></html>')).violations).not.toEqual([]);
  });

  it('find two primitives in one transaction', () => {
    expect(watched('SYN-XML-002', answered(response(ALIVE + ALIVE, 'S'))).violations[0]?.observed).toBe(
      'KeepAlive-Response, KeepAlive-Response',
    );
  });

  it('find a primitive in the namespace of another version', () => {
    const { TRC } = VERSION_FACTS['1.2'].namespaces;
    const wrong = response(ALIVE, 'S').replace(TRC, VERSION_FACTS['1.3'].namespaces.TRC);
    expect(watched('SYN-XML-003', answered(wrong)).violations[0]).toMatchObject({ expected: TRC });
  });

  it('find elements the version does not have', () => {
    const wrong = response(ALIVE.replace('</Result>', '</Result><TryAgainTimeout>5</TryAgainTimeout>'), 'S');
    expect(watched('SYN-XML-006', answered(wrong)).violations).toHaveLength(1);
  });

  it('find children out of order in 1.1, where the order is sure', () => {
    const swapped = xml(
      '<Login-Response><Result><Code>200</Code></Result><ClientID><URL>u</URL></ClientID></Login-Response>',
      { version: '1.1', mode: 'Response' },
    );
    const asked = xml(LOGIN, { version: '1.1' });
    expect(watched('SYN-XML-004', stream([asked, swapped]), '1.1').violations).not.toEqual([]);
  });
});

describe('the presence monitors', () => {
  const notified = (attributes: string) =>
    stream([
      xml('<Polling-Request/>', { session: 'S', id: '' }),
      xml(
        '<PresenceNotification-Request><Presence><UserID>wv:b</UserID>' +
          `<PresenceSubList xmlns="${VERSION_FACTS['1.2'].namespaces.PA}">${attributes}</PresenceSubList></Presence></PresenceNotification-Request>`,
        { session: 'S', id: 't1' },
      ),
    ]);

  it('find a value without Qualifier, or with it in the wrong place', () => {
    expect(
      watched('CSP-PAT-013', notified('<OnlineStatus><PresenceValue>T</PresenceValue></OnlineStatus>')).violations[0]
        ?.observed,
    ).toBe('no Qualifier');
    const late = '<OnlineStatus><PresenceValue>T</PresenceValue><Qualifier>T</Qualifier></OnlineStatus>';
    expect(watched('PA-XML-002', notified(late)).violations[0]).toMatchObject({
      expected: 'Qualifier',
      observed: 'PresenceValue',
    });
  });

  it('pass by what a vendor adds before the Qualifier', () => {
    const added = '<v:Note xmlns:v="urn:x-vendor:note"/><Qualifier>T</Qualifier><PresenceValue>T</PresenceValue>';
    const found = watched('PA-XML-002', notified(`<OnlineStatus>${added}</OnlineStatus>`));
    expect(found).toMatchObject({ seen: 1, violations: [] });
  });

  it('leave a message in another version than the scenario to the rules of its own version', () => {
    const late = '<OnlineStatus><PresenceValue>T</PresenceValue><Qualifier>T</Qualifier></OnlineStatus>';
    // The rule is one of 1.1 and 1.2; the notification is in 1.2.
    expect(watched('PA-XML-002', notified(late), '1.1').seen).toBe(0);
    expect(watched('CSP-PAT-013', notified(late), '1.1').seen).toBe(1);
  });

  it('find an OnlineStatus that is neither T nor F, unless it is not valid anyway', () => {
    const status = (q: string) =>
      `<OnlineStatus><Qualifier>${q}</Qualifier><PresenceValue>yes</PresenceValue></OnlineStatus>`;
    expect(watched('CSP-PAT-003', notified(status('T'))).violations[0]?.observed).toBe('yes');
    expect(watched('CSP-PAT-003', notified(status('F'))).seen).toBe(0);
  });

  it('find a client attribute that stands twice', () => {
    const status = '<OnlineStatus><Qualifier>T</Qualifier><PresenceValue>T</PresenceValue></OnlineStatus>';
    expect(watched('CSP-PAT-012', notified(status + status)).violations).toHaveLength(1);
  });
});

describe('the form of values', () => {
  it('is judged by one monitor, and the value read all the same', () => {
    const answer = response(ALIVE, 'S').replace('</SessionDescriptor>', '</SessionDescriptor><Poll>true</Poll>');
    const asked = xml('<KeepAlive-Request/>', { session: 'S' });
    const wrong = stream([asked, answer]);
    expect(watched('SYN-XML-076', wrong)).toMatchObject({
      seen: 1,
      violations: [{ observed: '"true" is not a Boolean, which is T or F' }],
    });
    expect(watched('SYN-XML-076', stream([asked, response(ALIVE, 'S')]))).toMatchObject({ seen: 1, violations: [] });
  });
});

describe('white space around values', () => {
  const padded = response(ALIVE, 'S').replaceAll(/>([^<>]+)</g, '>\n$1\n<');
  const exchanges = stream([xml('<KeepAlive-Request/>', { session: 'S' }), padded]);

  it('is found once a message, by one monitor, and all others read past it', () => {
    expect(watched('SYN-XML-014', exchanges)).toMatchObject({
      seen: 1,
      violations: [{ expected: 'values without white space around them' }],
    });
    const found = SERVER_MONITORS.filter((m) => watched(m.requirement, exchanges).violations.length > 0);
    expect(found.map((m) => m.requirement)).toEqual(['SYN-XML-014']);
  });
});

describe('elements of one name', () => {
  it('are not copied each time a monitor asks for them', () => {
    const [one] = observe(stream([xml(ALIVE), response(ALIVE, 'S')]), { version: '1.2', syntax: 'xml' });
    const tree = one?.response?.read.tree;
    expect(elementsNamed(tree, 'Transaction')).toHaveLength(1);
    expect(elementsNamed(tree, 'Transaction')).toBe(elementsNamed(tree, 'Transaction'));
  });
});
