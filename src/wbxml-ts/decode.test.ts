import { describe, expect, it } from 'vitest';
import { SAMPLE, sample } from '../testing/wbxml-ts/sample.ts';
import { decode } from './decode.ts';
import type { Content, Element } from './tree.ts';
import { textOf } from './tree.ts';

/** A tree as text: `doc(id="x")[item["text"]]`. */
function outline(content: Content): string {
  switch (content.kind) {
    case 'text':
      return JSON.stringify(content.value);
    case 'opaque':
      return `opaque ${content.octets.join(',')}`;
    case 'extension':
      return `${content.form}_${content.slot} ${content.operand}`;
    case 'instruction':
      return `?${content.target} ${content.value}?`;
    case 'element': {
      const attributes = content.attributes.map(({ name, value }) => `${name}="${value}"`).join(' ');
      const children = content.children.map(outline).join(' ');
      return `${content.name}${attributes === '' ? '' : `(${attributes})`}${children === '' ? '' : `[${children}]`}`;
    }
  }
}

function read(body: string, table = ''): string {
  return outline(decode(sample(body, table), SAMPLE).root);
}

describe('elements', () => {
  it.each([
    ['neither attributes nor content', '05', 'doc'],
    ['content flag without content', '45 01', 'doc'],
    ['nested elements', '45 46 06 01 06 01', 'doc[item[item] item]'],
    ['highest token', '45 3F 7F 01 01', 'doc[last last]'],
    ['page switch', '45 00 01 05 00 00 06 01', 'doc[other item]'],
    ['page kept after END', '45 00 01 45 06 01 05 01', 'doc[other[item] other]'],
    ['page switches that change nothing', '00 00 00 01 00 00 45 00 00 00 00 06 01', 'doc[item]'],
    ['page switch before END', '45 06 00 01 01', 'doc[item]'],
    ['attributes and content', "C5 05 03 'x' 00 01 06 01", 'doc(id="x")[item]'],
  ])('%s', (_, body, tree) => {
    expect(read(body)).toBe(tree);
  });

  it.each([
    ['LITERAL', '45 04 00 01', 'doc[X]'],
    ['LITERAL_C', "45 44 00 03 'v' 00 01 01", 'doc[X["v"]]'],
    ['LITERAL_A', "45 84 00 05 03 'v' 00 01 01", 'doc[X(id="v")]'],
    ['LITERAL_AC', "45 C4 00 04 02 03 'v' 00 01 06 01 01", 'doc[X(note="v")[item]]'],
    ['LITERAL as root', '44 00 06 01', 'X[item]'],
  ])('%s takes its name from the string table', (_, body, tree) => {
    expect(read(body, "'X' 00 'note' 00")).toBe(tree);
  });

  it('tells where a name comes from', () => {
    const root = decode(sample('C4 00 04 02 01 00 01 05 01', "'X' 00 'note' 00"), SAMPLE).root;
    expect(root).toMatchObject({ origin: 'literal', token: 4, attributes: [{ origin: 'literal', token: 4 }] });
    expect(root.children[0]).toMatchObject({ origin: 'table', page: 1, token: 5 });
  });
});

describe('content', () => {
  it.each([
    ['STR_I', "45 03 'ab' 00 01", 'doc["ab"]'],
    ['empty STR_I', '45 03 00 01', 'doc[""]'],
    ['UTF-8', '45 03 C3A4 F09F9880 00 01', 'doc["ä😀"]'],
    ['STR_T', '45 83 00 01', 'doc["shared"]'],
    ['STR_T into the middle of an entry', '45 83 03 01', 'doc["red"]'],
    ['STR_T of an empty entry', '45 83 06 01', 'doc[""]'],
    ['ENTITY', '45 02 81 20 02 87 EC 00 02 26 01', 'doc["\u00a0\u{1f600}&"]'],
    ['EXT_T', '45 80 01 81 01 01', 'doc["yestwo"]'],
    ['EXT_T with a large number', '45 80 84 C6 45 01', 'doc["far"]'],
    ['EXT_I', "45 40 'v' 00 01", 'doc["[v]"]'],
    ['EXT', '45 C2 01', 'doc["bare"]'],
    ['OPAQUE that the tables do not type', '45 C3 02 FF 00 01', 'doc[opaque 255,0]'],
    ['OPAQUE of length 0', '45 C3 00 01', 'doc[opaque ]'],
    ['OPAQUE that the tables type', '45 47 C3 02 0E 10 01 01', 'doc[number["3600"]]'],
    ['neighbouring pieces', "45 03 'a' 00 02 2D 83 03 80 01 01", 'doc["a-redyes"]'],
    ['pieces around an element', "45 03 'a' 00 06 03 'b' 00 01", 'doc["a" item "b"]'],
    ['PI', "45 43 05 03 'v' 00 01 06 01", 'doc[?id v? item]'],
  ])('%s', (_, body, tree) => {
    expect(read(body, "'shared' 00")).toBe(tree);
  });

  it('copies opaque octets out of the document', () => {
    const document = Buffer.from(sample('45 C3 01 FF 01'));
    const root = decode(document, SAMPLE).root;
    document.fill(0);
    expect(outline(root)).toBe('doc[opaque 255]');
  });

  it('joins all text directly inside an element', () => {
    expect(textOf(decode(sample("45 03 'a' 00 46 03 'x' 00 01 03 'b' 00 01"), SAMPLE).root)).toBe('ab');
    expect(textOf(decode(sample('45 06 01'), SAMPLE).root)).toBe('');
  });
});

describe('attributes', () => {
  it.each([
    ['name token', "85 05 03 'x' 00 01", 'doc(id="x")'],
    ['no value', '85 05 01', 'doc(id="")'],
    ['prefix of the value', "85 07 03 'a' 00 01", 'doc(href="http://a")'],
    ['token above 44', "85 47 03 'a' 00 01", 'doc(href="http://www.a")'],
    ['several parts', "85 47 03 'a' 00 85 02 2F 83 01 80 01 01", 'doc(href="http://www.a.com/tailyes")'],
    ['several attributes', "85 05 03 'x' 00 06 86 01", 'doc(id="x" href=".com/path")'],
    ['page switch', "85 00 01 05 03 'en' 00 85 00 00 05 01", 'doc(lang="en.org" id="")'],
    ['literal name', "85 04 00 03 'v' 00 01", 'doc(xtail="v")'],
    ['extensions', "85 05 40 'v' 00 C2 01", 'doc(id="[v]bare")'],
    ['OPAQUE as text', "85 05 C3 02 'ab' 01", 'doc(id="ab")'],
  ])('%s', (_, body, tree) => {
    expect(read(body, "'xtail' 00")).toBe(tree);
  });

  it('has a page of its own, apart from the tags', () => {
    expect(read("C5 00 01 05 03 'en' 00 01 05 01")).toBe('doc(lang="en")[doc]');
  });

  it('asks the tables for opaque values', () => {
    expect(read('45 87 05 C3 01 2A 01 01')).toBe('doc[number(id="42")]');
  });
});

describe('processing instructions', () => {
  it('stand before and after the root', () => {
    const decoded = decode(sample("43 04 00 03 'a' 00 01 05 43 05 01", "'target' 00"), SAMPLE);
    expect(decoded.before.map(outline)).toEqual(['?target a?']);
    expect(decoded.after.map(outline)).toEqual(['?id ?']);
  });
});

describe('spans', () => {
  it('cover elements, content, attributes and text', () => {
    const document = sample("45 00 01 C5 05 03 'en' 00 01 03 'a' 00 02 2D 01 00 00 06 01");
    const { root } = decode(document, SAMPLE);
    const span = (node: { start: number; end: number }) => [node.start, node.end];
    const [other, item] = root.children as Element[];
    expect(span(root)).toEqual([4, document.length]);
    expect([root.contentStart, root.contentEnd]).toEqual([5, document.length - 1]);
    expect(other && span(other)).toEqual([7, 20]);
    expect(other?.attributes.map(span)).toEqual([[8, 13]]);
    expect([other?.contentStart, other?.contentEnd]).toEqual([14, 19]);
    expect(other?.children.map(span)).toEqual([[14, 19]]);
    expect(item && [...span(item), item.contentStart, item.contentEnd]).toEqual([22, 23, 23, 23]);
  });
});

describe('all constructs in one document', () => {
  it('make one tree', () => {
    const table = "'abc' 00 ' Enter name: ' 00";
    const body = "45 46 03 ' X ' 00 02 26 03 ' Y' 00 01 C6 47 03 'xyz' 00 86 05 85 01 83 04 04 00 01 01";
    expect(read(body, table)).toBe(
      'doc[item[" X & Y"] item(href="http://www.xyz.com/path" id=".com")[" Enter name: " abc]]',
    );
  });
});
