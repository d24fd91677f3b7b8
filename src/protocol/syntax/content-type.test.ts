import { describe, expect, it } from 'vitest';
import { contentTypeFor, syntaxOfContentType } from './index.ts';

describe('media types', () => {
  it('have a dot up to 1.2 and a plus sign in 1.3', () => {
    expect(contentTypeFor('1.1', 'wbxml')).toBe('application/vnd.wv.csp.wbxml');
    expect(contentTypeFor('1.2', 'xml')).toBe('application/vnd.wv.csp.xml');
    expect(contentTypeFor('1.3', 'xml')).toBe('application/vnd.wv.csp+xml');
  });

  it.each([
    ['application/vnd.wv.csp.xml', 'xml'],
    ['Application/VND.WV.CSP+XML ; charset=utf-8', 'xml'],
    ['application/vnd.wv.csp+wbxml', 'wbxml'],
    ['application/vnd.wv.csp.wbxml;x=y', 'wbxml'],
    ['application/vnd.wv.csp.cir', undefined],
    ['text/xml', undefined],
    ['', undefined],
  ])('%s is %s', (type, syntax) => {
    expect(syntaxOfContentType(type)).toBe(syntax);
  });
});
