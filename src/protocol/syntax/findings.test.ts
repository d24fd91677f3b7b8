import { describe, expect, it } from 'vitest';
import { octetsOf, xmlWith } from '../../testing/protocol/sample-messages.ts';
import type { Version } from '../version.ts';
import { type Finding, type FindingKind, read } from './index.ts';

const CONTENT = 'WV-CSP-Message/Session/Transaction/TransactionContent/';

function findingsIn(xml: string): readonly Finding[] {
  return read(octetsOf(xml), 'xml').findings;
}

/** Kind and severity, path below TransactionContent. */
function brief(findings: readonly Finding[]): string[] {
  return findings.map((f) => `${f.severity} ${f.kind} ${f.path.replace(CONTENT, '')}`);
}

type Case = readonly [what: string, primitive: string, version: Version, ...expected: string[]];

const CASES: readonly Case[] = [
  ['nothing', '<KeepAlive-Request><TimeToLive>30</TimeToLive></KeepAlive-Request>', '1.2'],
  ['an empty primitive written long', '<Logout-Request></Logout-Request>', '1.1'],
  [
    'an unknown element',
    '<Logout-Request><X>1</X></Logout-Request>',
    '1.2',
    'deviation unknown-element Logout-Request/X',
  ],
  [
    'an element of another version',
    '<KeepAlive-Request><WatcherCount>1</WatcherCount></KeepAlive-Request>',
    '1.2',
    'deviation unknown-element KeepAlive-Request/WatcherCount',
  ],
  [
    'an element of another place',
    '<KeepAlive-Request><UserID>x</UserID></KeepAlive-Request>',
    '1.2',
    'error unexpected-element KeepAlive-Request/UserID',
  ],
  [
    'a vendor extension',
    '<Logout-Request><v:X xmlns:v="urn:x"/></Logout-Request>',
    '1.2',
    'deviation foreign-element Logout-Request/X',
  ],
  ['a missing child', '<CreateList-Request/>', '1.2', 'error missing-element CreateList-Request'],
  [
    'a child too many',
    '<StopSearch-Request><SearchID>1</SearchID><SearchID>2</SearchID></StopSearch-Request>',
    '1.2',
    'error too-many StopSearch-Request',
  ],
  [
    'children in another order',
    '<Status><ClientID><URL>u</URL></ClientID><Result><Code>200</Code></Result></Status>',
    '1.1',
    'deviation order Status',
  ],
  [
    'alternatives together',
    '<GetPresence-Request><User><UserID>a</UserID></User><ContactList>b</ContactList></GetPresence-Request>',
    '1.2',
    'error choice GetPresence-Request',
  ],
  ['no alternative', '<GetPresence-Request/>', '1.2', 'error choice GetPresence-Request'],
  [
    'two primitives',
    '<Logout-Request/><Polling-Request/>',
    '1.2',
    'error choice WV-CSP-Message/Session/Transaction/TransactionContent',
  ],
  ['no primitive', '', '1.2', 'error choice WV-CSP-Message/Session/Transaction/TransactionContent'],
  [
    'a number that is none',
    '<Status><Result><Code>OK</Code></Result></Status>',
    '1.2',
    'error value Status/Result/Code',
  ],
  [
    'a number above 32 bits',
    '<KeepAlive-Request><TimeToLive>4294967296</TimeToLive></KeepAlive-Request>',
    '1.2',
    'error value KeepAlive-Request/TimeToLive',
  ],
  [
    'white space around a number',
    '<KeepAlive-Request><TimeToLive> 30\n</TimeToLive></KeepAlive-Request>',
    '1.2',
    'deviation white-space KeepAlive-Request/TimeToLive',
  ],
  ['text between elements', '<Logout-Request>bye</Logout-Request>', '1.2', 'error unexpected-text Logout-Request'],
  ['an attribute', '<Logout-Request x="1"/>', '1.2', 'deviation attribute Logout-Request'],
  [
    'a spelling of the field',
    '<SubscribePresence-Request><User><UserID>a</UserID></User><Auto-Subscribe>T</Auto-Subscribe></SubscribePresence-Request>',
    '1.2',
    'deviation alias SubscribePresence-Request/Auto-Subscribe',
  ],
  [
    'an index where names repeat',
    '<SubscribePresence-Request><User><UserID>a</UserID></User><User><UserID>b</UserID><X/></User></SubscribePresence-Request>',
    '1.2',
    'deviation unknown-element SubscribePresence-Request/User[1]/X',
  ],
];

describe('what a reader finds', () => {
  it.each(CASES)('%s', (_what, primitive, version, ...expected) => {
    const findings = findingsIn(xmlWith(primitive, version as Version));
    expect(brief(findings)).toEqual(expected);
    for (const { span } of findings) expect(span?.end).toBeGreaterThan(span?.start ?? Number.POSITIVE_INFINITY);
  });

  it('is judged with the confidence of the model that was applied', () => {
    const confidence = (version: Version): string | undefined =>
      findingsIn(xmlWith('<CreateList-Request/>', version))[0]?.confidence;
    expect(confidence('1.1')).toBe('high');
    expect(confidence('1.3')).toBe('medium');
  });

  it('points at the octets, not at the characters', () => {
    const xml = xmlWith('<StopSearch-Request><SearchID>ä€😀</SearchID></StopSearch-Request>');
    const [finding] = findingsIn(xml);
    const octets = octetsOf(xml).subarray(finding?.span?.start, finding?.span?.end);
    expect(new TextDecoder().decode(octets)).toBe('<SearchID>ä€😀</SearchID>');
  });

  it('reads on: what could be understood is in the message', () => {
    const { document } = read(octetsOf(xmlWith('<Status><X/><Result><Code>200</Code><Y/></Result></Status>')), 'xml');
    expect(document?.content).toMatchObject({
      Session: { Transaction: [{ TransactionContent: { Status: { Result: { Code: 200 } } } }] },
    });
  });
});

describe('what a reader lets pass', () => {
  const tolerated = (primitive: string, version: Version): string[] => brief(findingsIn(xmlWith(primitive, version)));

  it('an empty InUse, read as absent', () => {
    const list = '<EntityList><UserID>a</UserID></EntityList>';
    const xml = `<GetBlockedList-Response><BlockList><InUse/>${list}</BlockList><GrantList><InUse>T</InUse>${list}</GrantList></GetBlockedList-Response>`;
    expect(tolerated(xml, '1.1')).toEqual(['deviation value GetBlockedList-Response/BlockList/InUse']);
  });

  it('flags left out that mean F', () => {
    const message =
      '<MessageInfo><ContentSize>1</ContentSize><Recipient><User><UserID>a</UserID></User></Recipient><Sender><User><UserID>b</UserID></User></Sender></MessageInfo>';
    expect(tolerated(`<SendMessage-Request>${message}</SendMessage-Request>`, '1.1')).toEqual([
      'deviation missing-element SendMessage-Request',
    ]);
    expect(tolerated(`<SendMessage-Request>${message}</SendMessage-Request>`, '1.2')).toEqual([
      'error missing-element SendMessage-Request',
    ]);
  });

  it('a missing TransactionID beside Polling-Request only', () => {
    const without = (primitive: string): string => xmlWith(primitive).replace('<TransactionID>t1</TransactionID>', '');
    const path = 'WV-CSP-Message/Session/Transaction/TransactionDescriptor';
    expect(brief(findingsIn(without('<Polling-Request/>')))).toEqual([`deviation missing-element ${path}`]);
    expect(brief(findingsIn(without('<Logout-Request/>')))).toEqual([`error missing-element ${path}`]);
  });
});

describe('namespaces', () => {
  const GOOD = xmlWith('<Logout-Request/>');
  const kinds = (xml: string): FindingKind[] => findingsIn(xml).map((finding) => finding.kind);

  it('may be declared by prefix', () => {
    const prefixed = GOOD.replace(/<(\/?)(?=[WSTL])/g, '<$1c:')
      .replaceAll('c:TransactionContent', 't:TransactionContent')
      .replace('c:Logout', 't:Logout')
      .replace(/ xmlns=/g, ' xmlns:t=')
      .replace(' xmlns:t=', ' xmlns:c=');
    const { findings, document } = read(octetsOf(prefixed), 'xml');
    expect(findings).toEqual([]);
    expect(document).toEqual(read(octetsOf(GOOD), 'xml').document);
  });

  it.each([
    ['none at all', GOOD.replace(/ xmlns="[^"]*"/g, '')],
    ['none at the root', GOOD.replace(/ xmlns="[^"]*CSP1.2"/, '')],
    ['none at TransactionContent', GOOD.replace(/ xmlns="[^"]*TRC1.2"/, '')],
    ['another version there', GOOD.replace('WV-TRC1.2', 'IMPS-TRC1.3')],
    ['no version at the root', GOOD.replace('WV-CSP1.2', 'WV-CSP')],
  ])('are reported once where there is %s', (_what, xml) => {
    const { findings, document } = read(octetsOf(xml), 'xml');
    expect(findings.map((finding) => [finding.kind, finding.severity])).toEqual([['namespace', 'error']]);
    expect(document?.version).toBe('1.2');
  });

  it('report prefixes that are not declared', () => {
    expect(kinds(xmlWith('<q:Logout-Request/>'))).toContain('namespace');
  });

  it('decide the version, whatever else says', () => {
    expect(read(octetsOf(GOOD), 'xml').version).toBe('1.2');
    expect(read(octetsOf(GOOD.replace(/ xmlns="[^"]*"/g, '')), 'xml', { assume: '1.3' }).document?.version).toBe('1.3');
    expect(read(octetsOf(GOOD.replace(/ xmlns="[^"]*"/g, '')), 'xml').version).toBeUndefined();
  });
});

describe('roots', () => {
  const CSP = 'xmlns="http://www.openmobilealliance.org/DTD/WV-CSP1.2"';

  it('are WV-CSP-Message and, from 1.2 on, those of version discovery', () => {
    expect(read(octetsOf(`<WV-CSP-VersionDiscovery-Request ${CSP}/>`), 'xml').findings).toEqual([]);
    expect(brief(findingsIn(`<WV-CSP-NSDiscovery-Request ${CSP}/>`))).toEqual([
      'deviation alias WV-CSP-NSDiscovery-Request',
    ]);
    expect(brief(findingsIn(`<Session ${CSP}/>`))).toEqual(['error root Session']);
    const early = '<WV-CSP-VersionDiscovery-Request xmlns="http://www.wireless-village.org/CSP1.1"/>';
    expect(brief(findingsIn(early))).toEqual(['error root WV-CSP-VersionDiscovery-Request']);
  });
});
