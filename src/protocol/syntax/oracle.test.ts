/** Agreement with libwbxml, where its tools are installed: random 1.1 messages through both codecs, both ways. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { arbitraryMessage, primitiveNames } from '../../testing/protocol/arbitrary.ts';
import { type Document, read, readTree, type TreeNode, write, writeTree } from './index.ts';

const TOOLS = { encode: 'xml2wbxml', decode: 'wbxml2xml' };
const installed = Object.values(TOOLS).every((tool) => spawnSync(tool, ['-h']).error === undefined);

/**
 * Without what libwbxml 0.11.8 is known to do otherwise: it makes a number of any SearchID, without leading zeros, spells three names
 * otherwise and refuses ours, drops seconds that are 00 and leading zeros of years, adds Z to
 * opaque dates without, and writes carriage returns into XML as they are.
 */
function comparable(message: Document): boolean {
  const text = JSON.stringify(message);
  return !/"SearchID":"(?!(?:0|[1-9]\d{0,8})")|"(AcceptedCharSet|ReferredContent|ReferredvCard)"|"\d{8}T\d{4}(00)?Z?"|"0\d{7}T|\d{8}T\d{6}"|\\r/.test(
    text,
  );
}

function lines(node: TreeNode | undefined, out: string[] = []): string[] {
  if (node === undefined) return out;
  out.push(`${node.name}=${node.text.trim()}`);
  for (const child of node.children) lines(child, out);
  return out;
}

if (installed) {
  describe('libwbxml', () => {
    const directory = mkdtempSync(join(tmpdir(), 'impsc-oracle-'));
    const file = (name: string): string => join(directory, name);
    afterAll(() => rmSync(directory, { recursive: true }));

    const messages = fc
      .constantFrom(...primitiveNames('1.1'))
      .chain((name) => arbitraryMessage('1.1', name, { trimmed: true }))
      .filter(comparable);

    it('encodes as the profile of its name does, and decodes what the canonical profile writes', () => {
      fc.assert(
        fc.property(messages, (message) => {
          writeFileSync(file('a.xml'), write(message, { syntax: 'xml', doctype: '-//OMA//DTD WV-CSP 1.1//EN' }));
          execFileSync(TOOLS.encode, ['-o', file('a.wbxml'), file('a.xml')], { stdio: 'ignore' });
          const theirs = new Uint8Array(readFileSync(file('a.wbxml')));
          expect(write(message, { syntax: 'wbxml', profile: 'libwbxml' })).toEqual(theirs);
          const back = read(theirs, 'wbxml');
          expect(back.tree && writeTree(back.tree, '1.1', { syntax: 'wbxml', profile: 'libwbxml' })).toEqual(theirs);

          writeFileSync(file('b.wbxml'), write(message, { syntax: 'wbxml' }));
          execFileSync(TOOLS.decode, ['-o', file('b.xml'), file('b.wbxml')], { stdio: 'ignore' });
          const decoded = readTree(new Uint8Array(readFileSync(file('b.xml'))), 'xml').tree;
          const ours = readTree(write(message, { syntax: 'xml' }), 'xml').tree;
          expect(lines(decoded)).toEqual(lines(ours));
        }),
        { numRuns: 60 },
      );
    });
  });
} else {
  describe('libwbxml', () => {
    it('is not installed: the recorded messages in fixtures/wbxml stand for it', () => {
      const path = new URL('../../../fixtures/wbxml/libwbxml.json', import.meta.url);
      expect(readFileSync(path, 'utf8')).toContain('"hex"');
    });
  });
}
