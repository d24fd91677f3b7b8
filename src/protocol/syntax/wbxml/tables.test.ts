import { describe, expect, it } from 'vitest';
import { elementKeys, localName } from '../../messages/compile.ts';
import { VERSIONS } from '../../version.ts';
import { base64FromOctets, compactDate, dateFromOctets, integerFromOctets, integerToOctets } from './opaque.ts';
import { tablesOf } from './tables.ts';
import { PAGE_NAMES } from './tags.ts';

describe('token tables', () => {
  it.each(VERSIONS)('of %s have a tag for every element, names without one apart', (version) => {
    const tables = tablesOf(version);
    const without = elementKeys(version).filter((key) => tables.tagFor(localName(key)) === undefined);
    expect(without).toEqual(version === '1.3' ? ['NotAvailableFunctions'] : []);
    for (const key of elementKeys(version)) {
      const tag = tables.tagFor(localName(key));
      const aliased = tag !== undefined && /NSDiscovery/.test(key);
      if (tag !== undefined && !aliased) expect(tables.tagName(tag.page, tag.token)).toBe(localName(key));
    }
  });

  it('have as many pages as the version', () => {
    const pages = VERSIONS.map((version) => PAGE_NAMES.filter((_, page) => tablesOf(version).hasTagPage(page)).length);
    expect(pages).toEqual([8, 11, 12]);
  });

  it('read what changed its meaning by the version of the document', () => {
    const text = (version: (typeof VERSIONS)[number], value: number, element = 'Value') =>
      tablesOf(version).extT?.(0, value, element);
    expect(VERSIONS.map((version) => text(version, 0x68))).toEqual(['IM', 'IM', 'AP']);
    expect(VERSIONS.map((version) => text(version, 0xa5))).toEqual([undefined, 'SHTTP', 'SHTTP']);
    expect(VERSIONS.map((version) => text(version, 0x3d, 'Name'))).toEqual(['GROUP_ID', 'GROUP_ID', 'History']);
    expect(text('1.3', 0x3d, 'SearchElement')).toBe('GROUP_ID');
    expect(VERSIONS.map((version) => tablesOf(version).tagName(9, 0x0b))).toEqual([
      undefined,
      'ReactiveAuthState',
      'AnswerOptionText',
    ]);
  });

  it('write one number where there are two, and none that would be misread', () => {
    const value = (version: (typeof VERSIONS)[number], text: string, element = 'Value') =>
      tablesOf(version).extTFor?.(text, element)?.value;
    expect(VERSIONS.map((version) => value(version, 'SMS'))).toEqual([0x43, 0x43, 0x43]);
    expect(value('1.1', 'IM')).toBe(0x12);
    expect(value('1.2', 'SHTTP')).toBeUndefined();
    expect(value('1.3', 'History')).toBeUndefined();
    expect([value('1.3', 'GROUP_ID', 'Name'), value('1.3', 'GROUP_ID', 'SearchElement')]).toEqual([undefined, 0x3d]);
  });
});

describe('typed opaque values', () => {
  it.each([
    [0, '00'],
    [255, 'ff'],
    [256, '0100'],
    [65536, '010000'],
    [2147483648, '80000000'],
    [4294967295, 'ffffffff'],
  ])('the integer %d is %s', (value, hex) => {
    const octets = integerToOctets(value);
    expect(Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('')).toBe(hex);
    expect(integerFromOctets(octets, 0, octets.length)).toBe(value);
  });

  it('an integer has at most four octets, and none for 0', () => {
    expect(integerFromOctets(new Uint8Array(5), 0, 5)).toBeUndefined();
    expect(integerFromOctets(new Uint8Array(0), 0, 0)).toBe(0);
    expect(integerToOctets(0, 'empty')).toHaveLength(0);
  });

  it('a date is six octets', () => {
    const octets = Uint8Array.of(0x1f, 0x46, 0xa6, 0x9c, 0x9f, 0x5a);
    expect(dateFromOctets(octets, 0)).toBe('20011019T095031Z');
    expect(compactDate('20011019T095031Z')?.octets).toEqual(octets);
    expect(compactDate('2001-10-19T09:50:31Z')).toBeUndefined();
    expect(dateFromOctets(Uint8Array.of(0x1f, 0x46, 0xa6, 0x9c, 0x9f, 0x4a), 0)).toHaveProperty('fault');
    expect(dateFromOctets(Uint8Array.of(0x9f, 0x46, 0xa6, 0x9c, 0x9f, 0x5a), 0)).toHaveProperty('fault');
  });

  it('binary content is base64', () => {
    const text = (...octets: number[]) => base64FromOctets(Uint8Array.from(octets), 0, octets.length);
    expect([text(), text(0x61), text(0x61, 0x62), text(0x61, 0x62, 0xff)]).toEqual(['', 'YQ==', 'YWI=', 'YWL/']);
  });
});
