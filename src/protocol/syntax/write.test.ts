import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { LOGIN } from '../../testing/protocol/sample-messages.ts';
import { decodeHeader } from '../../wbxml-ts/index.ts';
import { seal, unseal } from '../messages/envelope.ts';
import type { Document, WritableNode } from './index.ts';
import { read, toText, treeOf, type WbxmlWriteOptions, write, writeTree, type XmlWriteOptions } from './index.ts';

const text = (octets: Uint8Array): string => new TextDecoder().decode(octets);

/** A message with markup, line ends and far characters in its text, and a vendor's extension. */
const AWKWARD = {
  version: '1.2',
  root: 'WV-CSP-Message',
  content: {
    Session: {
      SessionDescriptor: { SessionType: 'Inband', SessionID: 'a<b>&"c" ]]> \r\n\t€😀' },
      Transaction: [
        {
          TransactionDescriptor: { TransactionMode: 'Request', TransactionID: '' },
          TransactionContent: { 'Polling-Request': {} },
          ExtBlock: [
            [{ name: 'X-Note', namespace: 'urn:x', attributes: { lang: 'a"b' }, content: '1 < 2' }],
            [{ name: 'X-List', namespace: 'urn:x', content: [{ name: 'X-Item', namespace: 'urn:x', content: '' }] }],
          ],
        },
      ],
      Poll: false,
    },
  },
} as unknown as Document;

describe('XML', () => {
  it('is terse by default', () => {
    expect(text(write(LOGIN, { syntax: 'xml' }))).toBe(
      '<WV-CSP-Message xmlns="http://www.openmobilealliance.org/DTD/WV-CSP1.2"><Session><SessionDescriptor>' +
        '<SessionType>Outband</SessionType></SessionDescriptor><Transaction><TransactionDescriptor>' +
        '<TransactionMode>Request</TransactionMode><TransactionID>t1</TransactionID></TransactionDescriptor>' +
        '<TransactionContent xmlns="http://www.openmobilealliance.org/DTD/WV-TRC1.2"><Login-Request>' +
        '<UserID>wv:alice@imps.example</UserID><ClientID><URL>http://client.example/a</URL></ClientID>' +
        '<DigestSchema>SHA</DigestSchema><DigestSchema>MD5</DigestSchema><TimeToLive>600</TimeToLive>' +
        '<SessionCookie>c0</SessionCookie></Login-Request></TransactionContent></Transaction></Session></WV-CSP-Message>',
    );
  });

  const variants: readonly Omit<XmlWriteOptions, 'syntax'>[] = [
    {},
    { declaration: true, doctype: true },
    { declaration: true, doctype: true, whitespace: true },
    { emptyTags: 'long' },
    { namespaces: 'prefixed' },
    { namespaces: 'prefixed', whitespace: true },
    { escape: 'references' },
    { escape: 'cdata' },
  ];

  it.each(variants)('means the same with %j', (options) => {
    for (const message of [LOGIN, AWKWARD]) {
      const octets = write(message, { syntax: 'xml', ...options });
      const { findings, document } = read(octets, 'xml');
      expect(findings).toEqual([]);
      expect(document).toEqual(message);
    }
  });

  it('says each variant in its own way', () => {
    const form = (options: Omit<XmlWriteOptions, 'syntax'>): string =>
      text(write(AWKWARD, { syntax: 'xml', ...options }));
    expect(form({ declaration: true })).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?><WV/);
    expect(form({ doctype: true })).toMatch(/^<!DOCTYPE WV-CSP-Message PUBLIC "-\/\/OMA\/\/DTD WV-CSP 1\.2\/\/EN" "/);
    expect(form({ doctype: '-//X' })).toContain('PUBLIC "-//X"');
    expect(form({ emptyTags: 'long' })).toContain('<Polling-Request></Polling-Request>');
    expect(form({ namespaces: 'prefixed' })).toContain('<trc:Polling-Request/>');
    expect(form({ escape: 'references' })).toContain('a&#60;b&#62;&#38;&#34;c');
    expect(form({ whitespace: true })).toContain('\n      <TransactionContent');
  });

  it('takes another order of children, which readers report and accept', () => {
    const octets = write(LOGIN, { syntax: 'xml', childOrder: (names) => [...names].reverse() });
    const { findings, document, valid } = read(octets, 'xml');
    expect(valid).toBe(true);
    expect(new Set(findings.map((finding) => finding.kind))).toEqual(new Set(['order']));
    expect(document).toEqual(LOGIN);
  });

  it('for people has a line for each element', () => {
    expect(toText(LOGIN).split('\n')).toContain('          <TimeToLive>600</TimeToLive>');
  });
});

describe('WBXML', () => {
  const variants: readonly Omit<WbxmlWriteOptions, 'syntax'>[] = [
    {},
    { text: 'table' },
    { text: 'entities' },
    { text: 'opaque' },
    { text: 'parts' },
    { values: 'text' },
    { values: 'text', text: 'entities' },
    { integers: 'text' },
    { integers: 'wide' },
    { literals: ['UserID', 'Login-Request'] },
    { literals: true },
    { xmlns: 'literal' },
    { publicId: 1 },
    { publicId: 'text' },
    { publicId: '-//OMA//DTD IMPS-CSP 1.2//EN' },
    { mibEnum: 0 },
    { emptyContent: true },
    { pageSwitches: 'superfluous' },
    { lengths: 'long' },
    { lengths: 'long', publicId: 'text', literals: true, text: 'table' },
    {
      pageSwitches: 'superfluous',
      lengths: 'long',
      text: 'parts',
      integers: 'wide',
      values: 'text',
      emptyContent: true,
    },
  ];

  it.each(variants)('means the same with %j', (options) => {
    let changed = Object.keys(options).length === 0;
    for (const message of [LOGIN, AWKWARD]) {
      const octets = write(message, { syntax: 'wbxml', ...options });
      const { findings, document, version } = read(octets, 'wbxml');
      expect(findings).toEqual([]);
      expect(document).toEqual(message);
      expect(version).toBe('1.2');
      changed ||= !isDeepStrictEqual(octets, write(message, { syntax: 'wbxml' }));
    }
    expect(changed).toBe(true);
  });

  it('without namespaces is read by its public identifier, and that is reported', () => {
    const octets = write(LOGIN, { syntax: 'wbxml', xmlns: 'none' });
    const { findings, document, valid } = read(octets, 'wbxml');
    expect(valid).toBe(true);
    expect(findings.map((finding) => [finding.kind, finding.severity])).toEqual([['namespace', 'deviation']]);
    expect(document).toEqual(LOGIN);
  });

  it('has the header that was asked for', () => {
    const header = (options: Omit<WbxmlWriteOptions, 'syntax'>) =>
      decodeHeader(write(LOGIN, { syntax: 'wbxml', ...options }));
    expect(header({})).toMatchObject({ version: 3, publicId: 0x11, mibEnum: 106 });
    expect(header({ publicId: 1 })).toMatchObject({ publicId: 1 });
    expect(header({ publicId: 'text' })).toMatchObject({ publicId: 0, publicIdText: '-//OMA//DTD WV-CSP 1.2//EN' });
    expect(header({ mibEnum: 0 })).toMatchObject({ mibEnum: 0, charset: 'utf-8' });
  });

  it('reports a namespace that contradicts the public identifier, once', () => {
    const octets = write(LOGIN, { syntax: 'wbxml', publicId: 0x12 });
    const { document, findings, version } = read(octets, 'wbxml');
    expect(version).toBe('1.2');
    expect(document).toEqual(LOGIN);
    expect(findings.map((finding) => [finding.kind, finding.severity])).toEqual([['contradiction', 'deviation']]);
  });

  it('is read with the tables of its namespace, also where the public identifier is of an earlier version', () => {
    const [first] = unseal(LOGIN)?.transactions ?? [];
    if (first === undefined) throw new Error('no transaction');
    const login = seal({ version: '1.3', sessionType: 'Outband', transactions: [first] });
    for (const publicId of [0x10, 0x11]) {
      const { document, findings, version } = read(write(login, { syntax: 'wbxml', publicId }), 'wbxml');
      expect([version, document]).toEqual(['1.3', login]);
      expect(findings.map((finding) => [finding.kind, finding.severity])).toEqual([['contradiction', 'deviation']]);
    }
  });

  it('reports public identifiers that are none of CSP, and other charsets', () => {
    const odd = read(write(LOGIN, { syntax: 'wbxml', publicId: 0x7f }), 'wbxml');
    expect(odd.findings.map((f) => [f.kind, f.severity])).toEqual([['prolog', 'deviation']]);
    expect(odd.document).toEqual(LOGIN);
    const latin = read(write(LOGIN, { syntax: 'wbxml', mibEnum: 4 }), 'wbxml');
    expect(latin.findings.map((f) => f.kind)).toEqual(['prolog']);
  });
});

describe('trees', () => {
  /** The same tree with the children of one element changed. */
  function change(node: WritableNode, name: string, to: (node: WritableNode) => WritableNode): WritableNode {
    const changed = { ...node, children: node.children?.map((child) => change(child, name, to)) ?? [] };
    return node.name === name ? to(changed) : changed;
  }

  it.each(['xml', 'wbxml'] as const)('of messages are written as the messages are, in %s', (syntax) => {
    for (const message of [LOGIN, AWKWARD]) {
      expect(writeTree(treeOf(message), '1.2', { syntax })).toEqual(write(message, { syntax }));
    }
  });

  it.each(['xml', 'wbxml'] as const)('may hold what no model has, in %s', (syntax) => {
    const odd = change(treeOf(LOGIN), 'Login-Request', (node) => ({
      ...node,
      children: [...(node.children ?? []), { name: 'X-Odd', namespace: 'urn:x', attributes: { a: '1' }, text: 'y' }],
    }));
    const { findings, document } = read(writeTree(odd, '1.2', { syntax }), syntax);
    expect(findings.map((finding) => finding.kind)).toEqual(['foreign-element']);
    expect(document).toEqual(LOGIN);
  });

  it('of reading can be written again', () => {
    const octets = write(AWKWARD, { syntax: 'xml' });
    const { tree } = read(octets, 'xml');
    expect(tree && writeTree(tree, '1.2', { syntax: 'xml' })).toEqual(octets);
  });
});

describe('messages that break their model', () => {
  it('are written with everything that is in them', () => {
    const wrong = {
      version: '1.1',
      root: 'WV-CSP-Message',
      content: {
        Session: {
          Transaction: [{ TransactionContent: { 'Logout-Request': { WatcherCount: 3 }, Vendor: ['x'] } }],
          Poll: true,
        },
      },
    } as unknown as Document;
    for (const syntax of ['xml', 'wbxml'] as const) {
      const { findings } = read(write(wrong, { syntax }), syntax);
      const kinds = findings.map((finding) => `${finding.kind} ${finding.path.split('/').at(-1)}`);
      expect(kinds).toContain('unknown-element WatcherCount');
      expect(kinds).toContain('unknown-element Vendor');
      expect(kinds).toContain('unexpected-element Poll');
      expect(kinds).toContain('missing-element Session');
    }
  });
});

describe('characters that XML does not have', () => {
  it.each(['entities', 'references', 'cdata'] as const)('are replaced in %s', (form) => {
    const root: WritableNode = {
      name: 'A',
      namespace: '',
      attributes: { b: 'x\u0002' },
      text: '\u0000<\u001f\ufffe\uffff\t',
      children: [],
    };
    const written = text(writeTree(root, '1.2', { syntax: 'xml', escape: form }));
    expect(written).toContain('b="x\ufffd"');
    expect(written).toMatch(/\ufffd[^\ufffd]*\ufffd\ufffd\ufffd\t/);
    expect(written).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/);
  });
});
