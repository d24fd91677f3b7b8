import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALIASES } from '../model/tolerance.ts';
import type { Version } from '../version.ts';
import { read, readTree, type TreeNode, write, writeTree } from './index.ts';

const root = new URL('../../../', import.meta.url);
const utf8 = new TextEncoder();

function octetsOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function hexOf(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

/** A tree without offsets: names, namespaces, attributes and text. */
function shape(node: TreeNode | undefined): unknown {
  if (node === undefined) return undefined;
  const { name, namespace, attributes, children, text } = node;
  return { name, namespace, attributes: { ...attributes }, text: text.trim(), children: children.map(shape) };
}

/** The same without namespaces and attributes, which libwbxml drops, and with the names of the standard for its own. */
function bareShape(node: TreeNode | undefined): unknown {
  if (node === undefined) return undefined;
  return [ALIASES.get(node.name) ?? node.name, node.text.trim(), node.children.map(bareShape)];
}

interface Vector {
  readonly name: string;
  readonly version: Version;
  readonly kind: 'both' | 'decode' | 'error' | 'error-or-skip' | 'error-or-warn';
  readonly hex: string;
  readonly xml?: string;
}

const hand = JSON.parse(readFileSync(new URL('fixtures/wbxml/vectors.json', root), 'utf8')) as { vectors: Vector[] };

describe('hand-assembled WBXML documents', () => {
  const withXml = hand.vectors.filter((vector) => vector.xml !== undefined);

  it.each(withXml)('$name is read as its XML form', ({ hex, xml, version }) => {
    const result = readTree(octetsOf(hex), 'wbxml');
    expect(result.reader).toBe('strict');
    expect(result.version).toBe(version);
    expect(shape(result.tree)).toEqual(shape(readTree(utf8.encode(xml), 'xml').tree));
  });

  it.each(withXml.filter((vector) => vector.kind === 'both'))('$name is what is written', ({ hex, xml, version }) => {
    const { tree } = readTree(utf8.encode(xml), 'xml');
    expect(tree && hexOf(writeTree(tree, version, { syntax: 'wbxml' }))).toBe(hex);
  });

  it.each(hand.vectors.filter((vector) => vector.kind.startsWith('error')))('$name is refused', ({ hex }) => {
    const { findings, valid } = read(octetsOf(hex), 'wbxml');
    expect(valid).toBe(false);
    expect(['not-well-formed', 'unknown-token', 'unknown-value']).toContain(findings[0]?.kind);
  });

  it('keeps the rest of a document with unknown tokens', () => {
    const kept = (name: string) => {
      const vector = hand.vectors.find((v) => v.name === name);
      return readTree(octetsOf(vector?.hex ?? ''), 'wbxml').tree?.children.map((child) => child.name);
    };
    expect(kept('tag-unknown')).toEqual(['unknown-00-3F', 'Session']);
    expect(kept('page-unknown')).toEqual(['unknown-20-05', 'Session']);
    expect(kept('ext-unknown')).toEqual(['Session']);
  });
});

interface Recorded {
  readonly name: string;
  readonly version: Version;
  readonly xml: string;
  readonly hex: string;
}

const recorded = JSON.parse(readFileSync(new URL('fixtures/wbxml/libwbxml.json', root), 'utf8')) as {
  messages: Recorded[];
};

describe('messages libwbxml has encoded', () => {
  it.each(recorded.messages)('$name is read as the message it was, and written octet for octet', (message) => {
    const fromXml = read(utf8.encode(message.xml), 'xml');
    const fromWbxml = read(octetsOf(message.hex), 'wbxml');
    expect(fromXml.findings).toEqual([]);
    expect(fromWbxml.version).toBe(message.version);
    expect(fromWbxml.valid).toBe(true);
    expect(fromWbxml.findings.map((finding) => [finding.kind, finding.severity])).toEqual([['namespace', 'deviation']]);
    // libwbxml adds seconds to a date when it makes it opaque
    if (!message.name.startsWith('date')) expect(fromWbxml.document).toEqual(fromXml.document);
    const options = { syntax: 'wbxml', profile: 'libwbxml' } as const;
    expect(fromXml.document && hexOf(write(fromXml.document, options))).toBe(message.hex);
  });
});

const shared = new URL('../shared/vectors/wv/', root);

/** The example documents of WV-023, where they are at hand. */
if (existsSync(shared)) {
  describe('the example documents of CSP 1.1', () => {
    const names = readdirSync(shared)
      .filter((file) => file.endsWith('.wbxml'))
      .map((file) => file.slice(0, -'.wbxml'.length));
    const load = (file: string) => new Uint8Array(readFileSync(new URL(file, shared)));
    /** Stray text in one, an empty InUse in another: no message in memory has those. */
    const notMessages = ['wv-002', 'wv-078'];
    /** Hexadecimal SearchID becomes decimal; a date without zone gets one. */
    const notSameText = ['wv-022', 'wv-024', 'wv-106-datetime'];

    it.each(names)('%s is read as recorded and written octet for octet', (name) => {
      const octets = load(`${name}.wbxml`);
      const binary = readTree(octets, 'wbxml');
      const back = readTree(load(`${name}.back.xml`), 'xml');
      expect(binary.reader).toBe('strict');
      if (name !== 'wv-106-datetime') expect(bareShape(binary.tree)).toEqual(bareShape(back.tree));
      const options = { syntax: 'wbxml', profile: 'libwbxml' } as const;
      expect(binary.tree && hexOf(writeTree(binary.tree, '1.1', options))).toBe(hexOf(octets));
      const text = read(load(`${name}.xml`), 'xml');
      if (!notSameText.includes(name)) expect(bareShape(binary.tree)).toEqual(bareShape(text.tree));
      if (notMessages.includes(name)) return;
      expect(text.document && hexOf(write(text.document, options))).toBe(hexOf(octets));
    });

    it('fit the models, four dates of other formats, a stray line and an empty InUse apart', () => {
      const flawed = names.filter((name) => read(load(`${name}.xml`), 'xml').findings.length > 0);
      expect(flawed).toEqual([
        'wv-002',
        'wv-040',
        'wv-078',
        'wv-110-datetime',
        'wv-112-datetime',
        'wv-114-datetime',
        'wv-116-datetime',
      ]);
    });
  });
}
