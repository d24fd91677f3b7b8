import { describe, expect, it } from 'vitest';
import { SAMPLE } from '../testing/wbxml-ts/sample.ts';
import { tablesFrom } from './tables-from.ts';

describe('tablesFrom', () => {
  it('finds names by page and token', () => {
    expect(SAMPLE.tagName(0, 0x05)).toBe('doc');
    expect(SAMPLE.tagName(1, 0x05)).toBe('other');
    expect(SAMPLE.tagName(0, 0x3f)).toBe('last');
    expect(SAMPLE.tagName(0, 0x10)).toBeUndefined();
    expect(SAMPLE.tagName(200, 0x05)).toBeUndefined();
    expect(SAMPLE.attributeStart(0, 0x47)).toEqual({ name: 'href', prefix: 'http://www.' });
    expect(SAMPLE.attributeValue(1, 0x85)).toBe('.org');
    expect(SAMPLE.extT?.(0, 0x12345, 'doc')).toBe('far');
    expect(SAMPLE.extT?.(1, 1, 'doc')).toBe('two');
    expect(SAMPLE.extT?.(2, 1, 'doc')).toBeUndefined();
  });

  it('knows which pages exist', () => {
    expect([0, 1, 2].map((page) => SAMPLE.hasTagPage(page))).toEqual([true, true, false]);
    expect([0, 1, 2].map((page) => SAMPLE.hasAttributePage(page))).toEqual([true, true, false]);
  });

  it('takes the first row of a name and the one of a namespace where that is given', () => {
    expect(SAMPLE.tagFor('item')).toEqual({ page: 0, token: 0x06 });
    expect(SAMPLE.tagFor('item', 'second')).toEqual({ page: 1, token: 0x06 });
    expect(SAMPLE.tagFor('doc', 'second')).toEqual({ page: 0, token: 0x05 });
    expect(SAMPLE.tagFor('nobody')).toBeUndefined();
  });

  it('takes the longest prefix of an attribute and the longest value token', () => {
    expect(SAMPLE.attributeStartFor('href', 'http://www.example')?.token).toBe(0x47);
    expect(SAMPLE.attributeStartFor('href', 'http://example')?.token).toBe(0x07);
    expect(SAMPLE.attributeStartFor('href', 'ftp://example')?.token).toBe(0x06);
    expect(SAMPLE.attributeStartFor('style', '')).toBeUndefined();
    expect(SAMPLE.attributeValueAt?.('a.com/path', 1)?.token).toBe(0x86);
    expect(SAMPLE.attributeValueAt?.('a.com', 1)?.token).toBe(0x85);
    expect(SAMPLE.attributeValueAt?.('a.com', 0)).toBeUndefined();
  });

  it('keeps one-way rows out of the other direction', () => {
    const tables = tablesFrom({
      tags: [
        { page: 0, token: 5, name: 'new' },
        { page: 0, token: 5, name: 'alias', use: 'encode' },
        { page: 0, token: 6, name: 'withdrawn', use: 'decode' },
      ],
      extT: [
        { value: 7, text: 'IM' },
        { value: 8, text: 'IM', use: 'decode' },
      ],
    });
    expect(tables.tagName(0, 5)).toBe('new');
    expect(tables.tagFor('alias')).toEqual({ page: 0, token: 5 });
    expect(tables.tagName(0, 6)).toBe('withdrawn');
    expect(tables.tagFor('withdrawn')).toBeUndefined();
    expect(tables.extT?.(0, 8, '')).toBe('IM');
    expect(tables.extTFor?.('IM', '')).toEqual({ slot: 0, value: 7 });
  });

  it.each([
    ['a tag token below 05', { tags: [{ page: 0, token: 4, name: 'x' }] }],
    ['a tag token with a flag', { tags: [{ page: 0, token: 0x45, name: 'x' }] }],
    ['a page above FF', { tags: [{ page: 256, token: 5, name: 'x' }] }],
    ['two names of one token', { tags: ['x', 'y'].map((name) => ({ page: 0, token: 5, name })) }],
    ['a global token as attribute', { tags: [], attributes: [{ page: 0, token: 0x43, name: 'x' }] }],
    ['an attribute start as value', { tags: [], attributeValues: [{ page: 0, token: 0x7f, value: 'x' }] }],
    ['an extension value of 33 bits', { tags: [], extT: [{ value: 2 ** 32, text: 'x' }] }],
  ])('refuses %s', (_, plain) => {
    expect(() => tablesFrom(plain)).toThrow(RangeError);
  });
});
